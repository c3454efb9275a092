"""The page of questions for an oral: for the staff, a student after the other, with the answers folded away. Pure."""

from __future__ import annotations

from autograder.class_report import parts, report_messages
from autograder.class_report.class_model import Oral
from autograder.class_report.sections import Class
from autograder.i18n.language import Lang

ORAL_PAGE = "oral.html"
LONGEST = 1_000  # characters of a question: it may have a call in it


def oral_page(shown: Class) -> str:
    """Write the page; what somebody wrote in code is escaped."""
    lang = shown.lang
    body = f'<p><a href="index.html">{parts.text(report_messages.BACK, lang)}</a></p>\n'
    body += f"<h1>{parts.text(report_messages.ORAL, lang)}</h1>\n{parts.paragraph(report_messages.ORAL_ABOUT, lang)}"
    for place, oral in shown.oral.items():
        body += (
            f"<section>\n<h2>{shown.student(place)}</h2>\n{''.join(_exercise(one, lang) for one in oral)}</section>\n"
        )
    return parts.page(report_messages.ORAL.to(lang), body, lang)


def _exercise(oral: Oral, lang: Lang) -> str:
    answer = parts.text(report_messages.ANSWER, lang)
    asked = "".join(
        f"<li>{parts.marked(question, LONGEST)}\n{parts.folded(answer, parts.code(said))}</li>\n"
        for question, said in oral.questions
    )
    return f"<h3>{parts.text(oral.title, lang)}</h3>\n<ol>\n{asked}</ol>\n"
