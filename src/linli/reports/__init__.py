"""调查报告 · The survey report: composed from figures, edited, frozen, rendered."""
