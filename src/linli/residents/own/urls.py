"""Addresses of the resident's own pages."""

from django.urls import path

from linli.residents.own.views import passkey, readings, record, requests, sign_in

app_name = "mine"
urlpatterns = [
    path("", record.record, name="record"),
    path("take-along/", record.take_along, name="take-along"),
    path("take-along/<str:form>/", record.download, name="download"),
    path("values/<uuid:subject_id>/<str:element>/correct/", requests.correct, name="correct"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:correction_id>/withdraw/", requests.withdraw, name="withdraw"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("large-type/", sign_in.large_type, name="large-type"),
    path("passkey/", passkey.passkey, name="passkey"),
    path("readings/", readings.readings, name="readings"),
    path("readings/<uuid:reading_id>/object/", readings.object_to, name="object"),
]
