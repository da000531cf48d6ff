"""Open a file by what it holds rather than by its name, or refuse it with the reason."""

from pathlib import PurePosixPath

from convive.plan_action.lecteur_plans.formats.annotations_docx import list_annotations, list_marges
from convive.plan_action.lecteur_plans.formats.annotations_odt import list_annotations_odt, list_marges_odt
from convive.plan_action.lecteur_plans.formats.docx import read_docx
from convive.plan_action.lecteur_plans.formats.ods import read_ods
from convive.plan_action.lecteur_plans.formats.odt import read_odt
from convive.plan_action.lecteur_plans.formats.ouverture import (
    ABIME,
    MAX_OCTETS,
    PROTEGE,
    SIGNATURE_CFB,
    SIGNATURE_ZIP,
    TROP_LOURD,
    Archive,
)
from convive.plan_action.lecteur_plans.formats.pdf import read_pdf
from convive.plan_action.lecteur_plans.formats.textes_csv import read_csv
from convive.plan_action.lecteur_plans.formats.xlsx import read_xlsx
from convive.plan_action.lecteur_plans.marges import say_marge
from convive.plan_action.lecteur_plans.modele import Document, PlanIllisible

VIDE = "Ce fichier est vide."
INCONNU = (
    "Ce format n’est pas lu\u00a0: envoyez un tableau (XLSX, ODS, CSV), un document (DOCX, ODT) "
    "ou un PDF qui contient du texte."
)
ANCIENS = {
    ".xls": "Ce classeur est dans l’ancien format d’Excel (.xls)\u00a0: enregistrez-le en XLSX, puis recommencez.",
    ".doc": "Ce document est dans l’ancien format de Word (.doc)\u00a0: enregistrez-le en DOCX, puis recommencez.",
    ".ppt": "Une présentation n’est pas lue\u00a0: envoyez le tableau ou le document du plan.",
}
NOM_UTF16 = "EncryptedPackage".encode("utf-16-le")


def read_document(contenu: bytes, nom_fichier: str) -> Document:
    """Raise PlanIllisible, whose French message can be shown, for a file that is not a plan that one can read."""
    if not contenu.strip():
        raise PlanIllisible(VIDE)
    if len(contenu) > MAX_OCTETS:
        raise PlanIllisible(TROP_LOURD)
    extension = PurePosixPath(nom_fichier.replace("\\", "/")).suffix.lower()
    if contenu.startswith(SIGNATURE_CFB):
        raise PlanIllisible(PROTEGE if NOM_UTF16 in contenu else ANCIENS.get(extension, PROTEGE))
    if contenu.startswith(SIGNATURE_ZIP):
        return _read_archive(Archive(contenu))
    if contenu[:1024].lstrip().startswith(b"%PDF-"):
        blocs, dits, marges = read_pdf(contenu)
        return Document("texte", blocs=blocs, avertissements=dits, marges=marges)
    if extension in (".csv", ".txt", ".tsv", ""):
        return Document("csv", grilles=[read_csv(contenu)])
    if extension in (".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".pdf"):
        raise PlanIllisible(ABIME)
    raise PlanIllisible(ANCIENS.get(extension, INCONNU))


def _read_archive(archive: Archive) -> Document:
    if "xl/workbook.xml" in archive.noms:
        return Document("tableur", grilles=read_xlsx(archive))
    if "word/document.xml" in archive.noms:
        marges = list_marges(archive)
        dits = [*list_annotations(archive), *map(say_marge, marges)]
        return Document("texte", blocs=read_docx(archive), avertissements=dits, marges=marges)
    if "mimetype" in archive.noms and "content.xml" in archive.noms:
        mime = archive.read("mimetype").decode("latin-1").strip()
        if "META-INF/manifest.xml" in archive.noms and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise PlanIllisible(PROTEGE)
        if mime.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            return Document("tableur", grilles=read_ods(archive))
        if mime.startswith("application/vnd.oasis.opendocument.text"):
            marges = list_marges_odt(archive)
            dits = [*list_annotations_odt(archive), *map(say_marge, marges)]
            return Document("texte", blocs=read_odt(archive), avertissements=dits, marges=marges)
        raise PlanIllisible(
            "Ce document LibreOffice n’est ni un tableau ni un texte\u00a0: enregistrez le plan en ODT ou en ODS."
        )
    if "[Content_Types].xml" in archive.noms or "xl/workbook.bin" in archive.noms:
        raise PlanIllisible(INCONNU)
    raise PlanIllisible(ABIME)
