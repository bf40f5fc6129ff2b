"""Addresses under /meter/."""

from django.urls import path

from linli.office.meter import views

app_name = "meter"
urlpatterns = [
    path("", views.meter, name="meter"),
    path("tasks/", views.tasks, name="tasks"),
    path("refused/", views.refused, name="refused"),
    path("plan/", views.plan, name="plan"),
    path("export/", views.export, name="export"),
]
