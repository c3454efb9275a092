"""What runs in the learner's process; it holds nothing of the judge, the course or the grader's side."""
