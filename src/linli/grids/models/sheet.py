"""Sheets (底图分幅): a ground as the map reads it, one layer of one square a row."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.grids.models.ground import Ground


class GroundSheet(models.Model):
    """One square of one layer, packed (see `core.geometry.sheets`); its bounds are in metres of Web Mercator.

    Made from the ground and nothing else: it may be thrown away and drawn again.
    """

    id = models.BigAutoField(primary_key=True)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="sheets", db_index=False)
    layer = models.CharField(_("图层"), max_length=12)
    number = models.PositiveIntegerField(_("序号"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    shapes = models.PositiveIntegerField(_("图形数"))
    content = models.BinaryField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图分幅")
        ordering = ["ground", "layer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "layer", "number"], name="ground_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.number}"
