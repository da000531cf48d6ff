"""The layout of a document of a session: its frozen content, with its number and code in the footer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from convive.documents.exports.page import FICTIF, Cadre, build_metadonnees
from convive.documents.rules import DocumentHtml
from convive.espaces.selectors.espace import is_espace_fictif
from convive.formation.models import DemiJournee, DocumentFormation, SessionFormation
from convive.formation.rules.document import SorteDocument
from convive.formation.selectors.document_contenu import build_feuille, read_dossier
from convive.socle.code_qr import draw_qr

FORMATS = ("pdf", "docx", "odt")
TEMPLATES = {
    SorteDocument.CONVENTION: "formation/types/convention.html",
    SorteDocument.CONTRAT: "formation/types/contrat.html",
    SorteDocument.CONVOCATION: "formation/types/convocation.html",
    SorteDocument.REGLEMENT: "formation/types/reglement.html",
    SorteDocument.FEUILLE: "formation/types/feuille.html",
    SorteDocument.ATTESTATION: "formation/types/attestation.html",
    SorteDocument.CERTIFICAT: "formation/types/certificat.html",
}
COTE_QR, LARGEUR_SIGNATURE = 76, 130
"""In pixels of our drawings, of which 600 make 14.5 cm."""


def build_adresse_verification(document: DocumentFormation) -> str:
    """The URL of the public verification page with the code, built without a request so that a worker gets the same."""
    return f"{settings.URL_PUBLIQUE}{reverse('formation:verification_detail')}?code={document.code}"


def build_document(document: DocumentFormation) -> DocumentHtml:
    """The document, with the URL of the verification page as a QR code in the footer."""
    adresse = build_adresse_verification(document)
    contexte = {"document": document, "adresse": adresse}
    return _build(
        SorteDocument(document.sorte),
        document.contenu,
        timezone.localdate(document.emis_le),
        is_fictif=is_fictif(document),
        titre=f"{document.get_sorte_display()} {document.numero}",
        images={"code-qr": draw_code(adresse)},
        **contexte,
    )


def build_feuille_a_signer(demi_journee: DemiJournee, session: SessionFormation) -> DocumentHtml:
    """The current feuille of a demi-journée, without a number, to print and sign by hand."""
    jour = timezone.localdate()
    contenu = build_feuille(read_dossier(session, jour), demi_journee)
    return _build(
        SorteDocument.FEUILLE,
        contenu,
        jour,
        is_fictif=is_espace_fictif(session.espace),
        titre=f"{SorteDocument.FEUILLE.libelle}, {contenu['demi_journee']['jour']}",
        images={},
    )


def is_fictif(document: DocumentFormation) -> bool:
    return is_espace_fictif(document.espace)


def draw_code(adresse: str) -> str:
    """The QR code of a URL, as one of our drawings."""
    code = draw_qr(adresse)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><rect width="{0}" height="{0}" fill="#FFFFFF"/>'
        '<path transform="scale({1})" d="{2}" fill="#000000"/></svg>',
        COTE_QR,
        f"{COTE_QR / code.cote:.4f}",
        code.chemin,
    )


def draw_signature(trace: str) -> str:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><path transform="scale({2})" d="{3}" fill="none"'
        ' stroke="#1D2A33" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>',
        LARGEUR_SIGNATURE,
        LARGEUR_SIGNATURE // 3,
        f"{LARGEUR_SIGNATURE / 600:.4f}",
        trace,
    )


def _build(
    sorte: SorteDocument,
    contenu: Mapping[str, Any],
    jour: date,
    *,
    is_fictif: bool,
    titre: str,
    images: dict[str, str],
    **contexte: Any,
) -> DocumentHtml:
    lignes = []
    for rang, ligne in enumerate(contenu.get("lignes", ())):
        image = f"signature-{rang}" if ligne["trace"] else ""
        if image:
            images[image] = draw_signature(ligne["trace"])
        lignes.append({**ligne, "image": image})
    cadre = Cadre(contenu["organisme"]["raison_sociale"], jour, FICTIF if is_fictif else "")
    organisme, demis = contenu["organisme"], contenu.get("session", {}).get("demi_journees", ())
    contexte |= {
        "lignes": lignes,
        "titre": sorte.libelle,
        "cadre": cadre,
        "contact": ", ".join(filter(None, (organisme.get(f"contact_{cle}") for cle in ("nom", "email", "telephone")))),
        # Leave out the detail columns if all rows are empty.
        "is_detaillee": any(demi["titre"] or demi["lieu"] for demi in demis),
    }
    corps = render_to_string(TEMPLATES[sorte], {**contenu, **contexte})
    return DocumentHtml(titre, corps, build_metadonnees(cadre, titre), images)
