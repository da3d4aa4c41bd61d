"""Full text in PostgreSQL over lexemes of our own. Needs no extension and no dictionary of the server's."""

import dataclasses
import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from ..models import Kind, SearchEntry
from ..plan import Filters, Plan, Term, any_part, term
from ..vectors import AsQuery, quoted
from .corrections import correction
from .results import Results

WEIGHTS = [0.12, 0.35, 0.6, 1.0]  # body, place, keywords, title
FEW = 5  # fewer hits than this on all words: those on some words are added after them
FACETS = ("kind", "venue", "community", "theme", "audience")
SOON = dt.timedelta(days=14)

Entries = QuerySet[SearchEntry]


def search(plan: Plan, *, today: dt.date, limit: int = 20, offset: int = 0) -> Results:
    """Carry out the plan. All words first; some of them when few entries have all."""
    plan, counts, corrections = _known(plan)
    scored = _scored(plan, counts, today)
    matching = scored.filter(_all_words(plan))
    if len(plan.terms) > 1 and matching.filter(_wanted(plan.filters)).count() < FEW:
        matching = scored.filter(_some_words(plan)).annotate(has_all=Case(When(_all_words(plan), 1), default=0))
        order: list[str | Combinable] = ["-has_all", *_order(plan)]
    else:
        order = _order(plan)
    found = matching.filter(_wanted(plan.filters))
    entries = list(found.order_by(*order)[offset : offset + limit])
    return Results(
        entries=entries,
        total=found.count(),
        facets=_facets(matching, plan.filters),
        corrections=corrections,
        partial=frozenset(entry.pk for entry in entries if not getattr(entry, "has_all", True)),
        lexemes=frozenset(lexeme for one in plan.terms for group in one.alternatives for lexeme in group),
    )


def _known(plan: Plan) -> tuple[Plan, dict[Term, int], dict[str, str]]:
    """The plan with words nobody wrote corrected, how many entries have each term, and what was corrected."""
    counts = _counts(plan.terms)
    terms, corrections = [], {}
    for one in plan.terms:
        if not counts[one] and (better := correction(one.word)):
            corrections[one.word] = better
            one = term(better)
        elif not counts[one] and any_part(one.word).alternatives:
            one = any_part(one.word)
        terms.append(one)
    if missing := [one for one in terms if one not in counts]:
        counts |= _counts(missing)
    return dataclasses.replace(plan, terms=tuple(terms)), counts, corrections


def _counts(terms: Iterable[Term]) -> dict[Term, int]:
    """How many entries have each term, in one query."""
    terms = list(terms)
    columns = {f"n{number}": Count("pk", filter=Q(lexemes=_query(one))) for number, one in enumerate(terms)}
    found = SearchEntry.objects.aggregate(**columns) if columns else {}
    return {one: found[f"n{number}"] for number, one in enumerate(terms)}


def _query(one: Term) -> AsQuery:
    groups = (" & ".join(quoted(lexeme) for lexeme in group) for group in one.alternatives)
    return AsQuery(" | ".join(f"({group})" for group in groups))


def _all_words(plan: Plan) -> Q:
    return Q(*(Q(lexemes=_query(one)) for one in plan.terms)) if plan.terms else Q()


def _some_words(plan: Plan) -> Q:
    return Q(*(Q(lexemes=_query(one)) for one in plan.terms), _connector=Q.OR)


def _wanted(filters: Filters) -> Q:
    """The chosen filters."""
    wanted = Q()
    for name in ("kind", "venue", "community", "theme"):
        if value := getattr(filters, name):
            wanted &= Q(**{name: value})
    if filters.audience:
        wanted &= Q(audience__contains=[filters.audience])
    if filters.days:
        first, *later = filters.days
        not_over = Q(dates__contains=[first]) & ~Q(kind=Kind.ACTIVITY, object_id__in=filters.over)
        wanted &= Q(dates__overlap=later) | not_over
    for name in ("is_free", "is_step_free"):
        if getattr(filters, name):
            wanted &= Q(**{name: True})
    return wanted


def _scored(plan: Plan, counts: dict[Term, int], today: dt.date) -> Entries:
    """Rare words count more, words in the title most, what happens soon a little more than what is over."""
    total = max(SearchEntry.objects.count(), 1) if plan.terms else 1
    score: Combinable = Value(0.0)
    for one in plan.terms:
        rarity = math.log(1 + (total - counts[one] + 0.5) / (counts[one] + 0.5))
        score = score + Value(rarity) * SearchRank(F("lexemes"), _query(one), weights=WEIGHTS)
    freshness = Case(
        When(kind="activity", next_date=None, then=0.55),
        When(kind="activity", next_date__lte=today + SOON, then=1.1),
        When(kind="news", then=0.9),
        default=1.0,
        output_field=FloatField(),
    )
    return SearchEntry.objects.annotate(score=score * freshness)


def _order(plan: Plan) -> list[str | Combinable]:
    return ["-score", "title", "pk"] if plan.terms else [F("next_date").asc(nulls_last=True), "title", "pk"]


def _facets(matching: Entries, filters: Filters) -> dict[str, dict[str, int]]:
    """How many there would be for each choice. One query; several choices of one facet exclude each other."""
    columns = ("kind", "venue", "community", "theme", "audience")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    plain = _wanted(dataclasses.replace(filters, kind="", venue="", community="", theme="", audience=""))
    chosen = {name: getattr(filters, name) for name in FACETS if getattr(filters, name)}
    for row in matching.filter(plain).order_by().values_list(*columns):
        values = dict(zip(columns, row, strict=True))
        others = {name for name, value in chosen.items() if not _has(values[name], value)}
        for name in FACETS:
            if others <= {name}:
                counts[name].update(values[name] if isinstance(values[name], list) else [values[name]])
    return {name: {value: n for value, n in found.most_common() if value} for name, found in counts.items()}


def _has(value: str | list[str], wanted: str) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted
