"""The course in nbgrader: laid out as a course of its, graded by our grader into its gradebook and feedback.

nbgrader itself takes seconds to import, so only the modules that need it do so: `desk`, `gradebook`, `marking`,
`grading` and `autograde`. The others turn values into values.
"""
