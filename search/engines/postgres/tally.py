"""How many there are, and would be for each choice; several choices of one facet exclude each other."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.expressions import Combinable

from programmes.forms.filters import PARTS_OF_DAY

from ...models import SearchEntry
from ...plan import Filters
from ..question import FACETS, Counts, beside
from .choices import LISTED, conditions, happens

PLAIN = ("kind", "community", "venue", "theme")
FLAGS = ("is_free", "is_step_free")
ALL = ""  # stands for no facet


def tally(matching: QuerySet[SearchEntry], filters: Filters) -> tuple[int, Counts]:
    """In one query, which reads each entry once."""
    marks = {
        **{("day", name): happens(days, filters.time, filters) for name, days in filters.offered},
        **{("time", name): happens(filters.days, name, filters) for name in PARTS_OF_DAY},
    }
    made = conditions(filters)
    columns = [*PLAIN, *LISTED.values(), *FLAGS]
    answers = {f"mark_{number}": _truth(when) for number, when in enumerate(marks.values())}
    answers |= {f"chosen_{name}": _truth(condition) for name, condition in made.items()}
    rows = matching.order_by().annotate(**answers).values(*columns, *answers)
    return _counted(rows, list(_selects(list(marks), list(made))))


def _truth(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, BooleanField())


def _selects(marks: list[tuple[str, str]], made: list[str]) -> Iterator[str]:
    """What is read of the entries, facet by facet. All names in it are our own."""

    def select(facet: str, value: str, *conditions: str, more: str = "") -> str:
        others = [f"chosen_{name}" for name in made if name not in beside(facet)]
        where = " and ".join([*others, *conditions, "true"])
        return f"select '{facet}', {value}, count(*) from found{more} where {where} group by 2"  # noqa: S608

    yield select(ALL, "''")
    yield from (select(name, name) for name in PLAIN)
    yield from (select(name, "one", more=f", unnest({column}) one") for name, column in LISTED.items())
    yield from (select(name, "'on'", name) for name in FLAGS)
    yield from (select(facet, f"'{value}'", f"mark_{number}") for number, (facet, value) in enumerate(marks))


def _counted(rows: QuerySet[SearchEntry], selects: list[str]) -> tuple[int, Counts]:
    found, values = rows.query.sql_with_params()
    total, facets = 0, Counts((name, {}) for name in FACETS)
    with connection.cursor() as cursor:
        cursor.execute(f"with found as materialized ({found}) {' union all '.join(selects)} order by 3 desc, 2", values)
        for facet, value, count in cursor.fetchall():
            if facet == ALL:
                total = count
            elif value and count:
                facets[facet][value] = count
    return total, facets
