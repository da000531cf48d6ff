"""The lettre de mission and who does what, on paper: what they say, for whom, and in how many pages."""

import io

import pytest
from pypdf import PdfReader

from convive.documents.actions.document import render_document
from convive.documents.registre import DocumentInconnu, types_documents
from convive.prise_poste.models import ObjectifMission
from convive.prise_poste.rules.raci import ROLES
from tests.prise_poste.factories import create_lettre_essai, get_place, in_days

pytestmark = pytest.mark.django_db
AILLEURS = "3e9848b8-ac63-5881-9e04-1f307ceb23fa"


def read_pdf(membre, cle: str, choix: str) -> tuple[int, str]:
    pages = PdfReader(io.BytesIO(render_document(membre, types_documents.get(cle), "pdf", choix).contenu)).pages
    return len(pages), " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_letter_says_its_goals_and_has_room_to_be_signed(espace, chargee):
    lettre = create_lettre_essai(espace, chargee, hors_mission="Remplacer une direction de service.")
    ObjectifMission.objects.create(
        lettre=lettre, resultat="Deux COPIL tenus", echeance=in_days(90), indicateur="Registre"
    )
    membre = get_place(chargee, espace)
    assert str(lettre.pk) in dict(types_documents.get("lettre_mission_annee").list_choix(membre))
    pages, texte = read_pdf(membre, "lettre_mission_annee", str(lettre.pk))
    assert pages <= 2
    for mot in (
        f"Lettre de mission {lettre.annee}",
        "Deux COPIL tenus",
        "Registre",
        "Remplacer une direction",
        "Signature",
    ):
        assert mot.lower() in texte.lower()


def test_who_does_what_names_each_role_and_says_that_it_is_a_proposal(espace, chargee, elue, ctg):
    pages, texte = read_pdf(get_place(elue, espace), "raci", str(ctg.pk))
    assert pages <= 2
    assert str(ctg) in texte
    assert [role for role in ROLES.values() if role.split()[0] not in texte] == []
    assert "proposition" in texte.lower()


@pytest.mark.parametrize("cle", ["lettre_mission_annee", "raci"])
def test_what_is_of_elsewhere_is_not_printed(espace, chargee, cle):
    with pytest.raises(DocumentInconnu):
        read_pdf(get_place(chargee, espace), cle, AILLEURS)
