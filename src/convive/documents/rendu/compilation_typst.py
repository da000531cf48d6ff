"""Program run apart by `pdf.py`: compile document.typ of a folder to PDF/UA-1. Its memory goes when it ends."""

import sys

import typst


def main() -> None:
    """Arguments: the folder of the document, the folder of fonts, « systeme » to read the fonts of the machine too."""
    dossier, polices = sys.argv[1:3]
    try:
        typst.compile(
            f"{dossier}/document.typ",
            output=f"{dossier}/document.pdf",
            root=dossier,
            font_paths=[polices, dossier],
            ignore_system_fonts="systeme" not in sys.argv[3:],
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as erreur:
        sys.exit(str(erreur).splitlines()[0])


if __name__ == "__main__":
    main()
