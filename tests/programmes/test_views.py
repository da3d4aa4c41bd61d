"""What a resident sees of the programme, whatever stands in the address."""

import datetime as dt
from urllib.parse import quote

import pytest

from programmes.models import Activity, Community
from programmes.operations.occurrences import cancel_occurrence
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import Organisation
from website.core import clock

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(activity):
    repeat_weekly(activity, first=TUESDAY)
    return activity


def titles(client, query=""):
    page = client.get(f"/det-som-skjer/{query}")
    assert page.status_code == 200
    return [row.activity.title for _day, rows in page.context["days"] for row in rows]


def test_the_week_ahead_is_listed_by_day(client, cafe):
    page = client.get("/det-som-skjer/").content.decode()

    assert "Tirsdag 5. januar" in page
    assert "18:00–20:00" in page
    assert "1 treff fra mandag 4. januar til søndag 10. januar" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?sted=dhh", ["Språkkafé"]),
        ("?tema=food", []),
        ("?gratis=on", ["Språkkafé"]),
        ("?trinnfritt=on", []),
        ("?tid=kveld", ["Språkkafé"]),
        ("?tid=formiddag", []),
        ("?nar=helg", []),
        ("?nar=i-dag", []),
        ("?fra=2027-01-12", ["Språkkafé"]),
        ("?hvem=seniors", []),
        ("?alder=67", ["Språkkafé"]),  # it is for everyone
    ],
)
def test_filters_in_the_address(client, cafe, query, found):
    assert titles(client, query) == found


@pytest.mark.parametrize(
    "query",
    ["?fra=2027-02-31", "?fra=9999-12-31", "?fra=0001-01-01", "?sted=finnes-ikke", "?nar=%00", "?tid=;DROP", "?x=1"],
)
def test_nonsense_in_the_address_is_left_out(client, cafe, query):
    assert titles(client, query) == ["Språkkafé"]


@pytest.mark.parametrize(
    ("audience", "age", "found"),
    [
        (["families"], "6-12", ["Språkkafé"]),
        (["families"], "18-66", []),
        (["newcomers"], "67", ["Språkkafé"]),
        (["youth", "adults"], "13-17", ["Språkkafé"]),
        (["youth", "adults"], "0-5", []),
    ],
)
def test_p21_an_age_is_among_those_it_is_for(client, cafe, audience, age, found):
    Activity.objects.update(audience=audience)

    assert titles(client, f"?alder={age}") == found


def test_the_chips_lead_to_the_list_without_them(client, cafe):
    page = client.get("/det-som-skjer/?sted=dhh&gratis=on").content.decode()

    assert 'href="/det-som-skjer/?gratis=on"' in page
    assert 'href="/det-som-skjer/?sted=dhh"' in page


def test_as_many_queries_for_thirty_rows_as_for_three(client, house, owner, django_assert_max_num_queries):
    for number in range(3):
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=TUESDAY, until=TUESDAY)
    with django_assert_max_num_queries(8) as few:
        client.get("/det-som-skjer/")
    for number in range(27):
        repeat_weekly(make_activity(house, title=f"Kor {number}", by=owner), first=TUESDAY, until=TUESDAY)
    with django_assert_max_num_queries(8) as many:
        assert len(titles(client)) == 30

    assert len(few) == len(many)


def test_an_activity_shows_what_one_must_know(client, cafe):
    page = client.get("/det-som-skjer/sprakkafe/").content.decode()

    for text in ("Hus dhh", "Gratis", "Alle", "Legg i kalenderen", "Tirsdag 5. januar", "Abonner på Hus dhh"):
        assert text in page


def test_a_cancelled_date_stays_with_its_reason(client, cafe, owner):
    cancel_occurrence(cafe.occurrences.earliest("starts_at"), reason="Verten er syk.", by=owner, at=NOW)

    page = client.get("/det-som-skjer/sprakkafe/").content.decode()

    assert "Avlyst" in page
    assert "Verten er syk." in page
    assert "Avlyst" in client.get("/det-som-skjer/").content.decode()


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_place_and_price_stand_apart(client, house, owner):
    repeat_weekly(make_activity(house, title="Kor", by=owner, space=house["Hall"], price_kr=30), first=TUESDAY)

    assert "Hall, Hus dhh · 30 kr" in text(client.get("/det-som-skjer/"))


