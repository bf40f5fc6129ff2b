"""Addresses of the policy pages."""

from django.urls import path

from linli.office.policies import views

app_name = "policies"
urlpatterns = [
    path("", views.index, name="index"),
    path("compare/", views.compare_packs, name="compare"),
    path("rules/<str:rule>/", views.rule_page, name="rule"),
    path("rules/<str:rule>/override/", views.override, name="override"),
    path("overrides/<uuid:override_id>/withdraw/", views.withdraw, name="withdraw"),
]
