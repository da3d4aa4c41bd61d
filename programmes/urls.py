"""Det som skjer."""

from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("det-som-skjer/", views.activities, name="activities"),
    path("det-som-skjer/<slug:slug>/", views.activity, name="activity"),
    path("det-som-skjer/<slug:slug>/<uuid:uuid>.ics", views.occurrence, name="occurrence"),
]
