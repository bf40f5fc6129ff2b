"""查阅管理的页面 · Pages about reading personal data: purposes, approvals, break-glass, alarms, objections, exports."""
