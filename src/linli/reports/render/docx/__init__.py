"""A report as a Word file in the layout Chinese offices use."""

from linli.reports.render.docx.file import docx_bytes

__all__ = ["docx_bytes"]
