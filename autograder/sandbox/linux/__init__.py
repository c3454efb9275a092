"""The kernel's means of isolation: system call filter, Landlock, bubblewrap. Imports nothing else of the sandbox."""
