"""The 21 local communities. Which they are is not settled in any source we have: each name waits to be verified."""

import datetime as dt

from programmes.enums import SeatRole
from programmes.models import Community
from programmes.operations.communities import open_community
from programmes.operations.seats import give_seat
from website.accounts.models import User

from .pages import load_news

NAMES = [
    "Ambjørnrød og Veum", "Begby", "Borge", "Gamlebyen", "Gressvik", "Gudeberg", "Holmen og Trosvik", "Kjølberg",
    "Kråkerøy nord", "Kråkerøy sør", "Lisleby", "Manstad", "Nabbetorp", "Nylende", "Nøkleby", "Rolvsøy", "Sellebakk",
    "Sentrum", "Slevik", "Torp", "Årum",
]  # fmt: skip
WITH_NEWS = ["Lisleby", "Sellebakk", "Gressvik"]


def load_communities(people: dict[str, User], today: dt.date, at: dt.datetime) -> dict[str, Community]:
    """All of them by name; three have news, and Lisleby has a leader who can log in."""
    editor = people["redaktor"]
    found = {name: _community(name, editor, at) for name in NAMES}
    for name in WITH_NEWS:
        load_news(found[name], today, by=people["admin"])
    give_seat(found["Lisleby"], people["lsu"], role=SeatRole.LEADER, first=today, last=None, today=today)
    return found


def _community(name: str, editor: User, at: dt.datetime) -> Community:
    summary = f"Her finner du det som skjer på {name}, og hva utvalget arbeider med."
    return open_community(name=name, by=editor, at=at, summary=summary, is_demo=True)
