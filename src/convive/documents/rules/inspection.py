"""Whether the file of an institution may become a model: nothing in it runs, nothing in it goes and fetches.

Serves when a model is given, and again when it comes with the copy of an espace. Pure: bytes in, facts or a reason out.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from convive.documents.rules.archive import Attributs, ModeleRefuse, read_parts, walk_xml

WORD, PPT = "word/document.xml", "ppt/presentation.xml"
TYPES_OOXML = {
    "docx": (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "pptx": (PPT, "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
}
TYPE_ODT = "application/vnd.oasis.opendocument.text"
SIGLES = {"docx": "Word (DOCX)", "odt": "LibreOffice (ODT)", "pptx": "PowerPoint (PPTX)"}
ANCIENS = {
    "docm": "un document Word avec macros : enregistrez-le en DOCX, sans macros",
    "dotm": "un modèle Word avec macros : enregistrez-le en DOCX, sans macros",
    "pptm": "une présentation avec macros : enregistrez-la en PPTX, sans macros",
    "potm": "un modèle de présentation avec macros : enregistrez-le en PPTX, sans macros",
    "dotx": "un modèle Word : ouvrez-le et enregistrez-le en DOCX",
    "potx": "un modèle de présentation : ouvrez-le et enregistrez-le en PPTX",
    "ott": "un modèle LibreOffice : ouvrez-le et enregistrez-le en ODT",
    "doc": "un ancien format de Word : ouvrez-le et enregistrez-le en DOCX",
    "ppt": "un ancien format de PowerPoint : ouvrez-le et enregistrez-le en PPTX",
    "rtf": "un texte RTF : ouvrez-le et enregistrez-le en DOCX ou en ODT",
    "odp": "une présentation LibreOffice : enregistrez-la en PPTX",
    "pdf": "un PDF, qui n’a pas de styles : donnez le document Word ou LibreOffice d’où il vient",
}
# A link on which one clicks opens nothing by itself; any other link to the outside does.
LIENS_ADMIS = ("https", "http", "mailto")
CHAMPS_EXTERNES = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.I)
# What a model is made of: words, pictures, fonts. A part of any other kind is not read, so it is not taken.
IMAGES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "svm")
PARTS_OOXML = frozenset({"xml", "rels", "vml", "odttf", "ttf", "otf", "fntdata", "bin", *IMAGES})
PARTS_ODT = frozenset({"xml", "rdf", "ttf", "otf", *IMAGES})
ODT_SANS_EXTENSION = frozenset({"mimetype", "layout-cache"})
XML = (".xml", ".rels", ".rdf", ".svg", ".vml")
ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
XLINK = "http://www.w3.org/1999/xlink href"
ODF_INTERDITS = {
    f"{ODF['script']} event-listener": "Le fichier lance une macro quand on l’ouvre ou qu’on le modifie.",
    f"{ODF['office']} script": "Le fichier contient une macro.",
    f"{ODF['office']} dde-source": "Le fichier va chercher des données dans un autre (DDE).",
    f"{ODF['text']} dde-connection-decl": "Le fichier va chercher des données dans un autre (DDE).",
    f"{ODF['text']} section-source": "Une section du fichier vient d’un autre fichier : copiez-en le texte.",
    f"{ODF['draw']} object": (
        "Le fichier contient un objet incorporé (feuille de calcul, graphique…) : remplacez-le par une image."
    ),
    f"{ODF['draw']} object-ole": "Le fichier contient un objet incorporé (OLE) : remplacez-le par une image.",
    f"{ODF['draw']} plugin": "Le fichier contient un programme ou une vidéo : retirez-le.",
    f"{ODF['draw']} applet": "Le fichier contient un programme : retirez-le.",
    f"{ODF['draw']} floating-frame": "Le fichier affiche une page d’ailleurs : retirez ce cadre.",
    f"{ODF['meta']} auto-reload": "Le fichier se remplace tout seul par un autre à l’ouverture.",
    f"{ODF['manifest']} encryption-data": (
        "Le fichier est protégé par un mot de passe : retirez-le et enregistrez de nouveau."
    ),
}


AILLEURS = "Le fichier va chercher quelque chose ailleurs quand on l’ouvre"
INTEGRER = "Mettez l’image dans le document au lieu de la lier."


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that may become a model: its format, its parts, and what a person should know of it."""

    format: str
    parts: Mapping[str, bytes]
    liens: tuple[str, ...] = ()


