"""Rooms and zones, what they consist of, and the terms they are lent on."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView

from website.core import clock
from website.core.refusals import RefusedError
from website.core.viewsets import OwnEditView, OwnRowsViewSet

from ..forms import AtVenueForm, SpaceForm, TermsForm
from ..models import LoanTerms, Space, Unit
from ..operations import archive_space, change_units, restore_space, set_quantity, write_terms
from ..panels import lending_rules


class CreateSpaceView(CreateView):
    """Of many alike, each becomes a unit."""

    def save_instance(self) -> Space:
        space: Space = super().save_instance()
        if space.is_pool:
            set_quantity(space, self.form.cleaned_data["quantity"], by=self.request.user, at=clock.now())
        return space


class EditSpaceView(OwnEditView):
    """What it consists of, and whether it is laid down, concerns those who have it: that is asked for first."""

    def form_valid(self, form: SpaceForm) -> HttpResponse:
        try:
            with transaction.atomic():
                self._ask_for(form)
        except RefusedError as refused:
            form.add_refusals(refused.refusals)
            self.is_valid(form)  # no longer, which it says at the top of the page
            answer: HttpResponse = self.form_invalid(form)
        else:
            answer = super().form_valid(form)
        return answer

    def save_instance(self) -> Space:
        """What the form did not change stays as others have made it meanwhile: it may have been laid down."""
        space: Space = self.form.instance
        Space.objects.select_for_update(no_key=True, of=("self",)).get(pk=space.pk)
        others = [field.name for field in Space._meta.concrete_fields if field.name not in self.form.changed_data]
        space.refresh_from_db(fields=others)
        saved: Space = super().save_instance()
        return saved

    def _ask_for(self, form: SpaceForm) -> None:
        space, by, at = form.instance, self.request.user, clock.now()
        units = form.cleaned_data.pop("units")
        if space.is_pool:
            set_quantity(space, form.cleaned_data["quantity"], by=by, at=at)
        else:
            change_units(space, units, by=by, at=at)
        if form.cleaned_data["is_archived"] == (space.archived_at is not None):
            return
        if form.cleaned_data["is_archived"]:
            archive_space(space, by=by, at=at)
        else:
            restore_space(space, by=by)


class SpaceViewSet(OwnRowsViewSet):
    model = Space
    icon = "table"
    add_view_class = CreateSpaceView
    edit_view_class = EditSpaceView
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "venue", "kind", "capacity", "needs_approval"]
    list_filter: ClassVar[list[str]] = ["venue", "kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("venue"),
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("purpose", help_text=_("For soner på et innbyggertorg.")),
            FieldPanel("summary", help_text=_("Én setning. Vises sammen med navnet.")),
            FieldPanel("capacity"),
            FieldPanel("tags"),
            FieldPanel("units", help_text=_("To rom som deler en del, kan ikke lånes samtidig.")),
            FieldPanel("quantity"),
            FieldPanel("order", help_text=_("Lavest først.")),
            *lending_rules(),
            FieldPanel("is_archived"),
        ],
        base_form_class=SpaceForm,
    )


class UnitViewSet(OwnRowsViewSet):
    model = Unit
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "venue"]
    list_filter: ClassVar[list[str]] = ["venue"]
    edit_handler = ObjectList(
        [
            FieldPanel("venue"),
            FieldPanel("name", help_text=_("Den minste biten bare én kan ha av gangen: halve salen, et kjøkken.")),
        ],
        base_form_class=AtVenueForm,
    )


class SavedTerms:
    """What is written becomes a version."""

    def save_instance(self) -> LoanTerms:
        with transaction.atomic():
            terms: LoanTerms = super().save_instance()  # type: ignore[misc]  # one of Wagtail's views
            write_terms(terms, self.form.cleaned_data["text"], by=self.request.user)  # type: ignore[attr-defined]
        return terms


class CreateTermsView(SavedTerms, CreateView):
    pass


class EditTermsView(SavedTerms, OwnEditView):
    pass


class TermsViewSet(OwnRowsViewSet):
    model = LoanTerms
    icon = "doc-full"
    add_view_class = CreateTermsView
    edit_view_class = EditTermsView
    edit_handler = ObjectList(
        [FieldPanel("name", help_text=_("For eksempel «Vilkår for saler».")), FieldPanel("text")],
        base_form_class=TermsForm,
    )
