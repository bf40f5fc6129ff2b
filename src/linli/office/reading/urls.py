"""Addresses of the reading pages."""

from django.urls import path

from linli.office.reading.views import agreements, approvals, exports, glass, home, purposes, watch

app_name = "reading"
urlpatterns = [
    path("", home.index, name="index"),
    path("purposes/", purposes.index, name="purposes"),
    path("purposes/<slug:code>/", purposes.item, name="purpose"),
    path("approvals/", approvals.index, name="approvals"),
    path("approvals/ask/", approvals.ask, name="ask-standing"),
    path("approvals/ask/<uuid:subject>/", approvals.ask_one, name="ask-one"),
    path("approvals/<uuid:approval_id>/", approvals.item, name="approval"),
    path("break-glass/", glass.index, name="glass"),
    path("break-glass/<uuid:session_id>/", glass.item, name="session"),
    path("alarms/", watch.alarms, name="alarms"),
    path("alarms/<uuid:alarm_id>/", watch.alarm, name="alarm"),
    path("objections/", watch.objections, name="objections"),
    path("objections/<uuid:objection_id>/", watch.objection, name="objection"),
    path("own/<uuid:subject>/", watch.own, name="own"),
    path("deletions/", home.deletions, name="deletions"),
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/ask/", agreements.ask, name="ask-agreement"),
    path("agreements/<uuid:agreement_id>/", agreements.item, name="agreement"),
    path("exports/", exports.index, name="exports"),
    path("exports/ask/", exports.choose, name="choose-export"),
    path("exports/ask/<slug:code>/", exports.ask, name="ask-export"),
    path("exports/<uuid:order_id>/", exports.item, name="export"),
    path("exports/<uuid:order_id>/file/", exports.file, name="export-file"),
]
