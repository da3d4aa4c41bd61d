"""What of a page's text can be found and shown."""

import json

import pytest

from search.models import SearchEntry
from website.home.models import ArticlePage, HomePage

pytestmark = pytest.mark.django_db


def test_the_words_of_blocks_and_paragraphs_are_kept_apart_and_nothing_else_is_there():
    body = [
        {"type": "text", "value": "<p>For <b>medlemmer</b>.</p><h2>Saker</h2><p>Vi møtes &amp; prater.</p>"},
        {"type": "fact", "value": {"heading": "Husk", "text": "<ul><li>Sko</li><li>Drikke</li></ul>"}},
        {"type": "quote", "value": {"text": "Så fint!", "source": "En nabo"}},
    ]
    page = ArticlePage(title="Om oss", slug="om-oss", summary="Kort.", body=json.dumps(body))
    HomePage.objects.get().add_child(instance=page)

    found = SearchEntry.objects.get(title="Om oss").body
    assert " ".join(found.split()) == ("Kort. For medlemmer. Saker Vi møtes & prater. Husk Sko Drikke Så fint! En nabo")
