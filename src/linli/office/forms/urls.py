"""Addresses under /forms/."""

from django.urls import path

from linli.office.forms import counting, indicators, views

app_name = "forms"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:form_id>/", views.confirm, name="form"),
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/promote/", indicators.promote, name="promote"),
    path("<uuid:form_id>/shape/", views.shape, name="shape"),
    path("<uuid:form_id>/fields/<int:position>/", views.answer, name="answer"),
    path("<uuid:form_id>/figures/<int:position>/", counting.figure, name="figure"),
    path("<uuid:form_id>/search/<int:position>/", views.search, name="search"),
    path("<uuid:form_id>/file/", views.download, name="file"),
    path("<uuid:form_id>/<slug:kind>/", views.machine, name="machine"),
]
