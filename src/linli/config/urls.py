"""One list of doors; each room of the office brings its own `urls` module."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from linli.ui import views as ui

OFFICE_PATHS = {
    "territory": "places/",
    "policies": "policies/",
    "catalogue": "catalogue/",
    "forms": "forms/",
    "mandates": "gate/",
    "returns": "returns/",
    "meter": "meter/",
    "surveys": "surveys/",
    "guarantees": "",
    "reports": "reports/",
    "reading": "reading/",
    "system": "system/",
    "register": "register/",
    "rosters": "rosters/",
    "grids": "grids/",
    "grids.editor": "grids/",
}

urlpatterns = [
    path("healthz", ui.health, name="health"),
    path("language/", ui.choose_language, name="choose-language"),
    path("accounts/", include("linli.office.accounts.urls")),
    path("what-we-hold/", include("linli.office.catalogue.public_urls")),
    path("api/v1/", include("linli.api.urls")),
    path("mine/", include("linli.residents.own.urls")),
    path("field/", include("linli.field.urls")),
    *[
        path(prefix, include(f"linli.office.{room}.urls"))
        for room, prefix in OFFICE_PATHS.items()
        if f"linli.office.{room}" in settings.INSTALLED_APPS
        and find_spec(f"linli.office.{room}.urls") is not None
    ],
]
handler403 = "linli.ui.views.forbidden"
handler404 = "linli.ui.views.not_found"
handler500 = "linli.ui.views.server_error"
# Looked up by the sign-in library when one address floods the sign-in page.
handler429 = "linli.office.accounts.views.too_many.too_many"
