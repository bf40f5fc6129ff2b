"""调查页面 · Pages of survey campaigns: progress, answering, review, workbooks, visits and talks."""
