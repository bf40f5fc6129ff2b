"""Addresses under /api/v1/."""

from django.urls import path

from linli.api import ogc, views

app_name = "api"
urlpatterns = [
    path("sharing/key", views.key, name="sharing-key"),
    path("sharing/answers", views.answer, name="sharing-answer"),
    path("ogc/", ogc.landing, name="ogc"),
    path("ogc/api", ogc.api, name="ogc-api"),
    path("ogc/conformance", ogc.conformance, name="ogc-conformance"),
    path("ogc/collections", ogc.collections, name="ogc-collections"),
    path("ogc/collections/grids", ogc.collection, name="ogc-collection"),
    path("ogc/collections/grids/items", ogc.items, name="ogc-items"),
    path("ogc/collections/grids/items/<str:code>", ogc.item, name="ogc-item"),
]
