"""Addresses under /returns/."""

from django.urls import path

from linli.office.returns.views import filling, handing, lists, moving, table

app_name = "returns"
urlpatterns = [
    path("", lists.index, name="index"),
    path("period/<uuid:mandate_id>/<str:first>/", lists.period, name="period"),
    path("period/<uuid:mandate_id>/<str:first>/close/", moving.close, name="close"),
    path("period/<uuid:mandate_id>/<str:first>/file/", table.gathered, name="gathered"),
    path("fill/<uuid:mandate_id>/<str:first>/", filling.fill, name="fill"),
    path("<uuid:report_id>/", table.table, name="return"),
    path("<uuid:report_id>/cells/<int:card>/<int:number>/<int:position>/", filling.cell, name="cell"),
    path("<uuid:report_id>/handed-in/", handing.hand_in, name="hand_in"),
    path("<uuid:report_id>/handed-in/<uuid:handed_id>/", handing.handed, name="handed"),
    path("<uuid:report_id>/file/<int:number>/", table.download, name="file"),
    path("<uuid:report_id>/form/<slug:kind>/", table.machine, name="machine"),
    path("<uuid:report_id>/changes/<int:older>/<int:newer>/", table.changes, name="changes"),
    path("<uuid:report_id>/move/", moving.move, name="move"),
]
