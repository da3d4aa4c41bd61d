"""What editors decide of the search."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList

from website.core.forms import AdminForm
from website.core.viewsets import OwnRowsViewSet

from .models import Synonym


class SynonymViewSet(OwnRowsViewSet):
    """Each line holds from the next search on, in every engine."""

    model = Synonym
    icon = "search"
    menu_label = _("Ord i søket")
    menu_order = 320
    add_to_admin_menu = True
    search_fields: ClassVar[list[str]] = ["words"]
    list_display: ClassVar[list[str]] = ["words"]
    edit_handler = ObjectList([FieldPanel("words")], base_form_class=AdminForm)
