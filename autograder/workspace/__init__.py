"""A learner's workspace on disk: the answers file, and the language that it remembers."""
