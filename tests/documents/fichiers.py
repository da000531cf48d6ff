"""Small files of every kind, good and bad, made here so that nothing binary is kept beside the tests."""

import io
import zipfile

from PIL import Image
from PIL.TiffImagePlugin import IFDRational


def build_pdf(texte: str) -> bytes:
    """One page with one line of ASCII."""
    flux = f"BT /F1 12 Tf 20 100 Td ({texte}) Tj ET".encode()
    objets = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(flux), flux),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    contenu, places = b"%PDF-1.4\n", []
    for rang, objet in enumerate(objets, 1):
        places.append(len(contenu))
        contenu += b"%d 0 obj%s endobj\n" % (rang, objet)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    fin = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(contenu)
    return contenu + b"xref\n0 6\n0000000000 65535 f \n" + table + fin


PDF = build_pdf("Accueil collectif")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def build_zip(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def build_office(cle: str, extra: dict[str, bytes | str] | None = None, texte: str = "Compte rendu du comité") -> bytes:
    """The least that makes an office document."""
    noms = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}
    principal = f"application/vnd.openxmlformats-officedocument.{noms[cle]}.main+xml"
    types = f'<Types><Override PartName="/x.xml" ContentType="{principal}"/></Types>'
    corps = f'<w:document xmlns:w="{W}"><w:p><w:t>{texte}</w:t></w:p><w:p><w:t>Suite</w:t></w:p></w:document>'
    return build_zip({"[Content_Types].xml": types, "word/document.xml": corps, **(extra or {})})


def build_odf(cle: str = "odt", extra: dict[str, bytes | str] | None = None) -> bytes:
    noms = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
    corps = '<office:body xmlns:office="o" xmlns:text="t"><text:p>Délibération</text:p></office:body>'
    mimetype = f"application/vnd.oasis.opendocument.{noms[cle]}"
    return build_zip({"mimetype": mimetype, "content.xml": corps, **(extra or {})})


def build_photo(format_image: str = "JPEG", *, orientation: int = 6, **options: object) -> bytes:
    """Taken at a known place, with a known phone, on its side."""
    image = Image.new("RGB", (40, 20), (200, 80, 20))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9003] = "Téléphone de Camille", orientation, "2026:03:12 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (IFDRational(46), IFDRational(9), IFDRational(5))})
    buffer = io.BytesIO()
    image.save(buffer, format_image, exif=exif, **options)
    return buffer.getvalue()
