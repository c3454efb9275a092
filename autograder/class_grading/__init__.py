"""A class graded into a store that keeps every grade: resumed where it stopped, replayed, on one machine or on many."""
