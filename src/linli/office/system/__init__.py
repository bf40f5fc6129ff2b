"""系统管理 · Accounts, audit trail, jobs and backups for the three administrators."""
