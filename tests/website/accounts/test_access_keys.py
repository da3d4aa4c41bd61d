"""Keys to the API: shown once, kept as a digest, good for one person until a day."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tests.factories.house import NOW
from website.accounts.access_keys import key_of, make_key
from website.accounts.models import AccessKey, User
from website.accounts.operations import delete_person
from website.accounts.personal_data import everything_about
from website.core import clock
from website.core.housekeeping import do_chores
from website.core.models import OutgoingMail

KEYS = "/min-side/nokler/"
FORM = {"name": "Korets kalender", "scopes": ["bookings:read"], "days": "30"}
A_DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def make(person, name="Kalender", scopes=("bookings:read",), days=30, at=NOW):
    return make_key(person=person, name=name, scopes=scopes, life=dt.timedelta(days=days), at=at)


def test_a_key_is_found_by_what_is_sent_and_by_nothing_else(owner):
    key, secret = make(owner)

    assert key_of(secret, at=NOW) == key
    for sent in ["", "torget", secret[:-1], secret + "a", secret[:-1] + "æ", secret.upper(), f"{secret}\0", key.prefix]:
        assert key_of(sent, at=NOW) is None
    other = f"torget_{key.prefix}_{'a' * 43}"
    assert key_of(other, at=NOW) is None


def test_what_opens_the_door_is_nowhere_in_the_database_nor_in_a_mail(owner):
    key, secret = make(owner)

    row = " ".join(str(value) for value in AccessKey.objects.filter(pk=key.pk).values_list().get())
    assert secret.split("_")[2] not in row
    assert secret.split("_")[2] not in OutgoingMail.objects.get().body


def test_who_the_key_is_of_is_told_by_mail(owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make(owner, name="Kalender")

    (told,) = mail.outbox
    assert (told.to, told.subject) == ([owner.email], "Ny tilgangsnøkkel: Kalender")
    assert "http://testserver/min-side/nokler/" in told.body


def test_a_key_is_good_to_the_end_of_its_last_day(owner):
    key, secret = make(owner, days=30)
    last = clock.midnight(NOW.date() + 31 * A_DAY) - dt.timedelta(seconds=1)

    assert key_of(secret, at=last) == key
    assert key_of(secret, at=last + dt.timedelta(seconds=1)) is None


def test_the_last_day_it_was_used_is_noted_once_a_day(owner, django_assert_num_queries):
    key, secret = make(owner)
    with django_assert_num_queries(2):
        key_of(secret, at=NOW)
    with django_assert_num_queries(1):
        key_of(secret, at=NOW)

    key.refresh_from_db()
    assert key.last_used_on == NOW.date()


def test_the_key_of_a_closed_account_opens_nothing(owner):
    _key, secret = make(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert key_of(secret, at=NOW) is None


def test_keys_die_with_the_account(owner):
    _key, secret = make(owner)

    delete_person(person=owner)

    assert key_of(secret, at=NOW) is None
    assert not AccessKey.objects.exists()


def test_the_file_about_me_tells_of_my_keys_and_nothing_that_opens(owner, stranger):
    _key, secret = make(owner, name="Kalender")

    (told,) = everything_about(owner)["access_keys"]
    assert (told["name"], told["prefix"]) == ("Kalender", secret.split("_")[1])
    assert not {"digest", "user"} & told.keys()
    assert everything_about(stranger)["access_keys"] == []


def test_keys_that_ended_a_month_ago_are_forgotten(owner):
    make(owner, days=30)
    do_chores(at=NOW + 59 * A_DAY)
    assert AccessKey.objects.exists()

    do_chores(at=NOW + 61 * A_DAY)

    assert not AccessKey.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"scopes": []}, "access_key_scopes_are_known"),
        ({"scopes": ["bookings:read", "all"]}, "access_key_scopes_are_known"),
        ({"expires_on": NOW.date() + 367 * A_DAY}, "access_key_lives_a_year"),
        ({"expires_on": NOW.date() - A_DAY}, "access_key_lives_a_year"),
        ({"name": "Kalender", "prefix": "andre"}, "access_key_name_once"),
    ],
)
def test_the_database_refuses_what_must_never_be(owner, wrong, rule):
    make(owner)
    row = {"name": "Ny", "prefix": "p", "digest": "d", "scopes": ["bookings:read"], "made_on": NOW.date()}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AccessKey.objects.create(**{"user": owner, "expires_on": NOW.date(), **row, **wrong})


def test_the_page_shows_the_key_once(client, owner):
    client.force_login(owner)

    made = client.post(KEYS, FORM).content.decode()
    key = AccessKey.objects.get()

    assert made.count(f"torget_{key.prefix}_") == 1
    later = client.get(KEYS).content.decode()
    assert f"torget_{key.prefix}." in later
    assert f"torget_{key.prefix}_" not in later
    assert "Ikke brukt ennå." in later
    assert "Varer til og med onsdag 3. februar." in later


def test_the_form_sent_twice_makes_one_key(client, owner):
    client.force_login(owner)
    client.post(KEYS, FORM)

    again = client.post(KEYS, FORM)

    assert again.status_code == 422
    assert "Du har allerede en nøkkel med dette navnet." in again.content.decode()
    assert AccessKey.objects.count() == 1


def test_what_is_wrong_is_said_at_its_field(client, owner):
    client.force_login(owner)

    page = client.post(KEYS, {"name": "\u200b", "days": "4000"}).content.decode()

    assert "Skriv hva nøkkelen er til." in page
    assert "Velg minst én ting." in page
    assert not AccessKey.objects.exists()


def test_nobody_has_more_than_ten(client, owner):
    for number in range(10):
        make(owner, name=f"Nr. {number}")
    client.force_login(owner)

    page = client.post(KEYS, FORM).content.decode()

    assert "Slett en du ikke bruker" in page
    assert AccessKey.objects.count() == 10


def test_a_person_deletes_own_keys_and_nobody_elses(client, owner, stranger):
    key, secret = make(owner)
    address = f"{KEYS}{key.pk}/slett/"
    client.force_login(stranger)
    assert client.post(address).status_code == client.post(f"{KEYS}0/slett/").status_code == 404

    client.force_login(owner)
    assert client.get(address).status_code == 405
    assert client.post(address).url == KEYS

    assert key_of(secret, at=NOW) is None


def test_the_page_asks_no_more_for_ten_keys_than_for_one(client, owner, django_assert_num_queries):
    client.force_login(owner)
    make(owner)
    client.get(KEYS)
    with django_assert_num_queries(3):
        client.get(KEYS)
    for number in range(9):
        make(owner, name=f"Nr. {number}")
    with django_assert_num_queries(3):
        client.get(KEYS)
