"""底座 · Identity, scope, audit trail, jobs, attachments, import and export, shared by all rooms."""
