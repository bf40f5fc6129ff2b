"""表格 · Forms of departments: bring one in, confirm what its fields ask for."""
