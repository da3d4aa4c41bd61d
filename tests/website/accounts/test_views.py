"""Logging in by a code, and what a person may change about themselves."""

import datetime as dt
import json
import re

import pytest
from allauth.account.models import EmailAddress

from website.accounts.models import Membership, Organisation, User

SEND = "/konto/login/code/"
USE = "/konto/login/code/confirm/"

pytestmark = pytest.mark.django_db


def code_in(mail) -> str:
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.body, re.MULTILINE).group()


def ask_for_code(client, email: str, next_url: str = ""):
    return client.post(SEND, {"email": email, "next": next_url})


@pytest.fixture
def person(client) -> User:
    found = User.objects.create_user("kari@example.no", first_name="Kari", last_name="Nordmann")
    client.force_login(found)
    return found


def test_an_unknown_address_gets_a_code_and_using_it_makes_the_account(client, mailoutbox):
    ask_for_code(client, "Ny.Person@Example.no")

    answer = client.post(USE, {"code": code_in(mailoutbox[0])})

    assert (answer.status_code, answer.url) == (302, "/min-side/")
    person = User.objects.get()
    assert person.email == "ny.person@example.no"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert int(client.session["_auth_user_id"]) == person.pk


def test_a_person_made_by_staff_logs_in_with_one_code(client, mailoutbox):
    person = User.objects.create_user("vert@example.no")

    ask_for_code(client, "vert@example.no")
    client.post(USE, {"code": code_in(mailoutbox[0]).lower().replace("-", " ")})

    assert int(client.session["_auth_user_id"]) == person.pk
    assert len(mailoutbox) == 1


def test_the_way_to_the_booking_form_survives_the_login(client, mailoutbox):
    wanted = "/lan-lokaler/det-hvite-hus/bestill/?rom=1&fra=2027-01-05T10:00"
    to_form = client.get("/konto/login/", {"next": wanted})
    page = client.get(to_form.url)
    assert wanted.replace("&", "&amp;") in page.content.decode()

    to_code = ask_for_code(client, "a@example.no", wanted)
    client.get(to_code.url)
    answer = client.post(USE, {"code": code_in(mailoutbox[0]), "next": wanted})

    assert answer.url == wanted


def test_after_three_wrong_codes_the_right_one_is_dead_and_the_way_is_kept(client, mailoutbox):
    ask_for_code(client, "a@example.no", "/min-side/")
    for _ in range(3):
        answer = client.post(USE, {"code": "AAAA-AAAA", "next": "/min-side/"})
    assert answer.url == f"{SEND}?next=%2Fmin-side%2F"

    client.post(USE, {"code": code_in(mailoutbox[0])})

    assert "_auth_user_id" not in client.session


def test_login_never_leads_to_another_site(client, mailoutbox):
    ask_for_code(client, "a@example.no", "https://evil.example/")

    answer = client.post(USE, {"code": code_in(mailoutbox[0]), "next": "https://evil.example/"})

    assert answer.url == "/min-side/"


def test_known_unknown_and_closed_accounts_are_answered_alike(client, mailoutbox):
    User.objects.create_user("known@example.no")
    User.objects.create_user("closed@example.no", is_active=False)

    pages = []
    for email in ("known@example.no", "unknown@example.no", "closed@example.no"):
        answer = ask_for_code(client, email)
        page = client.get(answer.url).content.decode().replace(email, "…")
        pages.append(re.sub(r'value="\w{64}"', "", page))
        client.cookies.clear()

    assert pages[0] == pages[1] == pages[2]
    assert [mail.to for mail in mailoutbox] == [["known@example.no"], ["unknown@example.no"]]


def test_nonsense_instead_of_an_address_is_explained_and_kept(client, mailoutbox):
    page = ask_for_code(client, "ikke en adresse").content.decode()

    assert "Skriv e-postadressen slik: navn@eksempel.no." in page
    assert 'value="ikke en adresse"' in page
    assert not User.objects.exists() and not mailoutbox


def test_a_mail_server_that_is_away_is_told_and_not_an_error_page(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens

    answer = ask_for_code(client, "a@example.no")

    assert answer.status_code == 200
    assert "Vi fikk ikke sendt e-posten." in answer.content.decode()
    assert [(record.error, record.exc_info) for record in caplog.records] == [("ConnectionRefusedError", None)]
    assert 'value="a@example.no"' in answer.content.decode()


def test_a_mailbox_is_not_flooded(client, mailoutbox):
    for _ in range(4):
        answer = ask_for_code(client, "flooded@example.no")

    assert len(mailoutbox) == 2
    assert "Det har vært for mange forsøk." in answer.content.decode()


def test_who_mistyped_the_address_can_write_another(client, mailoutbox):
    ask_for_code(client, "mistyped@example.no")
    assert client.get(SEND, {"next": "/lan-lokaler/"}).status_code == 200

    ask_for_code(client, "right@example.no")
    client.post(USE, {"code": code_in(mailoutbox[1])})

    assert User.objects.get(pk=client.session["_auth_user_id"]).email == "right@example.no"


def test_a_wrong_code_is_explained_at_the_field(client, mailoutbox):
    ask_for_code(client, "a@example.no")

    page = client.post(USE, {"code": "AAAA-AAAA"}).content.decode()

    assert "Koden stemmer ikke." in page
    assert 'id="id_code_error"' in page


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "password/set/", "password/change/", "login/"])
def test_there_is_one_way_in(client, address):
    assert client.get(f"/konto/{address}").url == SEND


def test_the_mail_names_the_site_from_the_settings_and_not_the_request(client, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]

    client.post(SEND, {"email": "a@example.no"}, headers={"host": "evil.example"})

    assert "evil.example" not in mailoutbox[0].body + mailoutbox[0].subject
    assert "http://testserver" in mailoutbox[0].body


def test_a_person_changes_the_name(client, person):
    answer = client.post("/min-side/profil/", {"first_name": " Kåre ", "last_name": "Hansen"})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.get_full_name() == "Kåre Hansen"


@pytest.mark.parametrize("name", ["", "\u200b"])
def test_an_empty_name_is_refused_at_the_field(client, person, name):
    answer = client.post("/min-side/profil/", {"first_name": name, "last_name": "Hansen"})
    page = answer.content.decode()

    assert answer.status_code == 422

    assert "Skriv fornavnet ditt." in page
    assert 'value="Hansen"' in page


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get("/min-side/profil/").url == f"{SEND}?next=/min-side/profil/"


def test_my_data_holds_mine_and_nobody_elses(client, person):
    User.objects.create_user("annen@example.no")
    club = Organisation.objects.create(name="Lisleby sjakklag", slug="sjakk")
    Membership.objects.create(user=person, organisation=club, role="leader", valid_from=dt.date(2026, 1, 1))

    answer = client.post("/min-side/mine-opplysninger/")

    data = json.loads(answer.content)
    assert data["account"][0]["email"] == "kari@example.no"
    assert data["memberships"][0]["organisation__name"] == "Lisleby sjakklag"
    assert "annen@example.no" not in answer.content.decode()


def test_my_data_is_not_fetched_by_following_a_link(client, person):
    assert client.get("/min-side/mine-opplysninger/").status_code == 405


def test_deleting_asks_for_the_address_and_then_forgets_the_person(client, person):
    wrong = client.post("/min-side/slett/", {"email": "annen@example.no"})
    assert wrong.status_code == 422
    assert "Dette er ikke adressen du er logget inn med." in wrong.content.decode()
    assert User.objects.exists()

    answer = client.post("/min-side/slett/", {"email": "Kari@example.no"})

    assert answer.url == "/"
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session
