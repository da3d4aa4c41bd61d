"""The pages of the login library wear our frame, and the second step works."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

from website.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client) -> User:
    found = User.objects.create_user("kari@example.no", first_name="Kari", last_name="Nordmann")
    EmailAddress.objects.create(user=found, email=found.email, primary=True, verified=True)
    client.force_login(found)
    return found


def code_in(mail) -> str:
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.body, re.MULTILINE).group()


@pytest.mark.parametrize(
    "path", ["email/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "sessions/", "logout/", "3rdparty/"]
)
def test_every_account_page_wears_our_frame(client, person, path):
    page = client.get(f"/konto/{path}").content.decode()

    assert 'class="site-header"' in page
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)


def test_account_pages_are_not_for_search_engines_or_caches(client, person):
    answer = client.get("/konto/2fa/")

    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_changing_the_address_needs_the_code_sent_to_the_new_one(client, person, mailoutbox):
    client.post("/konto/email/", {"email": "Ny@Example.no", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "kari@example.no"

    sent = next(mail for mail in mailoutbox if mail.to == ["ny@example.no"])
    client.post("/konto/confirm-email/", {"code": code_in(sent)})

    person.refresh_from_db()
    assert person.email == "ny@example.no"


def test_who_has_a_second_step_is_asked_for_it_before_being_let_in(client, mailoutbox):
    person = User.objects.create_user("vert@example.no")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)

    client.post("/konto/login/code/", {"email": person.email})
    first = client.post("/konto/login/code/confirm/", {"code": code_in(mailoutbox[0]), "next": "/admin/"})
    assert "_auth_user_id" not in client.session
    page = client.get(first.url)
    assert 'class="site-header"' in page.content.decode()

    counter = next(iter(yield_hotp_counters_from_time()))
    client.post(first.url, {"code": format_hotp_value(hotp_value(secret, counter))})

    assert int(client.session["_auth_user_id"]) == person.pk
    assert Authenticator.objects.filter(user=person).count() == 1
