"""备份与恢复 · Backups that are checked: made online, restored elsewhere, compared."""
