"""表格 · Forms of departments: read as they lie on paper, their fields matched to data elements, answers remembered."""
