from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("profil/", views.profile, name="profile"),
    path("mine-opplysninger/", views.my_data, name="my_data"),
    path("slett/", views.delete_me, name="delete_me"),
]
