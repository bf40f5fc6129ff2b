"""Addresses under /gate/."""

from django.urls import path

from linli.office.mandates.views import applying, communities, days, deciding, lists, printing, public

app_name = "mandates"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", applying.new, name="new"),
    path("scope/", applying.scope, name="scope"),
    path("refusals/", communities.refusals, name="refusals"),
    path("burdens/", communities.burdens, name="burdens"),
    path("burdens/<uuid:item_id>/end/", communities.end_burden, name="end-burden"),
    path("emergencies/new/", communities.emergency, name="emergency"),
    path("check/", public.check, name="check"),
    path("days/", days.days, name="days"),
    path("register/<str:district>/<int:year>/", public.register, name="register"),
    path("burden/<str:district>/", public.board, name="board"),
    path("<uuid:mandate_id>/", deciding.pack, name="mandate"),
    path("<uuid:mandate_id>/form/", printing.printed, name="printed"),
    path("<uuid:mandate_id>/change/", applying.change, name="change"),
    path("<uuid:mandate_id>/submit/", applying.submit, name="submit"),
    path("<uuid:mandate_id>/withdraw/", applying.withdraw, name="withdraw"),
    path("<uuid:mandate_id>/decide/", deciding.decide, name="decide"),
    path("<uuid:mandate_id>/report/", communities.report, name="report"),
]
