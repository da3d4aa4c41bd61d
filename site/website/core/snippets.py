"""Snippets of which each person looks after some: texts with drafts, preview and history."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from .viewsets import ANY, related

View = Callable[..., HttpResponse]


class OwnSnippetsViewSet(SnippetViewSet):
    """Wagtail asks most of a snippet's pages for the right to the model alone; here each asks for the row as well."""

    add_to_reference_index = False

    def register_chooser_viewset(self) -> None:
        """Not: the chooser would list all drafts to everyone in the admin, and no page of ours asks for it."""

    def construct_view(self, view_class: type, **options: Any) -> View:
        return own_rows_only(super().construct_view(view_class, **options), self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return own_rows(request, self.model).select_related(*related(self.model, self.list_display))


def own_rows(request: HttpRequest, model: type[Model]) -> QuerySet[Any]:
    """What the person meets in the admin, by the model's policy."""
    rows: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(request.user, ANY)
    return rows


def own_rows_only(view: View, model: type[Model]) -> View:
    """The view, but another person's row is not there."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs and not _is_there(own_rows(request, model), unquote(str(kwargs["pk"]))):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def _is_there(rows: QuerySet[Any], pk: str) -> bool:
    return pk.isdecimal() and len(pk) < 10 and rows.filter(pk=pk).exists()
