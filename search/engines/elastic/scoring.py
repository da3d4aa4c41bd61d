"""Which of them come first, as ranking.py says."""

from typing import Any

from ...models import Kind
from ...plan import IN_OTHER_WORDS, Term
from ...ranking import FIRST_OF_ALL, HAPPENS_SOON, IS_NEWS, IS_OVER, KIND_MEANT, LANDMARKS, SOON, WHOLE_TITLE, steps
from ...vectors import TITLE
from ..question import Question
from .matching import Body, all_of, any_of, has, is_kind, matches, unlike

LONGEST_TITLE = 30  # words told apart


def order(question: Question) -> list[Any]:
    return [*(["_score"] if question.terms else []), {"next_date": {"missing": "_last"}}, "title", "pk"]


def ranked(question: Question) -> Body:
    scores = [_standing(one, rare) for one, rare in zip(question.terms, question.rarities, strict=True)]
    matched = {"bool": {"filter": [matches(question)], "should": scores}}
    functions = [*_titles(question), *_suits(question)]
    return {"function_score": {"query": matched, "functions": functions, "score_mode": "multiply"}}


def _standing(one: Term, rare: float) -> Body:
    found = steps({way.worth for way in one.alternatives})
    scores = [
        {"constant_score": {"filter": has(one, places, worth), "boost": points * rare}}
        for points, places, worth in found
    ]
    return {"dis_max": {"queries": scores}} if scores else any_of([])


def _titles(question: Question) -> list[Body]:
    terms = len(question.terms)
    in_title = [has(one, TITLE, IN_OTHER_WORDS) for one in question.terms if _is_plain(one)]
    if len(in_title) < terms:
        return []
    whole = _weighing(1 + WHOLE_TITLE, *in_title, {"range": {"title_words": {"gte": 1, "lte": terms}}})
    return [whole] + [
        _weighing(1 + WHOLE_TITLE * terms / words, *in_title, {"term": {"title_words": words}})
        for words in range(terms + 1, LONGEST_TITLE)
    ]


def _is_plain(one: Term) -> bool:
    return any(way.worth >= IN_OTHER_WORDS for way in one.alternatives)


def _suits(question: Question) -> list[Body]:
    dated = {"exists": {"field": "next_date"}}
    functions = [
        _weighing(IS_OVER, is_kind(Kind.ACTIVITY), unlike(dated)),
        _weighing(IS_NEWS, is_kind(Kind.NEWS)),
        _weighing(FIRST_OF_ALL, is_kind(*LANDMARKS)),
        _weighing(KIND_MEANT, is_kind(*question.kinds)),
    ]
    if today := question.filters.today:
        soon = {"range": {"next_date": {"lte": (today + SOON).isoformat()}}}
        functions.append(_weighing(HAPPENS_SOON, is_kind(Kind.ACTIVITY), soon))
    return functions


def _weighing(weight: float, *conditions: Body) -> Body:
    return {"filter": all_of(*conditions), "weight": weight}
