"""The course that is installed: its exercises, stubs and shipped questions."""
