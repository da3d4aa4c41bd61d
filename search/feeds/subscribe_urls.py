"""/abonner/: for people, how to follow what they have found."""

from django.urls import path, re_path

from .views import pages, weekly

app_name = "subscribe"
urlpatterns = [
    re_path(r"^(?P<page>sok|det-som-skjer)/lagre/$", pages.save_search, name="save_search"),
    re_path(r"^s/(?P<code>[a-z2-7]{10,26})/$", pages.subscribe_to_search, name="search"),
    re_path(r"^s/(?P<code>[a-z2-7]{10,26})/e-post/$", weekly.ask_for_search, name="ask_for_search"),
    path("e-post/<str:signed>/", weekly.own, name="weekly"),
    path("<slug:slug>/", pages.subscribe, name="address"),
    path("<slug:slug>/e-post/", weekly.ask, name="ask"),
]
