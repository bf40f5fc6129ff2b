"""Addresses: the home page at the root, a place, a guarantee in it, a rule in that."""

from django.urls import include, path

from linli.office.guarantees import views

pages = [
    path("assess/<uuid:campaign_id>/", views.assess, name="assess"),
    path("<str:code>/", views.place, name="place"),
    path("<str:code>/export/", views.export, name="export"),
    path("<str:code>/map/", views.place_map, name="map"),
    path("<str:code>/<str:guarantee>/", views.guarantee, name="guarantee"),
    path("<str:code>/<str:guarantee>/<str:rule>/", views.rule, name="rule"),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("five/", include((pages, "guarantees"))),
]
