"""What Wagtail's admin learns of the search. Only registers."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from website.core.viewsets import OwnRowsPolicy

from .menu import panels as engine_panels
from .models import Synonym
from .viewsets import SynonymViewSet

register_permission_policy(Synonym, OwnRowsPolicy(Synonym))


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymViewSet:
    return SynonymViewSet("synonyms", url_prefix="sokeord")


@hooks.register("construct_homepage_panels")
def tell_of_the_engine(_request: HttpRequest, panels: list[Component]) -> None:
    panels.extend(engine_panels())
