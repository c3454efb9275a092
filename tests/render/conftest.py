"""Reports made by hand, one for each thing a renderer must be able to say."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from autograder.judging.report import (
    CheckReport,
    ExerciseReport,
    GraderReport,
    QuestionReport,
    QuizReport,
    Report,
    SubmissionReport,
)
from autograder.sandbox.protocol.isolation import IsolationReport

HOSTILE = (
    "\x1b[2J<script>alert(1)</script>=cmd|'/C calc'!A0 ::error::x \u202egnp.exe\ud800\x00\r\n[bold]b[/bold] :smile: %0A"
)

COURSE = (
    ("derivative_estimates", 10),
    ("symbolic_derivatives", 5),
    ("chain_rule", 5),
    ("forward_pass", 6),
    ("sigmoid_backward", 8),
    ("linear_backward", 14),
    ("mse_backward", 4),
    ("graph_backpropagation", 8),
    ("delta_rule", 8),
    ("xor_training", 20),
    ("vanishing_and_exploding", 5),
    ("three_layer_network", 7),
)
GRADER = GraderReport("0.1.0", "c" * 64, 20_240_917, "3.11.2", "2.4.6")
ISOLATION = IsolationReport(2, official=True, probes={"network": "refused"})


def exercise(id_, points, status="not_attempted", lang="en", **changes):
    title = id_.replace("_", " ").capitalize() if lang == "en" else f"Exercício {id_.replace('_', ' ')}"
    state = "passed" if status == "passed" else "not_attempted"
    said = {"passed": "right on 6 cases", "not_attempted": "nothing is written yet"}[state]
    check = CheckReport("values", "values" if lang == "en" else "valores", state, 0, points, said, "")
    if state == "passed":
        check = replace(check, score=points)
    report = ExerciseReport(id_, title, status, check.score, points, (check,))
    return replace(report, **changes)


def made(id_, exercises, quiz, lang="en", **changes):
    report = Report(
        submission=SubmissionReport(id_, id_, "a" * 64, tuple(each.file for each in exercises if each.file)),
        grader=GRADER,
        lang=lang,
        status="graded",
        reason="",
        score=sum(each.score for each in exercises),
        max_score=sum(each.max_score for each in exercises),
        exercises=tuple(exercises),
        quiz=quiz,
        isolation=ISOLATION,
        seconds=3.24,
    )
    return replace(report, **changes)


def half_linear():
    checks = (
        CheckReport("forward", "forward: X W + b", "passed", 2, 2, "right on 6 cases", ""),
        CheckReport(
            "grad_X", "grad_X", "passed", 4, 4, "right on 6 cases", "",
            remarks=("grad_X: it is a list; the numbers count, an array was asked for",),
        ),
        CheckReport(
            "grad_W", "grad_W", "failed", 0, 5,
            "`linear_backward`: grad_W[1, 0] is -0.3086421, and -1.543210 is right (± 2e-11); 6 of 6 entries are wrong",
            "Your grad_W is the right one divided by the number of rows. The upstream gradient already carries the mean's 1/n, so dividing once more counts it twice. Look for a `/ n`, `/ len(X)` or `mean` inside the layer.",
            diagnosis={"mistake": "divided-by-batch-size", "confidence": 1.0},
            evidence={"function": "linear_backward", "call": "linear_backward(grad_output of shape (5, 2), X of shape (5, 3), W=np.array([[1.5, -0.25], [0.5, 2.0], [-1.0, 0.75]]), b=np.array([0.5, -0.5]))", "got": float("nan"),
                      "counterexample": {"call": "linear_backward(np.array([[2.0], [4.0]]), np.array([[1.0], [3.0]]), np.array([[5.0]]), np.array([0.5]))[1]", "got": "[[7]]", "expected": "[[14]]"}},
        ),
        CheckReport(
            "grad_b", "grad_b", "waiting", 0, 3, "not judged: it waits for “grad_W” to pass",
            "Mend that one first, this one is judged next.",
        ),
    )  # fmt: skip
    return ExerciseReport(
        "linear_backward", "Backward through a linear layer", "partial", 6, 14, checks, "06_linear_backward.ipynb",
        ("linear_backward.py was there too and was passed over: it holds the untouched stub",),
        "shape (5, 3)\n" + "\n".join(f"step {i}\tloss {1 / (i + 1):.3f}" for i in range(12)) + "\n",
    )  # fmt: skip


def broken_sigmoid(lang="en"):
    said = {
        "en": ("sigmoid_backward.py stops at line 7: SyntaxError: '(' was never closed (return output * (1 - output)",
               "Nothing after that line exists for Python. Count the brackets of line 7, then check again."),
        "pt-BR": ("sigmoid_backward.py para na linha 7: SyntaxError: '(' was never closed (return output * (1 - output)",
                  "Para o Python, nada existe depois dessa linha. Conte os parênteses da linha 7 e confira de novo."),
    }[lang]  # fmt: skip
    titles = {"en": ("sigmoid", "sigmoid_backward"), "pt-BR": ("sigmoid", "sigmoid_backward")}[lang]
    checks = tuple(
        CheckReport(title, title, "error", 0, points, *said) for title, points in zip(titles, (2, 6), strict=True)
    )
    title = "Backward through the sigmoid" if lang == "en" else "A sigmoide, de trás para frente"
    return ExerciseReport("sigmoid_backward", title, "failed", 0, 8, checks, "sigmoid_backward.py")


QUESTION_WRONG = QuestionReport(
    "chain-rule-order", "chain-rule", "Which factor does dJ/dw gain when one more function stands between w and J?",
    "b", "wrong", "The new function's own derivative, taken at its input: slopes along a path multiply. You chose the sum.", 0, 1,
)  # fmt: skip
QUESTIONS = (
    QuestionReport("derivadas-slope", "derivadas", "What does the slope say?", "a", "right", "It is the ratio.", 1, 1),
    QUESTION_WRONG,
    QuestionReport("xor-order", "xor", "Put the steps in order.", ["c", "a", "b"], "wrong", "First forward.", 0, 2),
    QuestionReport("xor-epochs", "xor", "How many epochs?", None, "unanswered", "", 0, 1),
)


def full(lang="en"):
    exercises = [exercise(id_, points, "passed", lang, file=f"{id_}.py") for id_, points in COURSE]
    questions = tuple(replace(each, status="right", answer="a", score=each.max_score) for each in QUESTIONS)
    return made("ana-lima" if lang == "en" else "joão-conceição", exercises, QuizReport(5, 5, questions), lang)


def half():
    work = {"linear_backward": half_linear(), "sigmoid_backward": broken_sigmoid()}
    exercises = [
        work.get(id_) or exercise(id_, points, "passed" if id_.startswith(("deriv", "chain")) else "not_attempted")
        for id_, points in COURSE
    ]
    quiz = QuizReport(1, 5, QUESTIONS, ("xor-mean: “maybe” is no choice; the choices are a, b, c",))
    return made("bruno", exercises, quiz)


def syntax_error_pt():
    exercises = [broken_sigmoid("pt-BR") if id_ == "sigmoid_backward" else exercise(id_, points, lang="pt-BR") for id_, points in COURSE]  # fmt: skip
    questions = (
        QuestionReport(
            "regra-da-cadeia", "chain-rule", "O que se faz com as inclinações ao longo de um caminho?", "b", "wrong",
            "Elas se multiplicam: cada função multiplica a variação que recebe. Você marcou a soma.", 0, 1,
        ),
        replace(QUESTIONS[3], prompt="Quantas épocas?"),
    )  # fmt: skip
    submission = SubmissionReport("maria", "Maria (cópia final).zip", "b" * 64, ("sigmoid_backward.py",))
    return made("maria", exercises, QuizReport(0, 2, questions), "pt-BR", submission=submission, isolation=replace(ISOLATION, tier=1, official=False))  # fmt: skip


def untouched(lang="en"):
    exercises = [exercise(id_, points, lang=lang) for id_, points in COURSE]
    questions = tuple(replace(each, status="unanswered", answer=None, explanation="", score=0) for each in QUESTIONS)
    return made("nobody-yet", exercises, QuizReport(0, 5, questions), lang)


def ungradable(lang="en"):
    reason = {
        "en": "lost.zip is not an archive that can be read: its directory at the end is missing. Send it again.",
        "pt-BR": "lost.zip não é um arquivo compactado legível: falta o diretório no final. Envie de novo.",
    }[lang]
    questions = tuple(replace(each, status="unanswered", answer=None, explanation="", score=0) for each in QUESTIONS)
    return made(
        "lost", [], QuizReport(0, 5, questions), lang, status="ungradable", reason=reason, max_score=100,
        submission=SubmissionReport("lost", "lost.zip", "", ()), seconds=0.04,
    )  # fmt: skip


def hostile(lang="en"):
    check = CheckReport(
        "values", HOSTILE, "failed", 0, 5, HOSTILE, HOSTILE, {"mistake": HOSTILE, "confidence": 0.5},
        {"call": HOSTILE, "counterexample": {"call": HOSTILE, "got": HOSTILE, "expected": HOSTILE}, HOSTILE: [float("inf"), float("-inf"), float("nan"), 1e308, (HOSTILE,)], "huge": 10**6000},
        (HOSTILE,),
    )  # fmt: skip
    late = replace(check, id="late", status="waiting", title="[/red] not markup", rationale="[bold red]no[/]")
    work = ExerciseReport("chain_rule", HOSTILE, "failed", 0, 10, (check, late), HOSTILE, (HOSTILE,), HOSTILE)
    question = QuestionReport(HOSTILE, HOSTILE, HOSTILE, [HOSTILE, {HOSTILE: float("nan")}], "wrong", HOSTILE, 0, 1)
    submission = SubmissionReport(HOSTILE.replace("/", ""), HOSTILE, "a" * 64, (HOSTILE,), (HOSTILE,))
    return made("x", [work], QuizReport(0, 1, (question,), (HOSTILE,)), lang, submission=submission)


SCENES = {
    "full_en": full(),
    "full_pt": full("pt-BR"),
    "half_en": half(),
    "syntax_error_pt": syntax_error_pt(),
    "untouched_en": untouched(),
    "untouched_pt": untouched("pt-BR"),
    "ungradable_en": ungradable(),
    "ungradable_pt": ungradable("pt-BR"),
    "hostile_en": hostile(),
}


@pytest.fixture(params=SCENES)
def scene(request):
    """Give the name of a scene and its report, one after the other."""
    return request.param, SCENES[request.param]


@pytest.fixture
def scenes():
    return SCENES


@pytest.fixture
def schema():
    return json.loads(files("autograder").joinpath("report.schema.json").read_text("utf-8"))
