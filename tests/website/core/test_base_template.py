"""The frame of every page, seen through the address that does not exist."""

import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client) -> str:
    return client.get("/finnes-ikke/").content.decode()


def test_an_unknown_address_offers_ways_out(client):
    answer = client.get("/finnes-ikke/")

    assert answer.status_code == 404
    assert "Vi fant ikke siden" in answer.content.decode()
    assert 'action="/sok/"' in answer.content.decode()


def test_a_reader_gets_no_cookie_and_no_token(client):
    answer = client.get("/")

    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert "no-store" not in answer.headers["Cache-Control"]


def test_the_skip_link_comes_first_and_leads_to_the_content(page):
    first_link = re.search(r"<a [^>]*>", page).group()

    assert 'href="#innhold"' in first_link
    assert '<main id="innhold" tabindex="-1" lang="nb"' in page


def test_a_page_has_one_heading_of_the_first_level(page):
    assert page.count("<h1") == 1


def test_the_menu_marks_where_one_is(client):
    page = client.get("/det-som-skjer/noe-som-ikke-finnes/").content.decode()

    assert page.count('href="/det-som-skjer/" aria-current="true"') == 2  # the wide menu and the narrow one


def test_the_page_says_its_address_and_what_it_is_called(client, settings):
    page = client.get("/").content.decode()

    assert f'<link rel="canonical" href="{settings.PUBLIC_BASE_URL}/">' in page
    assert '<meta name="description" content="Finn aktiviteter' in page
    assert '<meta property="og:title" content="Innbyggertorget">' in page


def test_error_pages_need_no_request():
    from django.template.loader import render_to_string

    assert "Noe gikk galt hos oss" in render_to_string("500.html")
    assert "Vi forstod ikke" in render_to_string("400.html")


def test_a_closed_door_says_what_to_do(rf):
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    answer = permission_denied(rf.get("/admin/"), PermissionDenied())

    assert answer.status_code == 403
    assert "Du har ikke tilgang til denne siden" in answer.content.decode()


def test_the_footer_says_whom_to_ask(client, settings):
    settings.CONTACT_EMAIL, settings.CONTACT_PHONE = "torget@example.no", "69 00 00 00"

    page = client.get("/").content.decode()

    assert 'href="mailto:torget@example.no"' in page
    assert 'href="tel:69000000">Ring 69 00 00 00' in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_front_page_is_there_in_every_language(client, language):
    client.cookies["sprak"] = language

    assert f'<html lang="{language}"' in client.get("/").content.decode()


def test_a_form_from_another_site_is_refused_in_plain_words(settings):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/konto/login/code/", {"email": "a@example.no"})

    assert answer.status_code == 403
    assert "Ingenting er sendt" in answer.content.decode()
