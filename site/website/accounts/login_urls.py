"""What stands before allauth's own addresses: one form for everyone, and no passwords."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("login/", views.to_login, name="login"),
    path("signup/", views.to_login),
    re_path(r"^password/.*$", views.to_login),
    path("login/code/", views.SendCodeView.as_view()),
    path("login/code/confirm/", views.UseCodeView.as_view()),
]
