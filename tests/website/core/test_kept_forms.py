"""A form that comes too late is kept to be sent again; one from another site is not."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from website.accounts.models import User

pytestmark = pytest.mark.django_db

PROFILE, OURS = "/min-side/profil/", {"Origin": "http://testserver"}
TYPED = {"first_name": 'Kari "K"', "last_name": "Ås\nBø"}


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari@example.no")


def token(browser: Client) -> str:
    page = browser.get("/konto/login/code/").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def kept(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.content.decode())
    return {unescape(name): unescape(value) for name, value in found}


def test_with_an_old_token_all_is_there_to_be_sent_again(browser, kari):
    browser.force_login(kari)
    answer = browser.post(PROFILE, TYPED | {"csrfmiddlewaretoken": "old"}, headers=OURS)

    assert (answer.status_code, answer["Cache-Control"]) == (403, "private, no-store")
    assert "Skjemaet var for gammelt" in answer.content.decode()
    again = kept(answer)
    assert again.pop("csrfmiddlewaretoken") != "old"
    assert again == TYPED
    assert browser.post(PROFILE, kept(answer), headers=OURS).status_code == 302
    assert User.objects.get().first_name == TYPED["first_name"]


@pytest.mark.parametrize(
    "path", [PROFILE, "/min-side/mine-opplysninger/", "/admin/utlan/steng/", "/admin/pages/1/edit/"]
)
def test_who_has_been_logged_out_logs_in_beside_and_sends_again(browser, path):
    answer = browser.post(path, TYPED | {"csrfmiddlewaretoken": token(browser)}, headers=OURS)

    assert answer.status_code == 403
    assert "Du er logget ut" in answer.content.decode()
    assert "default-src" in answer["Content-Security-Policy"]
    assert {name: kept(answer)[name] for name in TYPED} == TYPED


def test_the_loan_form_still_goes_through_the_login_with_all_that_was_typed(browser, house):
    sent = {"tittel": "Kor", "csrfmiddlewaretoken": token(browser)}
    answer = browser.post("/lan-lokaler/dhh/bestill/", sent, headers=OURS)

    assert answer.status_code == 302
    assert "tittel%3DKor" in answer["Location"]


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "null"}, {"Origin": "https://testserver"}, OURS | {"Sec-Fetch-Mode": "cors"}]
)
def test_nothing_of_another_site_or_of_a_script_is_kept(browser, kari, headers):
    assert kept(browser.post(PROFILE, TYPED | {"csrfmiddlewaretoken": token(browser)}, headers=headers)) == {}
    browser.force_login(kari)
    assert kept(browser.post(PROFILE, TYPED, headers=headers)) == {}


def test_no_code_and_no_file_is_kept(browser, kari):
    assert kept(browser.post("/konto/login/code/confirm/", {"code": "ABC"}, headers=OURS)) == {}
    browser.force_login(kari)
    file = SimpleUploadedFile("a.txt", b"a")
    assert kept(browser.post(PROFILE, TYPED | {"file": file}, headers=OURS)) == {}
