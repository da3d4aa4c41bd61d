"""Search as a person meets it: anything typed gets an answer, and nothing that is not for everyone."""

import datetime as dt
from urllib.parse import quote

import pytest
from wagtail.models import PageViewRestriction

from programmes.models import AnnouncementPage
from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence
from search.models import SearchEntry
from search.operations import rebuild
from tests.factories.house import NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
ONLY_POSTGRES = pytest.mark.parametrize("engine", ["postgres"], indirect=True)
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner, community_index):
    house.set("Hall", name="Storsalen", tags=["projector"])
    house.set("A", name="Møterom 1", capacity=8)
    repeat_weekly(make_activity(house, title="Språkkafé", by=owner, summary="Øv norsk."), first=TUESDAY)
    repeat_weekly(make_activity(house, title="Svømmekurs for barn", by=owner, audience=["children"]), first=TUESDAY)
    return open_community(name="Lisleby", by=owner, at=NOW)


def titles(client, query):
    answer = client.get("/sok/", {"q": query} if isinstance(query, str) else query)
    assert answer.status_code == 200
    return [hit.entry.title for name in ("hits", "near") for hit in answer.context.get(name, [])]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sprakkafe", "Språkkafé"),
        ("språkkafeen", "Språkkafé"),
        ("svømming for barn", "Svømmekurs for barn"),
        ("symjekurs", "Svømmekurs for barn"),
        ("svømekurs", "Svømmekurs for barn"),
        ("møterommet", "Møterom 1, Hus dhh"),
        ("sal med projektor", "Storsalen, Hus dhh"),
        ("svømming for barn tirsdag", "Svømmekurs for barn"),
        ("meeting room", "Møterom 1, Hus dhh"),
        ("norskkurs", "Språkkafé"),
        ("lisleby", "Lisleby"),
    ],
)
def test_people_find_what_they_mean(client, town, typed, first):
    assert titles(client, typed)[0] == first


def test_what_has_only_some_of_the_words_stands_after_the_rest_under_a_heading_of_its_own(client, town):
    answer = client.get("/sok/", {"q": "møterom med projektor"})
    assert [hit.entry.title for hit in answer.context["hits"]] == ["Storsalen, Hus dhh"]
    assert "Møterom 1, Hus dhh" in [hit.entry.title for hit in answer.context["near"]]
    page = answer.content.decode()
    assert page.index("Storsalen, ") < page.index("Treff på bare noen av ordene") < page.index("Møterom</mark> 1")


def test_what_is_counted_is_what_has_all_the_words_as_it_is_beside_each_choice(client, town):
    answer = client.get("/sok/", {"q": "møterom med projektor"})
    assert answer.context["count"] == len(answer.context["hits"]) == 1
    assert [choice.count for choice in answer.context["kinds"]] == [1]
    assert client.get(answer.context["kinds"][0].url).context["count"] == 1

    only_near = client.get("/sok/", {"q": "møterom med projektor", "slag": "venue"})
    assert '<h2 class="ds-sr-only">Treff</h2>' not in only_near.content.decode()


def test_a_word_that_all_rooms_share_floods_no_answer(client, town):
    assert titles(client, "låne svømming") == ["Svømmekurs for barn"]
    assert "Storsalen, Hus dhh" in titles(client, "låne")
    assert "Lisleby" not in titles(client, "lokale")


def test_the_day_of_the_week_is_a_word_to_find_by(client, town):
    answer = client.get("/sok/", {"q": "svømming for barn tirsdag"})

    assert [hit.entry.title for hit in answer.context["hits"]] == ["Svømmekurs for barn"]


def test_a_typing_error_is_corrected_and_said(client, town):
    page = client.get("/sok/?q=svømmekrs").content.decode()

    assert "Viser treff for «svømmekurs»" in page


def test_hits_are_marked_and_counted(client, town):
    page = client.get("/sok/?q=svømming").content.decode()

    assert "<mark>Svømmekurs</mark> for barn" in page
    assert "1 treff" in page


