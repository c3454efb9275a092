"""Late penalties, by nbgrader's own plugin or an instructor's."""

from __future__ import annotations

from collections.abc import Iterable

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties

from autograder.nbgrader.cells import notebook_json
from autograder.nbgrader.course_directory import Desk
from autograder.nbgrader.marking import node_of


def any_penalties(desk: Desk) -> bool:
    """Whether being late can cost anything, as the course is configured."""
    assigning = AssignLatePenalties(config=desk.config)
    assigning.init_plugin()
    plugin = assigning.plugin_inst
    return type(plugin) is not LateSubmissionPlugin or plugin.penalty_method != "none"


def assign_penalties(desk: Desk, db_url: str, student: str, notebooks: Iterable[str]) -> None:
    """Set the penalty of each of these notebooks anew, or take it away where the submission is not late."""
    for name in notebooks:
        about = {"student": student, "assignment": desk.assignment, "notebook": name, "db_url": db_url}
        assigning = AssignLatePenalties(config=desk.config)
        assigning.preprocess(node_of(notebook_json((), ())), {"nbgrader": about})
