"""The pieces other pages are put together from."""

from django.core.paginator import Paginator
from django.template.loader import render_to_string


def test_subscribing_offers_programs_a_file_and_the_address(settings):
    settings.PUBLIC_BASE_URL = "https://torget.example.no"

    html = render_to_string("components/subscribe.html", {"feed_url": "/kal/rebellhuset.ics", "name": "Rebellhuset"})

    assert 'href="webcal://torget.example.no/kal/rebellhuset.ics"' in html
    assert "cid=webcal%3A%2F%2Ftorget.example.no%2Fkal%2Frebellhuset.ics" in html
    assert "addfromweb?url=https%3A%2F%2Ftorget.example.no%2Fkal%2Frebellhuset.ics&amp;name=Rebellhuset" in html
    assert 'href="/kal/rebellhuset.ics"' in html
    assert "<code>https://torget.example.no/kal/rebellhuset.ics</code>" in html


def test_breadcrumbs_begin_at_the_front_page_and_end_here():
    items = [("/moteplasser/", "Møteplasser"), ("/moteplasser/rebellhuset/", "Rebellhuset")]

    html = render_to_string("components/breadcrumbs.html", {"items": items})

    assert html.index('href="/"') < html.index('href="/moteplasser/"')
    assert html.count("aria-current") == 1
    assert 'href="/moteplasser/rebellhuset/" aria-current="page">Rebellhuset' in html


def test_pages_of_a_list_have_words_and_not_only_numbers():
    page = Paginator(range(30), 10).page(2)

    html = render_to_string("components/pagination.html", {"page": page, "url": "?side="})

    assert "Side 2 av 3" in html
    assert 'href="?side=1">Forrige side' in html
    assert 'href="?side=3">Neste side' in html


def test_a_list_of_one_page_has_no_pages():
    page = Paginator(range(5), 10).page(1)

    assert render_to_string("components/pagination.html", {"page": page, "url": "?side="}).strip() == ""


def test_an_error_summary_links_to_the_fields():
    from django import forms

    class Example(forms.Form):
        name = forms.CharField(label="Navn", error_messages={"required": "Skriv navnet."})

    html = render_to_string("components/error_summary.html", {"form": Example({})})

    assert 'tabindex="-1" autofocus' in html
    assert 'href="#id_name">Skriv navnet.</a>' in html
    assert render_to_string("components/error_summary.html", {"form": Example()}).strip() == ""
