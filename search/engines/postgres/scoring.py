"""Which of them come first, as ranking.py says."""

from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Least

from ...models import Kind
from ...plan import IN_OTHER_WORDS, Term
from ...ranking import FIRST_OF_ALL, HAPPENS_SOON, IS_NEWS, IS_OVER, KIND_MEANT, LANDMARKS, SOON, WHOLE_TITLE, steps
from ...vectors import TITLE
from ..question import Question
from .matching import has


def order(question: Question) -> list[str | Combinable]:
    """Best first; of those as good, and without words, what happens first."""
    if question.terms:
        return [_score(question).desc(), F("next_date").asc(nulls_last=True), "title", "pk"]
    return [F("next_date").asc(nulls_last=True), "title", "pk"]


def _score(question: Question) -> CombinedExpression:
    score: Combinable = Value(0.0)
    for one, rare in zip(question.terms, question.rarities, strict=True):
        score = score + Value(rare) * _standing(one)
    return score * _title(question) * _suits(question)


def _standing(one: Term) -> Combinable:
    """Where the word stands, times the worth of the way it was found: the best of all, asked for best first."""
    found = steps({way.worth for way in one.alternatives})
    whens = [When(has(one, places, worth), then=Value(points)) for points, places, worth in found]
    return Case(*whens, default=Value(0.0), output_field=FloatField())


def _title(question: Question) -> Combinable:
    """More for a title that is all asked for."""
    share = Least(Value(1.0), Value(float(len(question.terms))) / Cast(F("title_words"), FloatField()))
    in_title = Q(*(has(one, TITLE, IN_OTHER_WORDS) for one in question.terms), title_words__gt=0)
    return Case(When(in_title, then=Value(1.0) + Value(WHOLE_TITLE) * share), default=1.0, output_field=FloatField())


def _suits(question: Question) -> Combinable:
    today = question.filters.today
    when: list[When] = [When(kind="activity", next_date=None, then=Value(IS_OVER))]
    if today:
        when.append(When(kind="activity", next_date__lte=today + SOON, then=Value(HAPPENS_SOON)))
    when += [When(kind=Kind.NEWS, then=Value(IS_NEWS)), When(kind__in=LANDMARKS, then=Value(FIRST_OF_ALL))]
    timely = Case(*when, default=Value(1.0), output_field=FloatField())
    meant = Case(When(kind__in=question.kinds, then=Value(KIND_MEANT)), default=1.0, output_field=FloatField())
    return timely * meant
