"""Addresses of the field door, below /field/."""

from django.urls import path

from linli.field.views import contact, desk, openrosa, shell

app_name = "field"
urlpatterns = [
    path("", shell.app, name="app"),
    path("app/<slug:version>/<path:name>", shell.asset, name="asset"),
    path("worker.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("enrol", contact.enrol, name="enrol"),
    path("sync", contact.sync, name="sync"),
    path("openrosa/formList", openrosa.form_list, name="odk-list"),
    path("openrosa/form.xml", openrosa.form, name="odk-form"),
    path("openrosa/manifest.xml", openrosa.manifest, name="odk-manifest"),
    path("openrosa/tables/<str:name>", openrosa.table, name="odk-table"),
    path("openrosa/submission", openrosa.submission, name="odk-submission"),
    path("desk/phones/odk/", desk.odk, name="odk"),
    path("desk/", desk.home, name="desk"),
    path("desk/values/", desk.clashes, name="clashes"),
    path("desk/values/<uuid:clash_id>/", desk.clash, name="clash"),
    path("desk/entries/", desk.asides, name="asides"),
    path("desk/entries/<uuid:envelope_id>/", desk.set_aside, name="aside"),
    path("desk/second-look/", desk.second_look, name="second-look"),
    path("desk/second-look/draw/", desk.draw, name="draw"),
    path("desk/signals/<uuid:signal_id>/", desk.signal, name="signal"),
    path("desk/call-backs/<uuid:call_back_id>/", desk.call_back, name="call-back"),
    path("desk/reports/", desk.reports, name="reports"),
    path("desk/reports/<uuid:report_id>/seen/", desk.seen, name="seen"),
    path("desk/phones/", desk.phones, name="phones"),
    path("desk/phones/<uuid:device_id>/lost/", desk.lost, name="lost"),
    path("desk/photos/<uuid:attachment_id>", desk.photo, name="photo"),
]
