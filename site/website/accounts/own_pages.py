"""Groups of those who look after one page, all below it, and pictures and documents of their own."""

from collections.abc import Collection as Some

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .roles import OWN_RIGHTS, permissions, set_rights

PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
FILE_RIGHTS = [f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document")]


def own_group(kind: str, slug: str, page: Page | None) -> Group:
    """The group of those who look after the page, with the rights roles.py gives their kind. Twice changes nothing."""
    group, made = Group.objects.get_or_create(name=group_name(kind, slug))
    if made:
        group.permissions.set(permissions(OWN_RIGHTS[kind]))
    if page:
        set_rights(GroupPagePermission, PAGE_RIGHTS, app="wagtailcore", group=group, page=page)
        top = Collection.get_first_root_node()
        files = top.get_children().filter(name=group.name).first() or top.add_child(name=group.name)
        set_rights(GroupCollectionPermission, FILE_RIGHTS, group=group, collection=files)
    return group


def group_name(kind: str, slug: str) -> str:
    """By address, for the name may change."""
    return f"{kind} {slug}"


def join_only(user_id: int, kind: str, groups: Some[Group]) -> None:
    """Of all groups of the kind, the person is in exactly these."""
    for group in Group.objects.filter(name__startswith=group_name(kind, ""), user=user_id):
        if group not in groups:
            group.user_set.remove(user_id)
    for group in groups:
        group.user_set.add(user_id)


def members_of_all(kind: str) -> set[tuple[int, str]]:
    """Who is in which group of the kind: id and address."""
    start = group_name(kind, "")
    rows = Group.objects.filter(name__startswith=start, user__isnull=False).values_list("user", "name")
    return {(user_id, name.removeprefix(start)) for user_id, name in rows}
