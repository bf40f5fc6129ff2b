"""查阅 · Who may read personal data and what for; the log, approvals, break-glass, alarms and objections."""
