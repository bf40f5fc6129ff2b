"""调查报告页面 · Pages of the survey report: read it, open every number, edit, freeze, take away."""
