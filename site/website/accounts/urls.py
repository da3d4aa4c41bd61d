from django.urls import path

from . import key_views, views

app_name = "accounts"
urlpatterns = [
    path("profil/", views.profile, name="profile"),
    path("mine-opplysninger/", views.my_data, name="my_data"),
    path("slett/", views.delete_me, name="delete_me"),
    path("nokler/", key_views.keys, name="keys"),
    path("nokler/<int:pk>/slett/", key_views.delete, name="delete_key"),
]
