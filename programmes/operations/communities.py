"""Open a local community: facts, page, and a group that may edit the page and what lies below."""

import datetime as dt

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from website.accounts.models import User
from website.core.pages import list_page
from website.core.slugs import norwegian_slug

from ..models import Community, CommunityIndexPage, CommunityPage

PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
ACTIVITY_RIGHTS = ["add_activity", "change_activity", "publish_activity"]  # of their own: permissions.py
FILE_RIGHTS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]


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
        _give_rights(community, page)
    return community


def let_page_follow(community: Community, *, old_name: str, by: User) -> None:
    """A community that gets another name: its page's title follows, unless the committee has chosen its own."""
    page = CommunityPage.objects.filter(community=community, title=old_name).first()
    if page and old_name != community.name:
        page.title = community.name
        page.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)


def _give_rights(community: Community, page: CommunityPage) -> None:
    group, _made = Group.objects.get_or_create(name=group_name(community))
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="programmes", codename__in=ACTIVITY_RIGHTS)
    )
    for codename in PAGE_RIGHTS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    collection = Collection.get_first_root_node().add_child(name=group_name(community))
    for codename in FILE_RIGHTS:
        for permission in Permission.objects.filter(codename=codename):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def group_name(community: Community) -> str:
    """The name of the group of those who edit the community's page."""
    return f"Lokalsamfunn {community.slug}"  # the name may change
