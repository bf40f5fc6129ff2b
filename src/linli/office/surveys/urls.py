"""Addresses of the survey pages."""

from django.urls import path

from linli.office.surveys.views import answering, campaigns, evidence, moves, workbooks

app_name = "surveys"
CAMPAIGN = "<uuid:campaign_id>/"
RETURN = f"{CAMPAIGN}<str:code>/"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("new/", campaigns.new, name="new"),
    path(CAMPAIGN, campaigns.progress, name="campaign"),
    path(f"{CAMPAIGN}state/", campaigns.change_state, name="campaign-state"),
    path(f"{CAMPAIGN}locks/", campaigns.hold, name="hold"),
    path(f"{CAMPAIGN}locks/<uuid:hold_id>/release/", campaigns.release, name="release"),
    path(f"{CAMPAIGN}table.xlsx", workbooks.table, name="table"),
    path(f"{CAMPAIGN}table/", workbooks.upload_table, name="upload-table"),
    path(f"{CAMPAIGN}uploads/<uuid:upload_id>/apply/", workbooks.apply, name="apply"),
    path(RETURN, answering.page, name="return"),
    path(f"{RETURN}start/", answering.start, name="start"),
    path(f"{RETURN}save/", answering.save, name="save"),
    path(f"{RETURN}autosave/", answering.autosave, name="autosave"),
    path(f"{RETURN}history/", answering.question_history, name="history"),
    path(f"{RETURN}submit/", moves.submit, name="submit"),
    path(f"{RETURN}moves/", moves.move, name="move"),
    path(f"{RETURN}workbook.xlsx", workbooks.workbook, name="workbook"),
    path(f"{RETURN}upload/", workbooks.upload, name="upload"),
    path(f"{RETURN}notes/", evidence.notes, name="notes"),
    path(f"{RETURN}notes/photos/<uuid:attachment_id>/", evidence.photo, name="photo"),
    path(f"{RETURN}notes/<uuid:note_id>/remove/", evidence.remove, name="remove-note"),
]
