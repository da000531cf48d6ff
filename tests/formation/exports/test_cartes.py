"""What is laid on the tables: one card a page, and nothing of the answers."""

import io
from math import ceil

import pytest
from pypdf import PdfReader

from convive.documents.actions.document import render_document
from convive.documents.registre import DocumentInconnu, types_documents
from convive.formation.selectors.ateliers_contenus import get_cas, get_jeux, get_projets, get_versions_cas
from convive.formation.selectors.materiels import get_materiels
from tests.formation.factories_formation import create_organisme_essai
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(chargee):
    return get_place(chargee, create_organisme_essai(chargee).espace)


def read_pages(membre, document: str, choix: str = "") -> list[str]:
    rendu = render_document(membre, types_documents.get(document), "pdf", choix)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(rendu.contenu)).pages]


@pytest.mark.parametrize("cle", list(get_jeux()))
def test_each_card_is_alone_on_its_page(membre, cle):
    jeu, pages = get_jeux()[cle], read_pages(membre, "cartes_roles", cle)
    assert len(pages) == 1 + len(jeu.roles) + bool(jeu.fait_nouveau) + len(jeu.feuilles)
    for feuille, page in zip(jeu.feuilles, pages[-2:], strict=True):
        assert feuille.nom in page
    for document in jeu.documents:
        lues = [rang for rang, page in enumerate(pages) if document.titre[:30] in page]
        assert lues == [list(jeu.noms_roles).index(document.pour) + 1 if document.pour else 0], document.cle
    for rang, role in enumerate(jeu.roles, 1):
        assert role.nom in pages[rang]
        for secret in filter(None, (autre.secret for autre in jeu.roles)):
            debut = " ".join(secret.replace("\u00a0", " ").split()[:4])
            assert (debut in pages[rang].replace("\u00a0", " ")) is (secret == role.secret)


@pytest.mark.parametrize("cle", list(get_versions_cas()))
def test_a_case_on_paper_has_its_documents_and_no_answer(membre, cle):
    cas, texte = get_versions_cas()[cle], " ".join(read_pages(membre, "cas_papier", cle)).replace("\u00a0", " ")
    for document in cas.documents:
        assert document.titre.replace("\u00a0", " ")[:20] in texte
    for reponse in (cas.piege, *cas.attendus, *(row.reponse for row in cas.corrige)):
        assert " ".join(reponse.replace("\u00a0", " ").split()[:6]) not in texte


@pytest.mark.parametrize("cle", list(get_cas()))
def test_the_key_of_a_case_is_printed_for_the_trainer(membre, cle):
    cas, texte = get_cas()[cle], " ".join(read_pages(membre, "cas_corrige", cle)).replace("\u00a0", " ")
    for row in cas.corrige:
        assert " ".join(row.reponse.replace("\u00a0", " ").split()[:4]) in texte


def test_the_reading_does_not_say_what_we_think_of_each(membre):
    texte = " ".join(read_pages(membre, "lecture_papier"))
    for projet in get_projets().values():
        assert projet.niveau not in texte


@pytest.mark.parametrize("cle", list(get_materiels()))
def test_the_cards_of_an_activity_are_cut_out_without_their_key(membre, cle):
    materiel, pages = get_materiels()[cle], read_pages(membre, "cartes_activite", cle)
    lu = " ".join(pages).replace("\u00a0", " ")
    for carte in materiel.cartes:
        debut, raison = (" ".join(texte.replace("\u00a0", " ").split()[:4]) for texte in (carte.texte, carte.pourquoi))
        assert debut in lu
        assert raison not in lu
    # The instruction, then four cards on a page.
    assert len(pages) == 1 + ceil(len(materiel.cartes) / 4)


@pytest.mark.parametrize("document", ["cartes_roles", "cas_papier", "cas_corrige", "cartes_activite"])
def test_what_does_not_exist_is_not_printed(membre, document):
    with pytest.raises(DocumentInconnu):
        render_document(membre, types_documents.get(document), "pdf", "inconnu")
