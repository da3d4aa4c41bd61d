"""/kal/"""

from django.urls import path, re_path

from . import views

app_name = "feeds"
urlpatterns = [
    path("", views.index, name="index"),
    re_path(r"^(?P<slug>[^/\x00]+)\.ics$", views.feed, name="feed"),
]
