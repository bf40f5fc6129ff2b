"""Addresses of the catalogue's pages for staff."""

from django.urls import path

from linli.office.catalogue.views import browse, proposals

app_name = "catalogue"
urlpatterns = [
    path("", browse.index, name="index"),
    path("elements/<str:code>/", browse.element_page, name="element"),
    path("elements/<str:code>/retire/", browse.retire, name="retire"),
    path("propose/", proposals.propose, name="propose"),
    path("proposals/", proposals.queue, name="queue"),
    path("proposals/<uuid:version_id>/", proposals.decide_page, name="proposal"),
    path("proposals/<uuid:version_id>/admit/", proposals.admit, name="admit"),
    path("proposals/<uuid:version_id>/reject/", proposals.reject, name="reject"),
]
