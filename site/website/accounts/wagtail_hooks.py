"""What Wagtail's admin learns of people and organisations. Only registers."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from website.core.viewsets import OwnRowsPolicy

from .models import Membership, Organisation
from .viewsets import OrganisationsGroup

# An organisation that has booked cannot be taken away; it is set to «er med: nei».
register_permission_policy(Organisation, OwnRowsPolicy(Organisation, never={"delete"}))
register_permission_policy(Membership, OwnRowsPolicy(Membership))


@hooks.register("register_admin_viewset")
def register_organisations() -> OrganisationsGroup:
    return OrganisationsGroup()
