"""Open a local community: facts, page, and a group that may edit the page and what lies below."""

import datetime as dt

from django.db import transaction

from website.accounts import own_pages
from website.accounts.models import User
from website.accounts.roles import COMMITTEE
from website.core.pages import list_page
from website.core.slugs import norwegian_slug

from ..models import Community, CommunityIndexPage, CommunityPage


def open_community(*, name: str, by: User, at: dt.datetime, summary: str = "", **facts: object) -> Community:
    """The community and all that belongs to it. Twice changes nothing."""
    existing = Community.objects.filter(name=name).first()
    if existing:
        return existing
    with transaction.atomic():
        community = Community(name=name, slug=norwegian_slug(name)[:60], **facts)
        community.full_clean()
        community.save()
        page = CommunityPage(title=name, summary=summary, community=community, owner=by)
        list_page(CommunityIndexPage, "Lokalsamfunn").add_child(instance=page)
        page.save_revision(user=by, log_action=True)
        own_pages.own_group(COMMITTEE, community.slug, page)
    return community


def let_page_follow(community: Community, *, old_name: str, by: User) -> None:
    """A community that gets another name: its page's title follows, unless the committee has chosen its own."""
    page = CommunityPage.objects.filter(community=community, title=old_name).first()
    if page and old_name != community.name:
        page.title = community.name
        page.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)


def group_name(community: Community) -> str:
    """The name of the group of those who edit the community's page."""
    return own_pages.group_name(COMMITTEE, community.slug)
