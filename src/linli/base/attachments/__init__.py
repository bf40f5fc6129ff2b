"""附件 · Files kept outside the database, photos stripped of metadata."""
