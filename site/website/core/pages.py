"""The page every page type of ours is made from."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail.search import index

from .blocks import BodyBlocks
from .menu import MAIN_MENU
from .permission_testers import FaceTester
from .slugs import norwegian_slug

PageOfKind = TypeVar("PageOfKind", bound="SitePage")


class BodyField(StreamField):
    """The body of a page. A new block needs no migration: the database only sees JSON."""

    def __init__(self, **options: Any) -> None:
        options.pop("block_lookup", None)
        options.setdefault("verbose_name", _("innhold"))
        super().__init__(BodyBlocks(), **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options


class SitePage(Page):
    """A page with a title and a summary, which lists, search and link previews show."""

    summary = models.CharField(
        _("kort fortalt"),
        max_length=250,
        blank=True,
        help_text=_("Én setning. Vises i lister, i søk og øverst på siden."),
    )

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("summary")]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """What search engines and shared links say about the page."""
        return self.search_description or self.summary

    @property
    def breadcrumbs(self) -> list[tuple[str, str]]:
        """Address and title from below the front page down to this page, in one query.

        `Page.url` would ask the cache for each of them, and the cache is a table.
        """
        front, *below = self.get_ancestors(inclusive=True).filter(depth__gt=1)
        return [_crumb(page.url_path.removeprefix(front.url_path.rstrip("/")), page.title) for page in below]


def _crumb(path: str, title: str) -> tuple[str, str]:
    """For readers of another language than the editors write, what is in the menu is called as it is there."""
    is_ours = get_language() == settings.LANGUAGE_CODE
    return path, title if is_ours else str(dict(MAIN_MENU).get(path, title))


class TextPage(SitePage):
    """A page with an editor's text below the summary."""

    body = BodyField(blank=True)

    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[index.BaseField]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True


class FacePage(TextPage):
    """The page of a row that has an address of its own. Others write that address down, so the page keeps to it."""

    face_of: ClassVar[str]  # the field that leads to the row

    # A plain title: Wagtail's own would write an address that is not in this form, and its script would fail.
    content_panels: ClassVar[list[Panel]] = [FieldPanel("title", classname="title"), FieldPanel("summary")]
    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("For søkemotorer og delte lenker")
        )
    ]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> FaceTester:
        return FaceTester(user, self)

    def full_clean(self, *args: Any, **options: Any) -> None:
        self._take_address()
        super().full_clean(*args, **options)

    def minimal_clean(self) -> None:
        """Of a draft."""
        self._take_address()
        super().minimal_clean()

    def _take_address(self) -> None:
        if row := getattr(self, self.face_of, None):
            self.slug = row.slug


def list_page(kind: type[PageOfKind], title: str) -> PageOfKind:
    """The one page all faces of a kind hang below, right below the front page; a new site gets it with the first."""
    page: PageOfKind | None = kind.objects.first()
    if page is None:
        page = kind(title=title, slug=norwegian_slug(title))
        Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    return page
