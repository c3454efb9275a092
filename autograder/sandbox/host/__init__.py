"""The grader's side of the sandbox: starts learners' processes, asks them for calls, ends them in time."""
