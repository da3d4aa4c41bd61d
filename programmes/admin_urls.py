"""When activities happen, inside Wagtail's admin under /admin/datoer/."""

from django.urls import path

from .views import date, dates

app_name = "programme_dates"
urlpatterns = [
    path("aktivitet/<int:pk>/", dates.dates, name="dates"),
    path("aktivitet/<int:pk>/rom/", dates.rooms, name="rooms"),
    path("dato/<int:pk>/", date.date, name="date"),
    path("gjentakelse/<int:pk>/", date.end, name="end"),
]
