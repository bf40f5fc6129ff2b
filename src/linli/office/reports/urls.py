"""Addresses of the room's pages."""

from django.urls import path

from linli.office.reports.views import files, listing, reading, writing

app_name = "reports"
urlpatterns = [
    path("", listing.index, name="index"),
    path("compose/", listing.compose, name="compose"),
    path("jobs/<uuid:job_id>/", listing.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", listing.cancel, name="cancel-job"),
    path("<uuid:report_id>/", reading.report, name="report"),
    path("<uuid:report_id>/figures/<str:code>/", reading.rows, name="rows"),
    path("<uuid:report_id>/checks/", reading.checks, name="checks"),
    path("<uuid:report_id>/recompose/", writing.recompose, name="recompose"),
    path("<uuid:report_id>/paragraphs/<str:language>/<str:key>/", writing.paragraph, name="paragraph"),
    path("<uuid:report_id>/paragraphs/<str:language>/<str:key>/revert/", writing.revert, name="revert"),
    path("<uuid:report_id>/stated/", writing.stated, name="stated"),
    path("<uuid:report_id>/freeze/", writing.freeze, name="freeze"),
    path("<uuid:report_id>/files/", files.make, name="make-files"),
    path("<uuid:report_id>/files/<str:language>/<str:form>/", files.download, name="download"),
]
