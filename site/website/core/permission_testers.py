"""What Wagtail's rights in the tree of pages mean for pages of ours."""

from wagtail.models import PagePermissionTester


class FaceTester(PagePermissionTester):
    """The row is there, so its page stays: only who may add to the list it hangs in may take it away or hide it."""

    def _keeps_the_list(self) -> bool:
        if self.page.depth <= 1 or self.user.is_superuser:
            return True
        return "add" in self.page.get_parent().permissions_for_user(self.user).permissions

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk)) and self._keeps_the_list()

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish()) and self._keeps_the_list()

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_set_view_restrictions()) and self._keeps_the_list()
