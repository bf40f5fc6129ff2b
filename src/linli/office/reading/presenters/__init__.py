"""What the pages show, as rows and facts."""
