"""Wagtail's lists and forms over only those rows a person looks after."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import BooleanField, Model, ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

Rows = Callable[[Any, QuerySet[Any]], QuerySet[Any]]
ANY = ("add", "change", "delete", "view")


def all_rows(_person: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """For models whose rights say enough."""
    return rows


class OwnRowsPolicy(ModelPermissionPolicy):
    """A group's rights, but only over the rows `rows(person, queryset)` leaves; `never` names what nobody may do."""

    def __init__(self, model: type[Model], rows: Rows = all_rows, never: Collection[str] = ()) -> None:
        super().__init__(model)
        self.rows, self.never = rows, never

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.never and bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(self, user: Any, actions: Collection[str], instance: Model) -> bool:
        return bool(self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists())

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        return self.rows(user, super().instances_user_has_any_permission_for(user, actions))


def related(model: type[Model], columns: Collection[Any]) -> list[str]:
    """Which of a list's columns stand in other tables."""
    return [field.name for field in model._meta.fields if field.is_relation and field.name in columns]


class _OwnRows:
    """What a view looks in; another person's row is not there."""

    def own_rows(self) -> QuerySet[Any]:
        policy, request = self.permission_policy, self.request  # type: ignore[attr-defined]
        found: QuerySet[Any] = policy.instances_user_has_any_permission_for(request.user, ANY)
        return found


class OwnIndexView(_OwnRows, IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return self.own_rows().select_related(*related(self.model, self.list_display))

    def _get_custom_column(self, field_name: str, column_class: type[Column] = Column, **options: Any) -> Column:
        """Wagtail writes True and False."""
        is_yes_or_no = field_name in {
            field.name for field in self.model._meta.fields if isinstance(field, BooleanField)
        }
        kind = BooleanColumn if is_yes_or_no else column_class
        return super()._get_custom_column(field_name, kind, **options)


class OwnEditView(_OwnRows, EditView):
    def get_queryset(self) -> QuerySet[Any]:
        return self.own_rows()


class OwnDeleteView(_OwnRows, DeleteView):
    """A row others refer to stays, and the person is told."""

    def get_queryset(self) -> QuerySet[Any]:
        return self.own_rows()

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("«%s» kan ikke slettes, for noe annet viser til den.") % self.object)
            return redirect(self.index_url_name)
        return answer


class OwnHistoryView(_OwnRows, HistoryView):
    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.own_rows()


class OwnUsageView(_OwnRows, UsageView):
    def get_base_object_queryset(self) -> QuerySet[Any]:
        return self.own_rows()


class OwnRowsViewSet(ModelViewSet):
    """A model's pages in the admin. Which rows a person meets there is said by the model's OwnRowsPolicy."""

    icon = "list-ul"
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name: ClassVar[str | None] = None

    index_view_class = OwnIndexView
    add_view_class = CreateView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
