from django.urls import path

from .views import book, change, find, loan_calendars, my_page, receipt, series, series_change, weekly

app_name = "booking"
urlpatterns = [
    path("min-side/", my_page.my_page, name="my_page"),
    path("min-side/tidligere/", my_page.past, name="my_past"),
    path("min-side/kalender/", loan_calendars.own, name="loan_calendars"),
    path("kal/p/<slug:secret>.ics", loan_calendars.feed, name="loan_calendar"),
    path("lan-lokaler/", find.venues, name="venues"),
    path("lan-lokaler/bestilling/<uuid:uuid>/", receipt.receipt, name="receipt"),
    path("lan-lokaler/bestilling/<uuid:uuid>/kalender.ics", receipt.calendar_file, name="calendar_file"),
    path("lan-lokaler/bestilling/<uuid:uuid>/avlys/", receipt.withdraw, name="withdraw"),
    path("lan-lokaler/bestilling/<uuid:uuid>/endre/", change.change, name="change"),
    path("lan-lokaler/bestilling/<uuid:uuid>/slutt/", change.leave, name="leave"),
    path("lan-lokaler/bestilling/<uuid:uuid>/endre-resten/", series_change.change, name="change_rest"),
    path("lan-lokaler/faste-lan/<uuid:uuid>/", series.series, name="series"),
    path("lan-lokaler/faste-lan/<uuid:uuid>/avlys/", series.withdraw, name="withdraw_series"),
    path("lan-lokaler/faste-lan/<uuid:uuid>/<int:pk>/", series.add_date, name="add_date"),
    path("lan-lokaler/faste-lan/ledig/", weekly.weekly, name="weekly"),
    path("lan-lokaler/<slug:venue>/", find.day, name="day"),
    path("lan-lokaler/<slug:venue>/uke/", find.week, name="week"),
    path("lan-lokaler/<slug:venue>/bestill/", book.book, name="book"),
]
