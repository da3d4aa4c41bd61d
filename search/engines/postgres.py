"""Full text in PostgreSQL over lexemes of our own. Needs no extension and no dictionary of the server's."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Least

from ..models import Kind, SearchEntry
from ..plan import IN_OTHER_WORDS, Alternative, Filters, Term
from ..ranking import FIRST_OF_ALL, HAPPENS_SOON, IS_NEWS, IS_OVER, KIND_MEANT, LANDMARKS, SOON, WHOLE_TITLE, steps
from ..vectors import TITLE, AsQuery, quoted
from .question import FACETS, Counts, Found, Question, chosen

Entries = QuerySet[SearchEntry]
LISTED = {"audience": "audience", "language": "languages"}  # facets of which an entry may have several values


class Postgres:
    """The engine that is always there."""

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """In one query."""
        columns = {f"n{number}": Count("pk", filter=_has(one)) for number, one in enumerate(terms)}
        found = SearchEntry.objects.aggregate(total=Count("pk"), **columns)
        return found["total"], [found[f"n{number}"] for number in range(len(terms))]

    def find(self, question: Question, *, limit: int, offset: int) -> Found:
        """Two queries: what to choose from, and the page."""
        matching = SearchEntry.objects.filter(_matches(question))
        total, facets = _tally(matching, question.filters)
        if not total or limit <= 0:
            return Found([], total, facets)
        page = matching.filter(_wanted(question.filters)).defer("lexemes").order_by(*_order(question))
        return Found(list(page[offset : offset + limit]), total, facets)

    def with_all_words(self, question: Question) -> QuerySet[SearchEntry, Any]:
        """Only the ids of the things, to stand in another query."""
        return SearchEntry.objects.filter(_matches(question), _wanted(question.filters)).values("object_id")


def _has(one: Term, places: str = "", worth: float = 0.0) -> Q:
    """Entries with the term; in these places only, and found in ways worth as much, when that is said."""
    ways = [way for way in one.alternatives if way.worth >= worth]
    return Q(lexemes=AsQuery(" | ".join(_written(way, places) for way in ways))) if ways else Q(pk=None)


def _written(way: Alternative, places: str) -> str:
    mark = ("*" if way.begins else "") + places
    lexemes = (f"{quoted(lexeme)}:{mark}" if mark else quoted(lexeme) for lexeme in way.lexemes)
    return f"({' & '.join(lexemes)})"


def _matches(question: Question) -> Q:
    whole = Q(*(_has(one) for one in question.terms))
    if not question.strict:
        return whole
    strict = Q(*(_has(one) for one in question.strict))
    return Q(*(_has(one) for one in question.terms), _connector=Q.OR) & ~strict


def _order(question: Question) -> list[str | Combinable]:
    """Best first; of those as good, and without words, what happens first."""
    if question.terms:
        return [_score(question).desc(), F("next_date").asc(nulls_last=True), "title", "pk"]
    return [F("next_date").asc(nulls_last=True), "title", "pk"]


def _score(question: Question) -> CombinedExpression:
    """As ranking.py says."""
    score: Combinable = Value(0.0)
    for one, rare in zip(question.terms, question.rarities, strict=True):
        score = score + Value(rare) * _standing(one)
    return score * _title(question) * _suits(question)


def _standing(one: Term) -> Combinable:
    """Where the word stands, times the worth of the way it was found: the best of all, asked for best first."""
    found = steps({way.worth for way in one.alternatives})
    whens = [When(_has(one, places, worth), then=Value(points)) for points, places, worth in found]
    return Case(*whens, default=Value(0.0), output_field=FloatField())


def _title(question: Question) -> Combinable:
    """More for a title that is all asked for."""
    share = Least(Value(1.0), Value(float(len(question.terms))) / Cast(F("title_words"), FloatField()))
    in_title = Q(*(_has(one, TITLE, IN_OTHER_WORDS) for one in question.terms), title_words__gt=0)
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


def _wanted(filters: Filters) -> Q:
    """The chosen filters."""
    wanted = Q()
    for name, value in chosen(filters).items():
        wanted &= _chosen(name, value, filters)
    return wanted


def _chosen(name: str, value: str, filters: Filters) -> Q:
    if name == "day":
        return _on(filters.days, filters)
    if name in LISTED:
        return Q(**{f"{LISTED[name]}__contains": [value]})
    return Q(**{name: True if value == "on" else value})


def _on(days: tuple[dt.date, ...], filters: Filters) -> Q:
    """Happens on one of the days; of today what is over does not count."""
    later = [day for day in days if day != filters.today]
    if len(later) == len(days):
        return Q(dates__overlap=later)
    today = Q(dates__contains=[filters.today]) & ~Q(kind=Kind.ACTIVITY, object_id__in=filters.over)
    return today | Q(dates__overlap=later) if later else today


def _tally(matching: Entries, filters: Filters) -> tuple[int, Counts]:
    """How many there are, and would be for each choice. One query; several choices of one facet exclude each other."""
    days = {f"day_{n}": Case(When(_on(of, filters), then=True), default=False) for n, (_name, of) in _numbered(filters)}
    columns = ["kind", "community", "venue", "theme", "audience", "languages", "is_free", "is_step_free", *days]
    rows = matching.annotate(**days).order_by().values_list(*columns).annotate(n=Count("pk"))
    total, facets = 0, {name: Counter[str]() for name in FACETS}
    made = chosen(filters)
    for *values, count in rows:
        has = _values(dict(zip(columns, values, strict=True)), filters)
        missed = {name for name, value in made.items() if value not in has[name]}
        total += 0 if missed else count
        for name in FACETS:
            if missed <= {name}:
                facets[name].update(dict.fromkeys(has[name], count))
    return total, {name: dict(counts.most_common()) for name, counts in facets.items()}


def _numbered(filters: Filters) -> Iterable[tuple[int, tuple[str, tuple[dt.date, ...]]]]:
    return enumerate(filters.offered)


def _values(row: dict[str, Any], filters: Filters) -> dict[str, list[str]]:
    """What an entry has of each facet."""
    has = {name: [row[name]] if row[name] else [] for name in ("kind", "community", "venue", "theme")}
    has |= {name: row[column] for name, column in LISTED.items()}
    has |= {name: ["on"] if row[name] else [] for name in ("is_free", "is_step_free")}
    return has | {"day": [name for n, (name, _of) in _numbered(filters) if row[f"day_{n}"]]}
