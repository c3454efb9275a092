"""For the course's authors: what learners get is built from the solutions, and the whole course is proved."""