def inspect_modele(contenu: bytes, nom_fichier: str) -> Inspection:
    """Read a file given as a model. Raise ModeleRefuse, whose message says the reason and what to do."""
    extension = PurePosixPath(nom_fichier).suffix.lower().removeprefix(".")
    if extension in ANCIENS:
        raise ModeleRefuse(f"« {nom_fichier} » est {ANCIENS[extension]}.")
    if extension not in SIGLES:
        raise ModeleRefuse("Un modèle est un fichier Word (DOCX), LibreOffice (ODT) ou PowerPoint (PPTX).")
    parts = read_parts(contenu)
    format = get_format(parts)
    if format != extension:
        raise ModeleRefuse(
            f"Le fichier s’appelle « .{extension} » mais c’est un fichier {SIGLES[format]} : enregistrez-le de nouveau "
            "depuis le logiciel plutôt que de changer son nom."
        )
    liens = _inspect_odt(parts) if format == "odt" else _inspect_ooxml(parts)
    return Inspection(format, parts, tuple(dict.fromkeys(liens)))


def get_format(parts: Mapping[str, bytes]) -> str:
    """« docx », « odt » or « pptx », by what the file says of itself. Raise ModeleRefuse for anything else."""
    if next(iter(parts), "") == "mimetype":
        if parts["mimetype"].decode("latin-1").strip() != TYPE_ODT or not {"content.xml", "styles.xml"} <= set(parts):
            raise ModeleRefuse("Ce fichier OpenDocument n’est pas un texte : enregistrez votre modèle en ODT.")
        return "odt"
    types: dict[str, str] = {}
    if "[Content_Types].xml" in parts:

        def note(balise: str, attributs: Attributs) -> None:
            if balise.endswith(" Override"):
                types[attributs.get("PartName", "").lstrip("/")] = attributs.get("ContentType", "")

        walk_xml("[Content_Types].xml", parts["[Content_Types].xml"], note, lambda *_: None)
    for format, (principale, type_mime) in TYPES_OOXML.items():
        if principale not in parts:
            continue
        if "macroEnabled" in types.get(principale, ""):
            raise ModeleRefuse("Le fichier contient des macros : enregistrez-le sans macros (DOCX ou PPTX).")
        if types.get(principale) == type_mime:
            return format
    raise ModeleRefuse("Ce fichier n’est ni un texte Word ou LibreOffice, ni une présentation PowerPoint.")


# --- Word and PowerPoint ------------------------------------------------------------------------------------------
def _inspect_ooxml(parts: Mapping[str, bytes]) -> list[str]:
    liens: list[str] = []
    for nom, donnees in parts.items():
        _validate_nom_ooxml(nom)
        if nom.endswith(".rels"):
            liens += _inspect_relations(nom, donnees)
        elif nom == "[Content_Types].xml":
            walk_xml(nom, donnees, _refuse_type, lambda *_: None)
        elif nom.lower().endswith(XML):
            _inspect_texte(nom, donnees)
    return liens


def _validate_nom_ooxml(nom: str) -> None:
    bas = nom.lower()
    if "vbaproject" in bas or "vbadata" in bas:
        raise ModeleRefuse("Le fichier contient des macros : enregistrez-le sans macros (DOCX ou PPTX).")
    if "/activex/" in bas:
        raise ModeleRefuse("Le fichier contient un contrôle ActiveX : retirez les boutons et les champs actifs.")
    if "/embeddings/" in bas:
        raise ModeleRefuse(
            "Le fichier contient un objet incorporé (OLE, feuille de calcul…) : remplacez-le par une image."
        )
    if "/webextensions/" in bas:
        raise ModeleRefuse("Le fichier appelle un complément Office : retirez-le.")
    extension = bas.rpartition(".")[2]
    if extension not in PARTS_OOXML or (extension == "bin" and "/printersettings/" not in bas):
        raise ModeleRefuse(f"Le fichier contient un programme ou des données inconnues : « {nom[:80]} ».")


def _refuse_type(_balise: str, attributs: Attributs) -> None:
    genre = attributs.get("ContentType", "").lower()
    if "macroenabled" in genre or "vbaproject" in genre:
        raise ModeleRefuse("Le fichier contient des macros : enregistrez-le sans macros (DOCX ou PPTX).")
    if "activex" in genre:
        raise ModeleRefuse("Le fichier contient un contrôle ActiveX : retirez les boutons et les champs actifs.")


def _inspect_relations(nom: str, donnees: bytes) -> list[str]:
    liens: list[str] = []
    base = posixpath.dirname(posixpath.dirname(nom))

    def note(balise: str, attributs: Attributs) -> None:
        if not balise.endswith(" Relationship"):
            return
        cible, genre = attributs.get("Target", ""), attributs.get("Type", "").rsplit("/", 1)[-1]
        if genre in ("oleObject", "package", "control", "vbaProject", "aFChunk"):
            raise ModeleRefuse("Le fichier contient un objet incorporé (OLE, ActiveX…) : remplacez-le par une image.")
        if attributs.get("TargetMode") == "External":
            liens.append(_admit_lien(cible, genre))
        elif _is_externe(cible) or ".." in posixpath.normpath(posixpath.join(base, unquote(cible))).split("/"):
            raise ModeleRefuse(f"Le fichier renvoie hors de lui-même : « {cible[:80]} ».")

    walk_xml(nom, donnees, note, lambda *_: None)
    return liens


