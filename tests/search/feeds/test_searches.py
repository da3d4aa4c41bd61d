"""Searches that are followed: one code for each, days that move along, and nothing found that others may not see."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from icalendar import Calendar

from programmes.models import Activity
from programmes.operations.occurrences import cancel_occurrence
from search.feeds.enums import SearchPage
from search.feeds.models import SavedSearch
from search.feeds.operations import SEARCHES_KEPT, forget_unused_searches, save_search
from search.feeds.queries import find_search
from tests.factories.house import NOW, make_house
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

TUESDAY, SATURDAY = dt.date(2027, 1, 5), dt.date(2027, 1, 9)
TODAY = NOW.date()
one_database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner):
    """Each with two dates: a course for children at one house, free; a café at the other, on Saturdays."""
    course = make_activity(house, title="Svømmekurs", by=owner, audience=["children"], price_kr=0)
    repeat_weekly(course, first=TUESDAY, until=TUESDAY + dt.timedelta(days=7))
    cafe = make_activity(make_house("rebellhuset"), title="Språkkafé", by=owner, price_kr=50)
    repeat_weekly(cafe, first=SATURDAY, until=SATURDAY + dt.timedelta(days=7))
    return house


def follow(client, page: str, query: str) -> str:
    """The code the search gets."""
    answer = client.post(f"/abonner/{page}/lagre/", {"sok": query})
    assert answer.status_code == 302, answer.content
    return answer["Location"].removeprefix("/abonner/s/").strip("/")


def found(client, code: str, day: str = "%d.%m") -> list[str]:
    answer = client.get(f"/kal/s/{code}.ics")
    assert answer.status_code == 200
    return [f"{event['SUMMARY']} {event.start:{day}}" for event in Calendar.from_ical(answer.content).events]


@one_database
@pytest.mark.parametrize(
    ("page", "asked", "kept"),
    [
        ("sok", "q=  Svømming   FOR barn &side=3&slag=activity", "q=sv%C3%B8mming+for+barn"),
        ("sok", "q=sv%C3%B8mming&tema=&nar=&gratis=on&x=1", "gratis=on&q=sv%C3%B8mming"),
        ("sok", "gratis=true&q=svo\u0308mming&hvem=tull", "gratis=on&q=sv%C3%B6mming"),
        ("sok", "hvem=children&nar=helg", "hvem=children&nar=helg"),
        ("det-som-skjer", "trinnfritt=on&nar=helg&fra=2027-01-05&sted=dhh", "nar=helg&sted=dhh&trinnfritt=on"),
        ("det-som-skjer", "sted=finnes-ikke&tid=kveld&snakker=so", "snakker=so&tid=kveld"),
    ],
)
def test_a_search_is_kept_sorted_without_defaults_and_with_its_days_as_words(client, town, page, asked, kept):
    search = SavedSearch.objects.get(code=follow(client, page, asked))

    assert (search.page, search.query) == (page, kept)
    assert follow(client, page, kept) == search.code
    assert SavedSearch.objects.count() == 1
    assert client.get(search.get_absolute_url()).status_code == 200


@one_database
def test_longer_than_anyone_types_is_cut_and_still_one_search(client):
    code = follow(client, "sok", "q=" + "𐐀x " * 300)

    assert follow(client, "sok", SavedSearch.objects.get().query) == code
    assert client.get(f"/kal/s/{code}.ics").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_same_search_saved_at_once_is_one():
    ready = threading.Barrier(8)

    def save(_number: int) -> str:
        try:
            ready.wait()
            return save_search(SearchPage.SEARCH, "q=kor", today=TODAY).code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(save, range(8)))
    assert codes == {SavedSearch.objects.get().code}


@one_database
def test_the_table_refuses_a_search_twice_and_one_for_everything():
    save_search(SearchPage.SEARCH, "q=kor", today=TODAY)
    for constraint, row in {
        "search_saved_once": {"page": "sok", "query": "q=kor"},
        "saved_search_asks_for_something": {"page": "sok", "query": ""},
        "saved_search_page_is_known": {"page": "annet", "query": "q=kor"},
    }.items():
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            SavedSearch.objects.create(code="a" * 10, used_on=TODAY, **row)


@one_database
def test_a_code_that_another_search_has_gets_longer():
    first = save_search(SearchPage.SEARCH, "q=kor", today=TODAY)
    SavedSearch.objects.filter(pk=first.pk).update(query="q=annet")

    second = save_search(SearchPage.SEARCH, "q=kor", today=TODAY)

    assert (len(second.code), second.code[:10]) == (11, first.code)


@one_database
@pytest.mark.parametrize("page", ["sok", "det-som-skjer"])
def test_looking_saves_nothing_and_sets_no_cookie(client, town, page):
    answer = client.get(f"/{page}/?gratis=on")

    assert "Abonner på dette søket" in answer.content.decode()
    assert "Set-Cookie" not in answer.headers and not answer.cookies
    assert client.get(f"/abonner/{page}/lagre/?sok=gratis%3Don").status_code == 405
    assert not SavedSearch.objects.exists()


@one_database
def test_a_search_for_everything_is_the_calendar_of_everything(client):
    for page in ("sok", "det-som-skjer"):
        assert client.post(f"/abonner/{page}/lagre/", {"sok": "nar="})["Location"] == "/abonner/alt/"
    assert "/abonner/alt/" in client.get("/det-som-skjer/").content.decode()


@one_database
def test_what_has_no_dates_cannot_be_followed(client, town):
    page = client.get("/sok/?q=dhh&slag=space").content.decode()
    answer = client.post("/abonner/sok/lagre/", {"sok": "q=dhh&slag=space"}, follow=True)

    assert "Abonner på" not in page
    assert "Bare det som skjer, kan følges." in answer.content.decode()
    assert not SavedSearch.objects.exists()


@one_database
def test_saving_is_limited_for_each_address(client):
    statuses = [client.post("/abonner/sok/lagre/", {"sok": "q=kor"}).status_code for _ in range(31)]

    assert (set(statuses[:30]), statuses[30]) == ({302}, 429)


@one_database
@pytest.mark.parametrize(
    ("page", "query", "titles"),
    [
        ("sok", "q=symjing", ["Svømmekurs 05.01", "Svømmekurs 12.01"]),
        ("sok", "hvem=children", ["Svømmekurs 05.01", "Svømmekurs 12.01"]),
        ("sok", "nar=helg", ["Språkkafé 09.01", "Språkkafé 16.01"]),
        ("sok", "q=svømmekurs&nar=helg", []),
        ("sok", "q=finnesikkeher", []),
        ("det-som-skjer", "sted=dhh", ["Svømmekurs 05.01", "Svømmekurs 12.01"]),
        ("det-som-skjer", "gratis=on&tid=kveld", ["Svømmekurs 05.01", "Svømmekurs 12.01"]),
        ("det-som-skjer", "nar=helg", ["Språkkafé 09.01", "Språkkafé 16.01"]),
        ("det-som-skjer", "nar=i-dag&hvem=children", ["Svømmekurs 05.01", "Svømmekurs 12.01"]),
    ],
)
def test_the_calendar_holds_what_the_search_finds(client, town, page, query, titles):
    assert found(client, follow(client, page, query)) == titles


@one_database
def test_the_weekend_moves_along_and_what_was_stays(client, town, monkeypatch):
    code = follow(client, "sok", "nar=helg")
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=7))

    assert found(client, code) == ["Språkkafé 16.01", "Språkkafé 09.01"]


@one_database
@pytest.mark.parametrize(
    ("day", "hours", "is_weekend"),
    [
        (dt.date(2027, 1, 8), (20, 240), False),  # Friday up to midnight
        (dt.date(2027, 1, 8), (20, 241), True),
        (dt.date(2027, 1, 10), (23, 60), True),
        (dt.date(2027, 1, 11), (0, 60), False),
        (dt.date(2027, 1, 4), (8, 6 * 24 * 60), True),  # all week
        (dt.date(2027, 3, 28), (3, 60), True),
    ],
)
def test_what_a_weekend_is(client, house, owner, day, hours, is_weekend):
    hour, minutes = hours
    activity = make_activity(house, by=owner)
    repeat_weekly(activity, first=day, time=dt.time(hour), minutes=minutes, until=day)

    assert bool(found(client, follow(client, "sok", "nar=helg"))) is is_weekend


@one_database
def test_a_cancelled_date_stays_in_the_calendar_of_a_search(client, town, owner):
    code = follow(client, "sok", "q=svømmekurs")
    before = client.get(f"/kal/s/{code}.ics")
    first = find_search(code).wanted
    course = town.venue.activities.get().occurrences.filter(first).earliest("starts_at")
    cancel_occurrence(course, reason="", by=owner, at=NOW + dt.timedelta(minutes=1))

    after = client.get(f"/kal/s/{code}.ics", headers={"If-None-Match": before["ETag"]})

    assert [str(event["STATUS"]) for event in Calendar.from_ical(after.content).events] == ["CANCELLED", "CONFIRMED"]


@one_database
@pytest.mark.parametrize("query", ["q=hemmelig", "hvem=children"])
def test_drafts_and_hidden_houses_are_in_no_search(client, town, owner, query):
    repeat_weekly(make_activity(town, title="Hemmelig", by=owner, publish=False), first=TUESDAY)
    town.venue.is_public = False
    town.venue.save()

    assert found(client, follow(client, "sok", query)) == []


@one_database
def test_a_search_of_a_hidden_house_never_becomes_one_for_more(client, town):
    code = follow(client, "det-som-skjer", "sted=dhh")
    for is_public, status in [(False, 404), (True, 200)]:
        town.venue.is_public = is_public
        town.venue.save()
        for form in ("ics", "rss", "json"):
            assert client.get(f"/kal/s/{code}.{form}").status_code == status
        assert client.get(f"/abonner/s/{code}/").status_code == status


@one_database
def test_unchanged_answers_304_without_reading_a_text(client, town, django_assert_num_queries):
    for page, count in {"sok": 4, "det-som-skjer": 5}.items():
        code = follow(client, page, "hvem=children" if page == "det-som-skjer" else "q=kurs")
        for form in ("ics", "rss", "json"):
            first = client.get(f"/kal/s/{code}.{form}")
            with django_assert_num_queries(count):
                again = client.get(f"/kal/s/{code}.{form}", headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b"")


@one_database
def test_a_search_nobody_fetches_is_forgotten_and_comes_back_at_the_same_address(client, town, monkeypatch):
    codes = [follow(client, "sok", query) for query in ("q=kurs", "q=kafe")]
    later = NOW + SEARCHES_KEPT
    monkeypatch.setattr(clock, "now", lambda: later)
    client.get(f"/kal/s/{codes[0]}.ics")

    assert forget_unused_searches(today=(later + dt.timedelta(days=1)).date()) == 1
    assert client.get(f"/kal/s/{codes[0]}.ics").status_code == 200
    assert client.get(f"/kal/s/{codes[1]}.ics").status_code == 404
    assert follow(client, "sok", "q=kafe") == codes[1]


@one_database
def test_fetching_writes_once_a_month_and_no_more(client, town, monkeypatch, django_assert_num_queries):
    code = follow(client, "sok", "q=kurs")
    client.get(f"/kal/s/{code}.ics")
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=31))
    client.get(f"/kal/s/{code}.ics")

    with django_assert_num_queries(4) as asked:
        client.get(f"/kal/s/{code}.ics")
    assert not [query for query in asked.captured_queries if query["sql"].startswith("UPDATE")]
    assert SavedSearch.objects.get().used_on == (NOW + dt.timedelta(days=31)).date()


@one_database
@pytest.mark.parametrize("code", ["a" * 10, "1" * 10, "a" * 9, "æ" * 10, "../alt", "a" * 27])
def test_an_unknown_search_is_a_plain_404(client, code):
    answer = client.get(f"/kal/s/{code}.ics")

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (404, b"", "text/plain; charset=utf-8")
    assert client.get(f"/abonner/s/{code}/").status_code == 404


@one_database
@pytest.mark.parametrize("page", ["sok", "det-som-skjer"])
def test_p21_a_time_of_the_day_is_asked_of_each_date(client, town, owner, page):
    swim = Activity.objects.get(title="Svømmekurs")
    repeat_weekly(swim, first=SATURDAY, until=SATURDAY, time=dt.time(10))

    assert found(client, follow(client, page, "tid=formiddag&hvem=children")) == ["Svømmekurs 09.01"]
    assert found(client, follow(client, page, "tid=kveld&alder=6-12&hvem=children")) == [
        "Svømmekurs 05.01",
        "Svømmekurs 12.01",
    ]
