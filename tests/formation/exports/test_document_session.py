"""Each document leaves as an accessible PDF, as DOCX and as ODT; the code at its foot is the one that was drawn."""

import io
import zipfile

import pdfplumber
import pytest
from django.utils import timezone

from convive.documents.rendu import render_contenu
from convive.formation.actions.document import close_document
from convive.formation.actions.presence import reopen_feuille
from convive.formation.actions.signature import record_signature
from convive.formation.exports.document_session import build_document, build_feuille_a_signer
from convive.formation.models import DemiJournee, Inscription
from convive.formation.rules.document import SorteDocument
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.presence_essai import TRACE, sign
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


def read_pdf(octets: bytes) -> str:
    with pdfplumber.open(io.BytesIO(octets)) as pdf:
        return " ".join("\n".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())


@pytest.fixture
def session(chargee):
    return create_session_finie(chargee)


@pytest.mark.parametrize(
    ("sorte", "phrases"),
    [
        (
            SorteDocument.ATTESTATION,
            ["atteste que", "Stagiaire 02", "10 h sur 14 h", "participation partielle", "Expliquer la démarche"],
        ),
        (
            SorteDocument.CERTIFICAT,
            ["réellement suivie", "10 h sur 14 h", "Demi-journées non suivies", "3 ans après l’année"],
        ),
        (
            SorteDocument.CONVOCATION,
            ["Nous avons le plaisir de vous convier", "Aurore Limayrac, contact@exemple.invalid", "Salle du Bac"],
        ),
        (
            SorteDocument.CONVENTION,
            ["Montfaubert", "Pour l’employeur", "Stagiaire 01", "Enseignements à distance : 0 % de la durée totale."],
        ),
        (SorteDocument.REGLEMENT, ["Chacun arrive à l’heure."]),
        (SorteDocument.FEUILLE, ["Clotilde Fontorvel", "Absent·e (Transport)", "présent·e, sans signature"]),
    ],
)
def test_each_kind_says_what_it_must(session, chargee, sorte, phrases):
    document = issue(chargee, session, sorte)[-1]
    contenu = build_document(document)
    pdf = render_contenu(contenu, "pdf").contenu
    assert b"pdfuaid" in pdf
    texte = read_pdf(pdf)
    attendues = [
        *phrases,
        document.numero,
        f"?code={document.code}",
        document.code_lisible.replace("\u00a0", " "),
        "99 99 00001 99",
    ]
    assert [phrase for phrase in attendues if phrase not in texte] == []


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_office_formats_hold_the_code_and_its_drawing(session, chargee, format):
    document = issue(chargee, session, SorteDocument.ATTESTATION)[0]
    rendu = render_contenu(build_document(document), format).contenu
    with zipfile.ZipFile(io.BytesIO(rendu)) as archive:
        assert any(nom.endswith(".png") for nom in archive.namelist())
        texte = b"".join(archive.read(nom) for nom in archive.namelist() if nom.endswith(".xml")).decode()
    assert document.numero in texte


def test_a_cancelled_document_says_so(session, chargee):
    document = issue(chargee, session, SorteDocument.ATTESTATION)[0]
    close_document(by=chargee, document=document, motif="Le nom était mal écrit.", now=timezone.localtime())
    document.refresh_from_db()
    texte = read_pdf(render_contenu(build_document(document), "pdf").contenu)
    assert "ANNULÉ le" in texte
    assert "Le nom était mal écrit." in texte


def test_signatures_are_drawn_on_the_sheet(session, chargee):
    demi = DemiJournee.objects.filter(session=session).select_related("session__espace")[0]
    reopen_feuille(by=chargee, demi_journee=demi)
    moi = Inscription.objects.get(session=session, nom="Stagiaire 01")
    instant = timezone.make_aware(timezone.datetime.combine(demi.date, demi.debut))
    record_signature(demi_journee=demi, personne=moi.pk, signature=sign(), adresse_ip="10.0.0.1", now=instant)
    contenu = build_feuille_a_signer(demi, session)
    assert [TRACE in svg for svg in contenu.images.values()] == [True]
    assert "Vérifier ce document" not in lis(contenu.corps_html)
    assert "Stagiaire 02" in read_pdf(render_contenu(contenu, "pdf").contenu)


def test_code_of_the_rules_never_stands_alone_on_its_page(session, chargee):
    corps = lis(build_document(issue(chargee, session, SorteDocument.REGLEMENT)[-1]).corps_html)
    assert '<p class="suivi">Chacun arrive à l’heure.</p>' in corps
    assert '<p class="suivi">Fait à' in corps
