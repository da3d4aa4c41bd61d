"""One way to search, whatever engine answers."""

from .engines.asking import answer
from .engines.postgres import Postgres
from .engines.results import Results
from .plan import Plan


def search(plan: Plan, *, limit: int = 20, offset: int = 0) -> Results:
    return answer(Postgres(), plan, limit=limit, offset=offset)