def _admit_lien(cible: str, genre: str) -> str:
    """A link to the outside on which one clicks; anything else would be fetched when the file opens."""
    if genre == "attachedTemplate":
        raise ModeleRefuse(
            "Le fichier est attaché à un modèle qui est ailleurs : dans Word, Développeur, Modèle de document, Normal."
        )
    if genre == "hyperlink" and _get_schema(cible) in LIENS_ADMIS:
        return cible
    if genre == "hyperlink":
        raise ModeleRefuse(f"Le fichier a un lien vers un fichier ou un programme : « {cible[:80]} ». Retirez-le.")
    raise ModeleRefuse(f"{AILLEURS} ({genre}) : « {cible[:80]} ». {INTEGRER}")


def _get_schema(cible: str) -> str:
    try:
        return urlsplit(cible.strip()).scheme.lower()
    except ValueError:
        return "illisible"


def _is_externe(cible: str) -> bool:
    return bool(_get_schema(cible)) or cible.strip().startswith(("//", "\\"))


def _refuse_programme(balise: str, attributs: Attributs) -> None:
    nom = balise.rsplit(" ", 1)[-1].lower()
    if nom in ("script", "foreignobject", "altchunk", "control", "oleobject", "objectembed", "objectlink"):
        raise ModeleRefuse("Le fichier contient un objet incorporé ou un programme : retirez-le.")
    if nom == "fldsimple":
        _refuse_champ(next((valeur for cle, valeur in attributs.items() if cle.endswith(" instr")), ""))
    # A shape of PowerPoint that starts a macro or a program when one clicks or passes over it.
    action = attributs.get("action", "")
    if nom.startswith("hlink") and action.startswith(("ppaction://macro", "ppaction://program")):
        raise ModeleRefuse("Une forme lance une macro ou un programme quand on clique : retirez cette action.")
    # Drawings (SVG, VML) name their pictures in the text itself, not in the relations.
    for cle in ("src", "href", XLINK) if nom in ("imagedata", "image", "use", "fill") else ():
        cible = attributs.get(cle, "")
        if _is_externe(cible) and _get_schema(cible) != "data":
            raise ModeleRefuse(f"{AILLEURS} : « {cible[:80]} ». {INTEGRER}")


def _inspect_texte(nom: str, donnees: bytes) -> None:
    champs: list[str] = []

    def note(balise: str, texte: str) -> None:
        if balise.endswith(" instrText"):
            champs.append(texte)

    walk_xml(nom, donnees, _refuse_programme, note)
    # The name of a field may be cut in two runs, or stand at the end of one and the start of the next.
    _refuse_champ("".join(champs))
    _refuse_champ(" ".join(champs))


def _refuse_champ(instruction: str) -> None:
    if trouve := CHAMPS_EXTERNES.search(instruction):
        raise ModeleRefuse(
            f"Un champ « {trouve.group(1).upper()} » va chercher autre chose ou lance une macro : "
            "remplacez-le par son texte."
        )


# --- LibreOffice --------------------------------------------------------------------------------------------------
def _inspect_odt(parts: Mapping[str, bytes]) -> list[str]:
    liens: list[str] = []
    for nom, donnees in parts.items():
        bas = nom.lower()
        if bas.startswith(("basic/", "scripts/", "dialogs/")):
            raise ModeleRefuse(
                "Le fichier contient des macros : retirez-les (Outils, Macros) et enregistrez de nouveau."
            )
        if bas.startswith(("object ", "objectreplacements/")):
            raise ModeleRefuse("Le fichier contient un objet incorporé : remplacez-le par une image.")
        if bas not in ODT_SANS_EXTENSION and bas.rpartition(".")[2] not in PARTS_ODT:
            raise ModeleRefuse(f"Le fichier contient un programme ou des données inconnues : « {nom[:80]} ».")
        if bas.endswith(XML):
            walk_xml(
                nom, donnees, lambda balise, attributs: _inspect_element(balise, attributs, liens), lambda *_: None
            )
    return liens


def _inspect_element(balise: str, attributs: Attributs, liens: list[str]) -> None:
    if balise in ODF_INTERDITS:
        raise ModeleRefuse(ODF_INTERDITS[balise])
    cible = attributs.get(XLINK, "")
    # The template from which the file was made is only a memory: nothing opens it.
    if not cible or cible.startswith("#") or balise == f"{ODF['meta']} template":
        _refuse_programme(balise, {})
    elif not _is_externe(cible):
        if posixpath.normpath(unquote(cible)).startswith(("..", "/")):
            raise ModeleRefuse(f"Le fichier renvoie hors de lui-même : « {cible[:80]} ».")
    elif balise in (f"{ODF['text']} a", f"{ODF['draw']} a") and _get_schema(cible) in LIENS_ADMIS:
        liens.append(cible)
    else:
        raise ModeleRefuse(f"{AILLEURS} : « {cible[:80]} ». {INTEGRER}")
