"""The pieces other pages are put together from."""

from django.template.loader import render_to_string


def test_breadcrumbs_begin_at_the_front_page_and_end_here():
    items = [("/moteplasser/", "Møteplasser"), ("/moteplasser/rebellhuset/", "Rebellhuset")]

    html = render_to_string("components/breadcrumbs.html", {"items": items})

    assert html.index('href="/"') < html.index('href="/moteplasser/"')
    assert html.count("aria-current") == 1
    assert 'href="/moteplasser/rebellhuset/" aria-current="page">Rebellhuset' in html


def test_an_error_summary_links_to_the_fields():
    from django import forms

    class Example(forms.Form):
        name = forms.CharField(label="Navn", error_messages={"required": "Skriv navnet."})

    html = render_to_string("components/error_summary.html", {"form": Example({})})

    assert 'tabindex="-1" autofocus' in html
    assert 'href="#id_name">Skriv navnet.</a>' in html
    assert render_to_string("components/error_summary.html", {"form": Example()}).strip() == ""