def test_a_quick_choice_keeps_the_other_choices(client, cafe):
    quick = {chip.label: chip.url for chip in client.get("/det-som-skjer/?nar=helg&sted=dhh").context["quick"]}

    assert quick == {
        "I dag": "/det-som-skjer/?nar=i-dag&sted=dhh",
        "I helgen": "/det-som-skjer/?sted=dhh",
        "Gratis": "/det-som-skjer/?nar=helg&sted=dhh&gratis=on",
        "For familier": "/det-som-skjer/?nar=helg&sted=dhh&hvem=families",
    }


def test_a_quick_choice_that_is_made_is_marked_and_can_be_unmade(client, cafe):
    page = text(client.get("/det-som-skjer/?gratis=on&nar=helg"))

    assert 'href="/det-som-skjer/?nar=helg" aria-current="true" data-removable>Gratis' in page
    assert 'href="/det-som-skjer/?nar=i-dag&amp;gratis=on">I dag' in page


def test_today_and_the_weekend_say_themselves_which_days_they_mean(client, cafe):
    page = client.get("/det-som-skjer/?nar=helg&fra=2027-03-01")

    assert page.context["first_day"] == dt.date(2027, 1, 9)
    assert [chip.label for chip in page.context["chips"]] == ["I helgen"]
    assert page.context["next_url"] == "/det-som-skjer/?fra=2027-01-11"


def test_the_way_to_an_activity_ends_at_itself(client, cafe):
    page = text(client.get("/det-som-skjer/sprakkafe/"))

    assert '<a class="ds-link" href="/det-som-skjer/sprakkafe/" aria-current="page">Språkkafé</a>' in page


def test_one_date_as_a_calendar_file(client, cafe):
    answer = client.get(cafe.occurrences.earliest("starts_at").get_calendar_url())

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;TZID=Europe/Oslo:20270105T180000" in answer.content


def test_a_draft_is_nowhere(client, house, owner):
    draft = make_activity(house, title="Hemmelig", by=owner, publish=False)
    series = repeat_weekly(draft, first=TUESDAY)

    assert titles(client) == []
    assert client.get("/det-som-skjer/hemmelig/").status_code == 404
    assert client.get(series.occurrences.first().get_calendar_url()).status_code == 404


def test_what_happens_at_a_house_kept_from_the_public_is_nowhere(client, cafe, house):
    house.venue.is_public = False
    house.venue.save()

    assert titles(client) == []
    assert client.get("/det-som-skjer/sprakkafe/").status_code == 404


@pytest.mark.parametrize("slug", ["finnes-ikke", quote("æøå"), "x" * 300])
def test_an_unknown_activity_is_a_plain_404(client, slug):
    assert client.get(f"/det-som-skjer/{slug}/").status_code == 404


def facts(client, activity) -> str:
    return " ".join(client.get(activity.get_absolute_url()).content.decode().split())


def test_house_arranges_what_no_organisation_does_and_a_community_is_never_taken_for_one(client, house, owner):
    there = Community.objects.create(name="Lisleby", slug="lisleby")
    ours = make_activity(house, title="Ours", by=owner, community=there)
    theirs = make_activity(house, title="Theirs", by=owner, organisation=Organisation.objects.create(name="Koret"))
    elsewhere = make_activity(title="Elsewhere", by=owner, place="Parken", community=there)

    assert f"<dt>Arrangør</dt> <dd> {house.venue} </dd>" in facts(client, ours)
    assert "<dt>Arrangør</dt> <dd> Koret </dd>" in facts(client, theirs)
    assert "Arrangør</dt>" not in facts(client, elsewhere)
    assert "<dt>Lokalsamfunn</dt>" in facts(client, elsewhere)


@pytest.mark.parametrize(
    ("language", "notice"),
    [("nn", "Innhaldet på denne sida er på bokmål."), ("en", "The content of this page is in Norwegian.")],
)
def test_page_of_an_activity_says_that_its_words_are_in_bokmal(client, activity, language, notice):
    assert "Innholdet på denne siden" not in facts(client, activity)
    client.get(f"/sprak/{language}/")
    page = facts(client, activity)

    assert notice in page
    assert f'<h1 class="ds-heading" data-size="lg" lang="nb">{activity.title}</h1>' in page
