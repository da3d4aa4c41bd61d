"""What a new site must have before an editor comes."""

from django.db import transaction

from .articles import FIRST_TEXTS, FirstText
from .models import ArticlePage, HomePage


@transaction.atomic
def create_first_articles() -> list[ArticlePage]:
    """Publish the articles the footer links to, those that are missing. Editors' texts are never touched."""
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return []
    have = set(home.get_children().values_list("slug", flat=True))
    return [_publish(home, text) for text in FIRST_TEXTS if text.slug not in have]


def _publish(home: HomePage, text: FirstText) -> ArticlePage:
    body = [("text", text.html.strip())]
    page = ArticlePage(title=text.title, slug=text.slug, summary=text.summary, body=body)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page
