"""The quiz: questions as data, answers as a file, and what is said about each answer."""
