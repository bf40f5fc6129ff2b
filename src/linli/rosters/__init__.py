"""名册 · Rosters of departments: read, recognised, compared with the one record, brought in and taken back."""
