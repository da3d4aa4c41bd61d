"""What Wagtail's admin learns of people and organisations. Only registers."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from website.core.viewsets import OwnRowsPolicy

from .models import Membership, Organisation
from .permissions import works_everywhere
from .viewsets import OrganisationsGroup

# An organisation that has booked cannot be taken away; it is set to «er med: nei».
register_permission_policy(Organisation, OwnRowsPolicy(Organisation, never={"delete"}))
register_permission_policy(Membership, OwnRowsPolicy(Membership))


@hooks.register("register_admin_viewset")
def register_organisations() -> OrganisationsGroup:
    return OrganisationsGroup()


@hooks.register("construct_reports_menu")
def show_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """They tell of everybody's drafts: the door (middleware.py) is closed too."""
    if not works_everywhere(request.user):  # type: ignore[arg-type]
        items.clear()
