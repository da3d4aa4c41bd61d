"""Judged questions. Grades: 3 is the best answer, 1 is some help; what is not named is none."""

import datetime as dt
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Grades = dict[str, dict[str, int]]  # question → name of an entry → grade


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


def of_town(data: Any) -> Grades:
    return {one["query"]: {judged["doc"]: judged["grade"] for judged in one["judged"]} for one in data["queries"]}


def day_of(data: Any) -> dt.date:
    return dt.date.fromisoformat(data["today"])


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def scores(questions: Grades, names: list[str], ask: Callable[[str], list[str]]) -> tuple[dict[str, float], list[str]]:
    """nDCG@10 of each question over the entries of these names, and the questions without any answer."""
    found = {question: ask(question) for question in questions}
    points = {}
    for question, grades in questions.items():
        best = sorted((grades.get(name, 0) for name in names), reverse=True)[:10]
        points[question] = gain([grades.get(name, 0) for name in found[question][:10]]) / gain(best)
    return points, [question for question, answers in found.items() if not answers]
