"""Addresses under /api/v1/."""

from django.urls import path

from linli.api import views

app_name = "api"
urlpatterns = [
    path("sharing/key", views.key, name="sharing-key"),
    path("sharing/answers", views.answer, name="sharing-answer"),
]
