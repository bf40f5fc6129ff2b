"""Addresses of the grid pages; the map editor brings its own."""

from django.urls import path

from linli.office.grids.views import bring, buildings, dedicated, figures, grounds, officers, plans, steps

app_name = "grids"
PLAN = "plans/<uuid:plan_id>/"
GROUND = "grounds/<uuid:ground_id>/"
GRID = "officers/<str:code>/"
urlpatterns = [
    path("", plans.index, name="index"),
    path("grounds/new/", grounds.new, name="new-ground"),
    path(GROUND, grounds.ground, name="ground"),
    path(f"{GROUND}load/", grounds.load, name="load-ground"),
    path(f"{GROUND}find-homes/", grounds.find_homes, name="find-homes"),
    path(f"{GROUND}place/", grounds.place, name="place-homes"),
    path(f"{GROUND}plans/new/", plans.new, name="new-plan"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}compare/", plans.comparison, name="compare"),
    path(f"{PLAN}figures/", figures.figures, name="figures"),
    path(f"{PLAN}figures/download/", figures.download, name="download-figures"),
    path(f"{PLAN}figures/count/", figures.count, name="count"),
    path(f"{PLAN}dedicated/", dedicated.dedicated, name="dedicated"),
    path(f"{PLAN}dedicated/<int:label>/name/", dedicated.name, name="name-dedicated"),
    path(f"{PLAN}dedicated/<int:label>/close/", dedicated.close, name="close-dedicated"),
    path(f"{PLAN}buildings/", buildings.buildings, name="buildings"),
    path(f"{PLAN}buildings/<int:number>/", buildings.correct, name="correct-homes"),
    path(f"{PLAN}propose/", steps.propose, name="propose"),
    path(f"{PLAN}adjust/", steps.adjust, name="adjust"),
    path(f"{PLAN}undo/", steps.undo, name="undo"),
    path(f"{PLAN}consult/", steps.consult, name="consult"),
    path(f"{PLAN}take-back/", steps.take_back, name="take-back"),
    path(f"{PLAN}withdraw/", steps.withdraw, name="withdraw"),
    path(f"{PLAN}adopt/", steps.adopt, name="adopt"),
    path(f"{PLAN}comments/", steps.comment, name="comment"),
    path(f"{PLAN}import/", bring.bring, name="import"),
    path(f"{PLAN}export/<str:kind>", bring.export, name="export"),
    path("comments/<uuid:comment_id>/answer/", steps.answer, name="answer"),
    path("officers/", officers.index, name="officers"),
    path(GRID, officers.grid, name="grid"),
    path(f"{GRID}assign/", officers.assign, name="assign"),
    path(f"{GRID}deputy/", officers.deputise, name="deputise"),
    path(f"{GRID}end/", officers.end, name="end-assignment"),
    path("handovers/<uuid:handover_id>/", officers.take_over, name="take-over"),
]
