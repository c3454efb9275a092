"""The class run, its students, attempts, inputs and gradings, and what is to be graded again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "inputs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("course_sha256", sa.String(64), nullable=False),
        sa.Column("grader_version", sa.Text, nullable=False),
        sa.Column("key_sha256", sa.String(64), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("official", sa.Boolean, nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.UniqueConstraint(
            "course_sha256", "grader_version", "key_sha256", "seed", "official", "lang", name="equal_inputs"
        ),
    )
    op.create_table(
        "class_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("begun_at", sa.String(32), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("inputs_id", sa.Integer, sa.ForeignKey("inputs.id"), nullable=True),
        sa.CheckConstraint("id = 1", name="one_class_a_store"),
    )
    op.create_table(
        "student",
        sa.Column("id", name, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("roster", sa.Text, nullable=True),
        sa.Column("handed_in", sa.Boolean, nullable=False),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("student_id", name, sa.ForeignKey("student.id"), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("handed_in_at", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer, nullable=True),
        sa.UniqueConstraint("student_id", "sha256", name="same_files_same_attempt"),
    )
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("student_id", name, sa.ForeignKey("student.id"), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    op.create_index("regrades_open", "regrade", ["student_id", "done"])
    op.create_table(
        "grading",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt_id", sa.Integer, sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("inputs_id", sa.Integer, sa.ForeignKey("inputs.id"), nullable=False),
        sa.Column("regrade_id", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("graded_at", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("max_score", sa.Integer, nullable=False),
        sa.Column("quiz_score", sa.Integer, nullable=False),
        sa.Column("quiz_max_score", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("attempt_id", "inputs_id", "regrade_id", name="graded_once"),
    )