def test_choices_are_links_with_counts(client, town):
    page = client.get("/sok/?q=dhh").content.decode()

    assert "Rom og soner (7)" in page
    assert titles(client, {"q": "dhh", "slag": "venue"}) == ["Hus dhh"]


def test_by_day(client, town):
    assert titles(client, {"nar": "uke"}) == ["Språkkafé", "Svømmekurs for barn"]
    assert titles(client, {"nar": "helg"}) == []


def test_what_was_written_is_escaped(client, house, owner):
    make_activity(house, title="<script>alert(1)</script> kafé", by=owner)

    page = client.get("/sok/?q=kafé <b>").content.decode()

    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "ord " * 3_000,
        "a & b | !c <-> (d",
        "'; DROP TABLE search_searchentry; --",
        "\\ ' \" : * ~ ^ title:x AND NOT",
        "😀 🧶",
        "\x00\x07\x1b",
        "og i det",
        "%%%s %(x)s {0}",
        "'",
    ],
)
def test_anything_typed_gets_an_answer(client, town, typed):
    titles(client, typed)


@pytest.mark.parametrize(
    "query", ["slag=x", "nar=x", "side=0", "side=-1", "side=x", "sted=%00", "side=99999", "tema=å"]
)
def test_any_choice_gets_an_answer(client, town, query):
    assert client.get(f"/sok/?q=kafe&{query}").status_code == 200


def test_nothing_found_offers_ways_on(client, town):
    page = client.get(f"/sok/?q={quote('zzzzqqqq')}").content.decode()

    assert "Vi fant ingenting" in page


@ONLY_POSTGRES  # the worker of the other asks along
def test_as_many_queries_for_thirty_hits_as_for_three(client, house, owner, django_assert_max_num_queries):
    for number in range(3):
        make_activity(house, title=f"Kafé {number}", by=owner)
    with django_assert_max_num_queries(10) as few:
        client.get("/sok/?q=kafé")
    for number in range(27):
        make_activity(house, title=f"Kafé nummer {number}", by=owner)
    with django_assert_max_num_queries(10) as many:
        assert len(titles(client, "kafé")) == 20

    assert len(few) == len(many)


def test_drafts_are_not_found(client, house, owner):
    make_activity(house, title="Hemmelig kafé", by=owner, publish=False)

    assert titles(client, "hemmelig") == []


def test_unpublished_hidden_and_restricted_things_leave_the_index_at_once(client, town, house, owner):
    secret = town.page.add_child(instance=AnnouncementPage(title="Internt varsel", slug="internt", live=False))
    secret.save_revision().publish()
    assert titles(client, "internt") == ["Internt varsel"]

    PageViewRestriction.objects.create(page=town.page, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client, "internt") == []

    house.venue.is_public = False
    house.venue.save()
    assert titles(client, "språkkafé") == []
    assert titles(client, "storsalen") == []


def test_a_closed_booking_is_not_found(client, house, owner):
    book(house, "Hall", "10-12", by=owner, title="Kanarimøtet til Ola")

    assert titles(client, "kanarimøtet") == []


def test_a_renamed_house_is_found_by_its_new_name_through_what_it_holds(client, town, house):
    house.venue.name = "Fyret"
    house.venue.save()

    assert "Storsalen, Fyret" in titles(client, "fyret")
    assert "Språkkafé" in titles(client, "fyret")


def test_a_cancelled_date_is_not_a_date_to_find(client, house, owner):
    series = repeat_weekly(make_activity(house, by=owner), first=TUESDAY, until=TUESDAY)
    cancel_occurrence(series.occurrences.get(), reason="", by=owner, at=NOW)

    assert titles(client, {"nar": "uke"}) == []


def test_rebuilding_changes_nothing_that_is_right_and_removes_what_is_not(client, town):
    before = set(SearchEntry.objects.values_list("source", "object_id"))
    SearchEntry.objects.filter(kind="venue").delete()

    rebuild()

    assert set(SearchEntry.objects.values_list("source", "object_id")) == before
