"""One rendering engine: from our own HTML to DOCX, ODT, PDF/UA and XLSX."""
