"""Addresses under /forms/."""

from django.urls import path

from linli.office.forms import views

app_name = "forms"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:form_id>/", views.confirm, name="form"),
    path("<uuid:form_id>/fields/<int:position>/", views.answer, name="answer"),
    path("<uuid:form_id>/search/<int:position>/", views.search, name="search"),
    path("<uuid:form_id>/file/", views.download, name="file"),
]
