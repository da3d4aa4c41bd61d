"""/kal/: for programs, and the list of them for people."""

from django.urls import path, re_path

from .views import calendars, pages

app_name = "feeds"
urlpatterns = [
    path("", pages.index, name="index"),
    re_path(r"^(?P<slug>[-\w]{1,130})\.(?P<form>ics|rss|json)$", calendars.feed, name="feed"),
    re_path(r"^s/(?P<code>[a-z2-7]{10,26})\.(?P<form>ics|rss|json)$", calendars.search_feed, name="search_feed"),
    re_path(r"^(?P<anything>(?s:.+))$", calendars.unknown),
]
