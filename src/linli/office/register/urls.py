"""Addresses of the register pages: nothing about people in them but pseudonymous ids."""

from django.urls import path

from linli.office.register.views import (
    cards,
    changes,
    corrections,
    counter,
    figures,
    finding,
    looking,
    merges,
    places,
    why,
)
from linli.register.states import SubjectKind

app_name = "register"
KINDS = {
    "people": ("person", SubjectKind.PERSON),
    "households": ("household", SubjectKind.HOUSEHOLD),
    "dwellings": ("dwelling", SubjectKind.DWELLING),
    "organisations": ("organisation", SubjectKind.ORGANISATION),
    "things": ("thing", SubjectKind.THING),
}
urlpatterns = [
    path("", finding.index, name="index"),
    path("purpose/", looking.purpose, name="purpose"),
    path("purpose/finish/", looking.finish, name="finish"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<uuid:correction_id>/", corrections.answer, name="correction"),
    path("people/<uuid:subject_id>/code/", counter.code, name="code"),
    path("changes/<uuid:subject_id>/", changes.index, name="changes"),
    path("changes/<uuid:subject_id>/<slug:code>/", changes.change, name="change"),
    path("values/<uuid:subject_id>/<str:element>/", why.why, name="why"),
    path("merges/<uuid:merge_id>/take-back/", merges.unmerge, name="unmerge"),
    path("places/", places.communities, name="communities"),
    path("places/<str:code>/buildings/", places.buildings, name="buildings"),
    path("places/<str:code>/buildings/<slug:slug>/", places.building, name="building"),
    path("dwellings/<uuid:dwelling_id>/building/", places.building_of, name="building-of"),
    path("places/<str:code>/households/", places.households, name="households"),
    path("places/<str:code>/people/", places.residents, name="residents"),
    path("places/<str:code>/figures/", figures.figures, name="figures"),
    path("places/<str:code>/merges/", merges.merges, name="merges"),
]
for folder, (name, kind) in KINDS.items():
    urlpatterns += [
        path(f"{folder}/<uuid:subject_id>/", cards.card, {"kind": kind}, name=name),
        path(f"{folder}/<uuid:subject_id>/reveal/", cards.reveal, {"kind": kind}, name=f"{name}-reveal"),
    ]
