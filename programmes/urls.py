"""Det som skjer."""

from django.urls import path

from .views import activities

app_name = "programmes"
urlpatterns = [
    path("det-som-skjer/", activities.activities, name="activities"),
    path("det-som-skjer/<slug:slug>/", activities.activity, name="activity"),
    path("det-som-skjer/<slug:slug>/<uuid:uuid>.ics", activities.occurrence, name="occurrence"),
]
