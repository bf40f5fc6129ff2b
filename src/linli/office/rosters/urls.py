"""Addresses of the roster pages."""

from django.urls import path

from linli.office.rosters.views import changes, doubts, steps, wizard

app_name = "rosters"
ROSTER = "<uuid:roster_id>/"
urlpatterns = [
    path("", wizard.index, name="index"),
    path("new/", wizard.new, name="new"),
    path("doubts/", doubts.queue, name="doubts"),
    path("doubts/<uuid:doubt_id>/", doubts.pair, name="doubt"),
    path("doubts/<uuid:doubt_id>/judge/", doubts.judge, name="judge"),
    path("doubts/<uuid:doubt_id>/part/", doubts.part, name="part"),
    path("changes/", changes.queue, name="changes"),
    path("changes/<uuid:change_id>/", changes.decide, name="decide-change"),
    path(ROSTER, wizard.roster, name="roster"),
    path(f"{ROSTER}sheet/", steps.sheet, name="sheet"),
    path(f"{ROSTER}columns/", steps.columns, name="columns"),
    path(f"{ROSTER}check/", steps.check, name="check"),
    path(f"{ROSTER}run/", steps.run, name="run"),
    path(f"{ROSTER}undo/", steps.undo, name="undo"),
    path(f"{ROSTER}discard/", steps.discard, name="discard"),
]
