"""An activity has a calendar of its own, told of on its page."""

import pytest
from icalendar import Calendar

from search.feeds.operations import give_address
from tests.factories.house import DAY, NOW
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import Organisation
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def choir(house, owner):
    activity = make_activity(house, title="Kor", by=owner)
    repeat_weekly(activity, first=DAY, until=DAY)
    repeat_weekly(make_activity(house, title="Språkkafé", by=owner), first=DAY, until=DAY)
    return activity


def address(activity) -> str:
    return give_address(activity).get_absolute_url()


def test_it_holds_the_dates_of_the_activity_alone(client, choir):
    calendar = Calendar.from_ical(client.get(address(choir)).content)

    assert calendar["X-WR-CALNAME"] == "Kor"
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Kor"]


def test_the_page_of_the_activity_tells_of_it(client, choir):
    page = client.get("/det-som-skjer/kor/").content.decode()

    assert f'href="{address(choir)}"' in page
    assert f'href="/abonner/aktivitet-{choir.pk}/">Abonner på Kor</a>' in page


def test_a_draft_has_none_and_what_is_taken_off_the_web_has_none(client, house, owner, choir):
    assert client.get(address(make_activity(house, title="Utkast", by=owner, publish=False))).status_code == 404
    choir.unpublish()
    assert client.get(address(choir)).status_code == 404


def test_at_a_house_kept_from_the_public_there_is_none(client, house, choir):
    house.venue.is_public = False
    house.venue.save()

    assert client.get(address(choir)).status_code == 404


def test_a_deleted_activity_takes_its_calendar_along(client, choir):
    where = address(choir)
    choir.occurrences.all().delete()
    choir.delete()

    assert client.get(where).status_code == 410


def test_its_address_does_not_tell_its_name(choir):
    assert address(choir) == f"/kal/aktivitet-{choir.pk}.ics"


def test_the_list_of_calendars_is_not_filled_with_activities(client, choir):
    assert "aktivitet-" not in client.get("/kal/").content.decode()


def test_the_organiser_is_shown_with_the_way_it_wants_to_be_reached(client, choir):
    choir.organisation = Organisation.objects.create(
        name="Koret", slug="koret", email="post@koret.example.no", website="https://koret.example.no/"
    )
    choir.save()

    page = client.get("/det-som-skjer/kor/").content.decode()

    assert 'href="mailto:post@koret.example.no"' in page
    assert 'href="https://koret.example.no/"' in page
