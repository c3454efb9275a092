"""What the grader and a learner's process both know: calls, values, their frames, the limits. Nothing is run here."""
