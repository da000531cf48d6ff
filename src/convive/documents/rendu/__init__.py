"""Rendering of documents and workbooks: one content, several formats."""

from convive.documents.rendu.docx import render_docx
from convive.documents.rendu.odt import render_odt
from convive.documents.rendu.pdf import render_pdf
from convive.documents.rendu.xlsx import render_xlsx

__all__ = ["render_docx", "render_odt", "render_pdf", "render_xlsx"]
