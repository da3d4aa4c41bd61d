"""Roles of those who work in the admin, as code: what is not written here nobody but a superuser may.

Groups are filled by operations (a host's role, a seat in a committee); no group may change people, groups or rights.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITOR = "Redaktør"
HOST = "Vert"
# Of these each page has its own group (own_pages.py): a community's committee, the hosts of one house.
COMMITTEE = "Lokalsamfunn"
HOUSE = "Møteplass"

IN_ADMIN = ["wagtailadmin.access_admin"]
ALL = ("add", "change", "delete", "view")


def _all_of(*models: str) -> list[str]:
    """Every right on the models, each written app.model."""
    return [f"{app}.{verb}_{model}" for app, model in (name.split(".") for name in models) for verb in ALL]


RIGHTS = {
    EDITOR: [
        *IN_ADMIN,
        *_all_of("programmes.activity", "programmes.activityseries", "programmes.occurrence"),
        *_all_of("programmes.goal", "programmes.measure", "programmes.community", "programmes.seat"),
        *_all_of("venues.area", "venues.venue", "venues.unit", "venues.space", "venues.loanterms"),
        *_all_of("venues.openingrule", "venues.openingexception", "venues.closedperiod", "venues.schoolholiday"),
        *_all_of("accounts.organisation", "accounts.membership"),
        *_all_of("search.synonym"),
        "programmes.publish_activity",
        "programmes.lock_activity",
        "programmes.unlock_activity",
    ],
    HOST: [
        *IN_ADMIN,
        *_all_of("venues.openingrule", "venues.openingexception", "venues.closedperiod"),
        *("venues.change_space", "venues.view_space", "venues.change_venue", "venues.view_venue"),
        *("programmes.add_activity", "programmes.change_activity", "programmes.publish_activity"),
        *("booking.ignore_opening", "booking.ignore_window", "booking.ignore_length"),
        *("booking.ignore_quota", "booking.ignore_lent_to", "booking.ignore_elsewhere"),
    ],
}
OWN_RIGHTS = {
    COMMITTEE: [
        *IN_ADMIN,
        *("programmes.add_activity", "programmes.change_activity", "programmes.publish_activity"),
        *("programmes.change_community", "programmes.view_community"),
    ],
    HOUSE: IN_ADMIN,
}
FRONT = 2  # how deep in the tree of pages a site begins
# Rights in trees, from the top down: of pages, and of collections of pictures and documents.
PAGE_RIGHTS = {EDITOR: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"]}
FILE_RIGHTS = {EDITOR: [f"{verb}_{kind}" for kind in ("image", "document") for verb in (*ALL[:3], "choose")]}


def sync_roles() -> None:
    """Each role's group has exactly the rights above. Run after every migration."""
    for name, rights in RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions(rights))
        for page in Page.objects.filter(depth__lte=2):  # from the front page down: above it nothing has an address
            rights = PAGE_RIGHTS.get(name, []) if page.depth == FRONT else []
            set_rights(GroupPagePermission, rights, app="wagtailcore", group=group, page=page)
        for top in Collection.objects.filter(depth=1):
            set_rights(GroupCollectionPermission, FILE_RIGHTS.get(name, []), group=group, collection=top)
    for kind, rights in OWN_RIGHTS.items():
        for group in Group.objects.filter(name__startswith=f"{kind} "):
            group.permissions.set(permissions(rights))


def set_rights(model: type[Model], codenames: list[str], *, app: str = "", **where: Any) -> None:
    """Exactly these rights from the top of a tree; the group may have others further down."""
    wanted = Permission.objects.filter(codename__in=codenames, content_type__app_label__contains=app)
    model._default_manager.filter(**where).exclude(permission__in=wanted).delete()
    for permission in wanted:
        model._default_manager.get_or_create(permission=permission, **where)


def permissions(rights: list[str]) -> list[Permission]:
    wanted = Q(pk=None)
    for right in rights:
        app, _dot, codename = right.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def give_role(user_id: int, name: str) -> None:
    Group.objects.get(name=name).user_set.add(user_id)


def take_role(user_id: int, name: str) -> None:
    Group.objects.get(name=name).user_set.remove(user_id)


def people_with(name: str) -> set[int]:
    """Ids of those in the role's group."""
    return set(Group.objects.filter(name=name, user__isnull=False).values_list("user", flat=True))
