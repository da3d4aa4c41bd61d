"""The programme in the admin: activities, communities and their committees, goals of the neighbourhood programme."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.views.snippets import CreateView as CreateSnippetView
from wagtail.snippets.views.snippets import EditView as EditSnippetView

from website.core import clock
from website.core.snippets import OwnSnippetsViewSet
from website.core.viewsets import OwnEditView, OwnRowsViewSet

from .forms.activity import ActivityForm
from .forms.facts import CommunityForm, SeatForm
from .models import Activity, Community, Goal, Measure, Seat
from .operations.communities import let_page_follow, open_community

EDITORS = "programmes.add_community"  # these facts a committee does not change about itself


class CreateActivityView(CreateSnippetView):
    """After the words come the dates."""

    def get_success_url(self) -> str:
        return reverse("programme_dates:dates", args=[self.object.pk])


class EditActivityView(EditSnippetView):
    """What is being written is soon a draft, saved by itself: then it is here that it is published first."""

    def get_success_url(self) -> str:
        if self.action == "publish" and not self.object.occurrences.exists():
            return reverse("programme_dates:dates", args=[self.object.pk])
        return str(super().get_success_url())


class ActivityViewSet(OwnSnippetsViewSet):
    model = Activity
    icon = "calendar-alt"
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    base_url_path = "aktiviteter"
    add_view_class = CreateActivityView
    edit_view_class = EditActivityView
    search_fields: ClassVar[list[str]] = ["title", "summary"]
    list_display: ClassVar[list[str]] = ["title", "venue", "community"]
    list_filter: ClassVar[list[str]] = ["venue", "community", "theme", "live"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            HelpPanel(template="programmes/admin/dates_panel.html"),
            FieldPanel("title"),
            FieldPanel("summary", help_text=_("Én setning. Vises i lister, søk og kalendere.")),
            FieldPanel("description"),
            FieldPanel("image"),
            MultiFieldPanel(
                [
                    FieldPanel("venue"),
                    FieldPanel("space", help_text=_("Lånes når du legger inn datoene.")),
                    FieldPanel("place", help_text=_("Bare når det ikke er på en av møteplassene.")),
                ],
                heading=_("Hvor"),
            ),
            MultiFieldPanel([FieldPanel("community"), FieldPanel("organisation")], heading=_("Hvem står bak")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("theme", "audience", "languages", "price_kr", "sign_up", "contact")],
                heading=_("For den som vil komme"),
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("is_step_free", "accessibility")], heading=_("Tilgjengelighet")
            ),
        ],
        base_form_class=ActivityForm,
    )


class CreateCommunityView(CreateView):
    """Facts alone would be a community nobody finds: its page and its editors' group are made with it."""

    def save_instance(self) -> Community:
        fields: dict[str, Any] = self.form.cleaned_data
        return open_community(by=self.request.user, at=clock.now(), **fields)


class EditCommunityView(OwnEditView):
    def save_instance(self) -> Community:
        old_name = self.form.initial["name"]
        saved: Community = super().save_instance()
        let_page_follow(saved, old_name=old_name, by=self.request.user)
        return saved


class CommunityViewSet(OwnRowsViewSet):
    model = Community
    icon = "globe"
    add_view_class = CreateCommunityView
    edit_view_class = EditCommunityView
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "area", "is_verified", "is_demo"]
    list_filter: ClassVar[list[str]] = ["is_verified", "area"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="programmes/admin/page_link.html"),
            *(
                FieldPanel("name", permission=EDITORS),
                FieldPanel("is_verified", permission=EDITORS),
                FieldPanel("area", permission=EDITORS),
                FieldPanel("school_districts"),
            ),
            FieldPanel("email", help_text=_("Vises for alle. Bruk utvalgets adresse, ikke en persons egen.")),
            FieldPanel("is_demo", permission=EDITORS, help_text=_("Oppdiktet, bare for å vise fram nettstedet.")),
        ],
        base_form_class=CommunityForm,
    )


class SeatViewSet(OwnRowsViewSet):
    model = Seat
    icon = "user"
    list_display: ClassVar[list[str]] = ["user", "community", "role", "valid_from", "valid_to"]
    list_filter: ClassVar[list[str]] = ["community", "role"]
    edit_handler = ObjectList(
        [
            *(FieldPanel("email"), FieldPanel("community")),
            FieldPanel("role", help_text=_("Leder, nestleder og sekretær kan endre lokalsamfunnets side.")),
            FieldPanel("valid_from"),
            FieldPanel("valid_to", help_text=_("Siste dag. Tomt: til noen endrer det.")),
        ],
        base_form_class=SeatForm,
    )


class GoalViewSet(OwnRowsViewSet):
    model = Goal
    icon = "pick"
    list_display: ClassVar[list[str]] = ["title", "page", "order"]
    edit_handler = ObjectList([FieldPanel("page"), FieldPanel("title"), FieldPanel("order")])


class MeasureViewSet(OwnRowsViewSet):
    model = Measure
    icon = "tasks"
    search_fields: ClassVar[list[str]] = ["title"]
    list_display: ClassVar[list[str]] = ["title", "goal", "state"]
    list_filter: ClassVar[list[str]] = ["state"]
    edit_handler = ObjectList([FieldPanel(name) for name in ("goal", "title", "state", "result", "order")])


class CommunitiesGroup(ViewSetGroup):
    """The menu of communities and the neighbourhood programme."""

    menu_label = _("Lokalsamfunn og mål")
    menu_icon = "globe"
    menu_order = 210
    items = (
        *(CommunityViewSet("communities"), SeatViewSet("seats")),
        *(GoalViewSet("goals"), MeasureViewSet("measures")),
    )
