"""Addresses under /grids/ that belong to the map."""

from django.urls import path

from linli.office.grids.editor import homes, tiles, views

app_name = "grid-editor"
urlpatterns = [
    path("grounds/<uuid:ground_id>/homes/", homes.homes, name="homes"),
    path("grounds/<uuid:ground_id>/tiles/<int:z>/<int:x>/<int:y>", tiles.tile, name="tile"),
    path("plans/<uuid:plan_id>/edit/", views.edit, name="edit"),
    path("plans/<uuid:plan_id>/edit/data/", views.data, name="data"),
    path("plans/<uuid:plan_id>/edit/tiles/<str:name>/<int:z>/<int:x>/<int:y>", tiles.grids, name="grids"),
    path("plans/<uuid:plan_id>/edit/outlines/", views.outlines, name="outlines"),
    path("plans/<uuid:plan_id>/edit/save/", views.save, name="save"),
    path("plans/<uuid:plan_id>/edit/copy/", views.copy, name="copy"),
    path("plans/<uuid:plan_id>/edit/redraw/", views.redraw, name="redraw"),
    path("plans/<uuid:plan_id>/edit/move/", views.move, name="move"),
]
