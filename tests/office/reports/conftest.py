"""The demo district's report, for the tests of its pages."""

from tests.reports.conftest import demo_report_id, report

__all__ = ["demo_report_id", "report"]
