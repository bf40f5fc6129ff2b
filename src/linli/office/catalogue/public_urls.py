"""The address of the page for everybody: what we hold and why."""

from django.urls import path

from linli.office.catalogue.views.public import what_we_hold

urlpatterns = [path("", what_we_hold, name="what-we-hold")]
