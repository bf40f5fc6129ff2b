"""Addresses of the system pages."""

from django.urls import path

from linli.office.system.views import files, health, jobs, trail

app_name = "system"
urlpatterns = [
    path("", health.index, name="index"),
    path("health/", health.health_page, name="health"),
    path("trail/", trail.trail, name="trail"),
    path("trail/verify/", trail.verify, name="verify"),
    path("trail/<int:seq>/", trail.entry, name="entry"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/part/", jobs.job_part, name="job-part"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="cancel-job"),
    path("files/<uuid:attachment_id>/", files.download, name="attachment"),
]
