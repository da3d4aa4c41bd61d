"""An activity each week in the house's hall, and the local communities' index page."""

import datetime as dt

import pytest

from programmes.models import Activity, CommunityIndexPage
from programmes.operations.activities import create_activity
from programmes.operations.series import repeat_activity
from website.core import recurrence
from website.home.models import HomePage

from .house import NOW, House


def make_activity(house: House | None = None, *, title="Språkkafé", by=None, **fields) -> Activity:
    if house is not None:
        fields.setdefault("venue", house.venue)
    return create_activity(title=title, by=by, at=NOW, **fields)


def repeat_weekly(activity: Activity, *, first: dt.date, time=dt.time(18), minutes=120, until=None, by=None, at=NOW):
    rule = recurrence.weekly([first.weekday()])
    start = dt.datetime.combine(first, time)
    return repeat_activity(activity, rule=rule, start=start, minutes=minutes, until=until, by=by, at=at)


@pytest.fixture
def activity(house, owner) -> Activity:
    return make_activity(house, by=owner, summary="Kom og prat.")


@pytest.fixture
def community_index(db) -> CommunityIndexPage:
    page = CommunityIndexPage(title="Lokalsamfunn", slug="lokalsamfunn")
    HomePage.objects.get().add_child(instance=page)
    return page
