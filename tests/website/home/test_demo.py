"""The demo town: only where it is asked for, and the same however often it is loaded."""

import datetime as dt
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from booking.models import Booking
from programmes.models import Activity, Community, Occurrence
from venues.models import SchoolHoliday, Venue
from venues.rules import holiday_name
from website.accounts.models import User
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.models import OutgoingMail
from website.home.demo.school_year import load_school_holidays

pytestmark = pytest.mark.django_db
NOT_COUNTED = {"wagtailsearch", "modelsearch", "django_tasks_db", "sessions"}


def counts() -> dict[str, int]:
    models = [model for model in apps.get_models() if model._meta.app_label not in NOT_COUNTED]
    return {model._meta.label: model._default_manager.count() for model in models if model._meta.managed}


def test_a_site_in_use_gets_no_demo_people():
    with pytest.raises(CommandError, match="anyone could log in"):
        call_command("load_demo")

    assert not Venue.objects.exists()


def test_loading_twice_changes_nothing(settings, tmp_path):
    settings.DEBUG, settings.MEDIA_ROOT = True, tmp_path
    call_command("load_demo")
    first = counts()
    call_command("load_demo")

    assert counts() == first
    assert (Venue.objects.count(), Community.objects.filter(is_verified=False).count()) == (4, 21)
    assert Booking.objects.count() > 200
    assert not OutgoingMail.objects.exists()
    assert Activity.objects.filter(live=True).count() >= 12
    assert len(loans_of("leder@example.no")) < 40
    assert {loan.state for loan in loans_of("leder@example.no")} >= {"confirmed", "requested", "withdrawn"}
    dates = list(Occurrence.objects.select_related("activity"))
    assert not [date for date in dates if is_holiday(date) and not date.is_cancelled]


def loans_of(email: str) -> list[Booking]:
    """What the person's own page shows."""
    person = User.objects.get(email=email)
    return list(Booking.objects.of_person(person, bookable_organisations(person, clock.today())))


def is_holiday(occurrence: Occurrence) -> bool:
    return bool(holiday_name(clock.local(occurrence.starts_at).date()))


@pytest.mark.parametrize("day", [dt.date(2026, 7, 31), dt.date(2026, 8, 1), dt.date(2027, 3, 1)])
def test_school_holidays_of_two_years_each_once(day):
    load_school_holidays(day)
    load_school_holidays(day)
    found = list(SchoolHoliday.objects.all())
    assert [one.name for one in found[:5]] == ["Høstferie", "Juleferie", "Vinterferie", "Påskeferie", "Sommerferie"]
    assert len(found) == 10
    assert found[4].valid_to > day
    assert all(before.valid_to < after.valid_from for before, after in pairwise(found))
