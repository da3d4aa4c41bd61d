"""/kal/"""

from django.urls import path, re_path

from . import views

app_name = "feeds"
urlpatterns = [
    path("", views.index, name="index"),
    re_path(r"^(?P<slug>[-\w]{1,130})\.ics$", views.feed, name="feed"),
    re_path(r"^(?P<anything>(?s:.+))$", views.unknown),
]
