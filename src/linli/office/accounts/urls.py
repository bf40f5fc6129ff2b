"""Sign-in pages of the library, and our own for posts."""

from django.urls import include, path

from linli.office.accounts import views

urlpatterns = [
    path("post/", views.switch_post, name="switch-post"),
    path("", include("allauth.urls")),
]
