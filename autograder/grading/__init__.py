"""From a submission to its report: the one pipeline that every command and nbgrader use."""
