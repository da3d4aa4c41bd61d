"""Logging in with a provider such as ID-porten, from the button to the row."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session

from website.accounts.models import User

NATIONAL_ID = "12345678901"
KEPT = {"sub": "abc", "acr": "idporten-loa-high", "name": "Kari Nordmann"}
TOLD = KEPT | {"pid": NATIONAL_ID, "birthdate": "1972-09-13"}
CONFIRMED_ADDRESS = {"email": "kari@example.no", "email_verified": True}

pytestmark = pytest.mark.django_db


def log_in(client):
    to_provider = client.post("/konto/oidc/idporten/login/")
    state = parse_qs(urlsplit(to_provider.url).query)["state"][0]
    return client.get("/konto/oidc/idporten/login/callback/", {"state": state, "code": "once"})


def test_who_it_is_is_kept_and_never_the_national_identity_number(client, oidc):
    oidc.claims = TOLD | CONFIRMED_ADDRESS
    for _time in ("first", "second", "third"):
        log_in(client)

        assert client.session["_auth_user_id"] == str(User.objects.get().pk)
        assert SocialAccount.objects.get().extra_data == KEPT
        client.logout()


def test_who_is_asked_for_an_address_leaves_no_identity_number_in_the_session(client, oidc):
    oidc.claims = TOLD

    answer = log_in(client)

    assert answer.url == "/konto/3rdparty/signup/"
    assert client.session["socialaccount_sociallogin"]["account"]["extra_data"] == KEPT
    assert NATIONAL_ID not in str(Session.objects.get().get_decoded())


@pytest.mark.parametrize("told", [{"id_token": TOLD}, {"userinfo": TOLD}, {"id_token": TOLD, "userinfo": {}}, TOLD])
def test_wherever_the_claims_lie_no_row_holds_more_than_needed(told):
    account = SocialAccount(user=User.objects.create_user("kari@example.no"), provider="idporten", uid="abc")
    account.extra_data = told
    account.save()

    assert SocialAccount.objects.get().extra_data == KEPT
