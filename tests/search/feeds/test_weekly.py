"""A weekly mail: asked for without a login, said yes to from the mailbox, one each week, and stopped by one click."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as mailbox
from django.db import IntegrityError, connection, transaction
from django.test import Client

from programmes.operations.occurrences import cancel_occurrence
from search.feeds import weekly
from search.feeds.models import WeeklyMail
from search.feeds.operations import revoke_address
from search.feeds.queries import find_address
from search.feeds.weekly_digest import send_weekly_mail
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import User
from website.accounts.operations import delete_person
from website.accounts.personal_data import everything_about
from website.core import clock
from website.core.models import OutgoingMail
from website.core.outbox import send_waiting

one_database = pytest.mark.django_db
TUESDAY, FRIDAY = dt.date(2027, 1, 5), dt.date(2027, 1, 8)
NOON = clock.at_local(FRIDAY, dt.time(12))
A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
KARI = "kari@example.no"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(house, owner):
    made = make_activity(house, by=owner)
    repeat_weekly(made, first=TUESDAY, until=TUESDAY + 5 * A_WEEK)
    return made


@pytest.fixture
def yes(cafe) -> WeeklyMail:
    return says_yes(KARI)


def says_yes(email: str, place: str = "dhh", language: str = "nb") -> WeeklyMail:
    return WeeklyMail.objects.create(place=place, email=email, language=language, confirmed_at=NOW)


def ask(client, email=KARI, place="dhh"):
    return client.post(f"/abonner/{place}/e-post/", {"email": email})


def link_in(text: str) -> str:
    return re.search(r"https?://[^/\s]+(/abonner/e-post/\S+)", text)[1]


def sent_to(email: str = KARI) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=email).order_by("pk"))


@one_database
def test_the_whole_way_from_the_page_through_the_mailbox_to_the_stop(client, cafe):
    assert 'action="/abonner/dhh/e-post/"' in client.get("/abonner/dhh/").content.decode()
    assert "Vi har sendt en e-post til kari@example.no." in ask(client, " Kari@Example.no ").content.decode()
    send_waiting(at=NOW)
    (first,) = mailbox.outbox
    assert (first.to, first.subject) == ([KARI], "Bekreft: ukentlig e-post om Hus dhh")

    own = link_in(first.body)
    assert "Ja, send meg den" in client.get(own).content.decode()
    assert send_weekly_mail(at=NOON) == 0
    assert "får en e-post hver fredag" in client.post(own, {"bekreft": "1"}).content.decode()
    assert send_weekly_mail(at=NOON) == 1
    send_waiting(at=NOON)
    second = mailbox.outbox[1]
    assert second.subject == "Neste sju dager: Hus dhh"
    assert "Språkkafé\nTirsdag 12. januar kl. 18:00–20:00, Hus dhh\nhttp" in second.body
    assert "19. januar" not in second.body
    assert second.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    one_click = re.search(r"<https?://[^/]+(.*)>", second.extra_headers["List-Unsubscribe"])[1]
    answer = Client(enforce_csrf_checks=True).post(one_click, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not WeeklyMail.objects.exists()
    assert client.post(one_click).status_code == 200
    assert client.get(one_click).status_code == 404


@one_database
def test_opening_the_link_changes_nothing(client, cafe):
    ask(client)
    for method in (client.get, client.head, client.options):
        method(link_in(sent_to()[0].body))
    assert WeeklyMail.objects.get().confirmed_at is None


@one_database
@pytest.mark.parametrize(
    ("email", "sentence"), [("", "Skriv e-postadressen din."), ("kari", "Skriv e-postadressen slik: navn@eksempel.no.")]
)
def test_nonsense_is_told_at_the_field_and_kept(client, cafe, email, sentence):
    answer = ask(client, email)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not email or f'value="{email}"' in answer.content.decode()
    assert not WeeklyMail.objects.exists()


@one_database
@pytest.mark.parametrize("signed", ["1", "1:x", "x:y", "1:" + "a" * 43, "%00"])
def test_a_link_nobody_signed_leads_to_nobody_s_mail(client, yes, signed):
    assert client.get(f"/abonner/e-post/{signed}/").status_code == 404
    client.post(f"/abonner/e-post/{signed}/", {"stopp": "1"})
    assert WeeklyMail.objects.filter(pk=yes.pk).exists()


@one_database
def test_each_stops_only_their_own(client, yes):
    other = says_yes("ola@example.no")
    client.post(link_in(weekly.own_address(other)), {"stopp": "1"})

    assert list(WeeklyMail.objects.all()) == [yes]


@one_database
def test_what_is_not_confirmed_in_three_days_is_forgotten(client, cafe, monkeypatch):
    ask(client)
    own, later = link_in(sent_to()[0].body), NOW + dt.timedelta(days=3, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.get(own).status_code == 404
    client.post(own, {"bekreft": "1"})
    assert weekly.forget_unconfirmed(at=later) == 1
    assert not WeeklyMail.objects.exists()


@one_database
def test_a_mailbox_is_not_flooded_and_the_answer_tells_nobody_who_is_there(client, yes, monkeypatch):
    known, unknown = ask(client), ask(client, "ny@example.no")
    assert known.content.decode().replace(KARI, "…") == unknown.content.decode().replace("ny@example.no", "…")
    for minute in range(1, 16):
        monkeypatch.setattr(clock, "now", lambda minute=minute: NOW + dt.timedelta(minutes=minute))
        ask(client)
    assert len(sent_to()) == 10


@one_database
def test_an_address_asks_for_one_thing_once(client, yes):
    ask(client)
    assert WeeklyMail.objects.get().confirmed_at is not None
    with pytest.raises(IntegrityError, match="weekly_mail_once"), transaction.atomic():
        says_yes(KARI)


@one_database
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("weekly_mail_is_lower_case", {"email": "Kari@example.no"}),
        ("weekly_mail_only_when_confirmed", {"sent_for": FRIDAY}),
    ],
)
def test_the_table_keeps_them_sensible(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        WeeklyMail.objects.create(**{"place": "alt", "email": KARI, "language": "nb"} | fields)


@one_database
@pytest.mark.parametrize(
    ("at", "count"),
    [
        (NOON - dt.timedelta(minutes=1), 0),
        (NOON, 1),
        (NOON + dt.timedelta(hours=23), 1),  # Friday it was down
        (NOON + A_DAY, 0),
        (NOON - A_WEEK + A_DAY, 0),
    ],
)
def test_it_is_sent_on_friday_at_noon_or_soon_after(yes, at, count):
    assert send_weekly_mail(at=at) == count


@one_database
def test_one_mail_a_week_and_none_when_nothing_is_on(yes):
    assert [send_weekly_mail(at=NOON), send_weekly_mail(at=NOON + dt.timedelta(hours=3))] == [1, 0]
    assert [send_weekly_mail(at=NOON + A_WEEK), send_weekly_mail(at=NOON + 9 * A_WEEK)] == [1, 1]
    assert len(sent_to()) == 2


@one_database
def test_what_is_hidden_meanwhile_or_was_never_public_is_not_told(yes, house, owner):
    repeat_weekly(make_activity(house, title="Hemmelig", by=owner, publish=False), first=TUESDAY)
    says_yes(KARI, place="alt")
    send_weekly_mail(at=NOON)
    assert [mail.body.count("Språkkafé") for mail in sent_to()] == [1, 1]
    assert "Hemmelig" not in "".join(mail.body for mail in sent_to())

    house.venue.is_public = False
    house.venue.save()
    send_weekly_mail(at=NOON + A_WEEK)
    assert len(sent_to()) == 2


@one_database
def test_it_is_short_in_the_language_chosen_and_says_what_is_called_off(client, house, owner, yes):
    many = make_activity(house, title="Åpen hall", by=owner)
    for hour in range(8, 18):
        repeat_weekly(many, first=TUESDAY + A_WEEK, time=dt.time(hour), minutes=60, until=TUESDAY + A_WEEK)
    first = many.occurrences.earliest("starts_at")
    cancel_occurrence(first, reason="", by=owner, at=NOW)
    WeeklyMail.objects.update(language="en")
    send_weekly_mail(at=NOON)

    (mail,) = sent_to()
    assert mail.subject == "The next seven days: Hus dhh"
    assert mail.body.startswith("CANCELLED: Åpen hall\nTuesday 12 January at 08:00–09:00")
    assert mail.body.count("/det-som-skjer/") == 8
    assert "And 3 more." in mail.body


@one_database
def test_a_search_can_be_followed_by_mail_and_lives_on(client, cafe):
    place = client.post("/abonner/sok/lagre/", {"sok": "q=språkkafé"})["Location"]
    assert client.post(f"{place}e-post/", {"email": KARI}).status_code == 200
    assert "språk" not in sent_to()[0].subject + sent_to()[0].body  # nobody sends their own words through us
    client.post(link_in(sent_to()[0].body), {"bekreft": "1"})
    send_weekly_mail(at=NOON)

    assert sent_to()[1].subject == "Neste sju dager: «språkkafé»"


@one_database
def test_an_address_follows_so_much_and_no_more(client, cafe):
    for number in range(weekly.MOST_FOLLOWED):
        says_yes(KARI, place=f"hus-{number}")
    ask(client)
    assert sent_to() == []


@one_database
def test_what_waits_is_not_sent_after_the_stop(client, yes):
    send_weekly_mail(at=NOON)
    client.post(link_in(weekly.own_address(yes)), {"stopp": "1"})
    assert sent_to() == []


@one_database
def test_with_what_is_gone_go_the_addresses_that_followed_it(yes, owner):
    other = says_yes(KARI, place="alt")
    revoke_address(find_address("dhh"), by=owner, at=NOW)
    send_weekly_mail(at=NOON)
    assert list(WeeklyMail.objects.all()) == [other]


@one_database
@pytest.mark.parametrize("place", ["finnes-ikke", "s/aaaaaaaaaa"])
def test_what_is_not_there_cannot_be_followed(client, place):
    assert client.post(f"/abonner/{place}/e-post/", {"email": KARI}).status_code == 404


@one_database
def test_who_deletes_the_account_gets_no_more_and_sees_before_what_is_kept(yes):
    nobody = User.objects.create_user("ola@example.no", is_provisional=True)
    kept = says_yes("ola@example.no")
    person = User.objects.create_user(KARI)
    assert [row["place"] for row in everything_about(person)["weekly_mails"]] == ["dhh"]
    delete_person(person=person)
    nobody.delete()  # somebody had written Ola's address, which says nothing about Ola

    assert list(WeeklyMail.objects.all()) == [kept]


@one_database
def test_many_cost_no_more_than_few(yes, django_assert_max_num_queries):
    with django_assert_max_num_queries(14) as few:
        send_weekly_mail(at=NOON)
    for number in range(60):
        says_yes(f"nabo{number}@example.no")
    with django_assert_max_num_queries(len(few)):
        assert send_weekly_mail(at=NOON + A_WEEK) == 61


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_none_writes_the_same_mail_twice(house, owner):
    repeat_weekly(make_activity(house, by=owner), first=TUESDAY, until=TUESDAY + A_WEEK)
    for number in range(40):
        says_yes(f"nabo{number}@example.no")

    def work(_number: int) -> None:
        send_weekly_mail(at=NOON)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert OutgoingMail.objects.count() == 40
    assert WeeklyMail.objects.filter(sent_for=FRIDAY).count() == 40


@one_database
def test_asking_says_where_it_is_about(client, cafe):
    assert find_address("dhh").name in ask(client).content.decode()
