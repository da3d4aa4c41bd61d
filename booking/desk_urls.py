"""The hosts' desk, inside Wagtail's admin under /admin/utlan/."""

from django.urls import path

from .views import calendars, change, close, closures, desk

app_name = "booking_desk"
urlpatterns = [
    path("", desk.requests, name="requests"),
    path("kommende/", desk.coming, name="coming"),
    path("steng/", close.close, name="close"),
    path("legg-ned/<int:pk>/", close.lay_space_down, name="lay_down"),
    path("stenginger/", closures.closures, name="closures"),
    path("stenginger/<uuid:uuid>/", closures.lift, name="lift"),
    path("kalendere/", calendars.calendars, name="calendars"),
    path("kalendere/ny/", calendars.follow_new, name="follow"),
    path("kalendere/<uuid:uuid>/", calendars.stop, name="stop_following"),
    path("<uuid:uuid>/", desk.booking, name="booking"),
    path("<uuid:uuid>/endre/", change.change_at_desk, name="change"),
]
