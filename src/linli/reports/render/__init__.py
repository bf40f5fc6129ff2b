"""成文 · One report, four forms: page, DOCX, PDF, XLSX. Same data in, same bytes out."""
