"""Open a file: sheets, tables and paragraphs of a workbook, a CSV, a Word, OpenDocument or PDF file."""
