"""填报表 · The workbook made for a community, and the table of a whole district: written, read back, compared."""

from linli.surveys.workbook.community import community_workbook
from linli.surveys.workbook.district import district_table
from linli.surveys.workbook.reading import ReadWorkbook, read_community
from linli.surveys.workbook.table import ReadTable, read_district

__all__ = [
    "ReadTable",
    "ReadWorkbook",
    "community_workbook",
    "district_table",
    "read_community",
    "read_district",
]
