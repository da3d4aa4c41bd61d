"""What a committee does most, on the admin's front page."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.ui.components import Component

from .models import CommunityPage


class CommitteePanel(Component):
    """First on the front page of those who look after the page of a community."""

    name = "committee"
    template_name = "programmes/admin/committee.html"
    order = 20

    def __init__(self, pages: Sequence[CommunityPage]) -> None:
        self.pages = pages

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"pages": self.pages}
