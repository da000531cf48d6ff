"""The diagnosis on one page: what is shared and decided, six figures, and the same as a document."""

from datetime import date

import pytest
from django.urls import reverse

from convive.diagnostic.actions.enjeu import SaisieDecision, record_decision
from convive.diagnostic.exports.une_page import CLE_DOCUMENT, MAX_CONSTATS, build_une_page
from convive.diagnostic.models import AvisConstat, Constat
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import Famille
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai, create_espace_reel
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db
JOUR = date(2026, 6, 12)


@pytest.fixture
def url(espace) -> str:
    return reverse("diagnostic:une_page_detail", args=[espace.pk])


def share(espace, nombre: int) -> list[Constat]:
    return [create_constat_essai(espace, f"Constat {rang}", partage=True) for rang in range(nombre)]


def test_empty_page_says_how_it_fills_up(connecte, url, espace, elue):
    assert "Elle se remplit seule" in connecte(elue).get(url).content.decode()
    with pytest.raises(DocumentInconnu, match="Rien n’est encore"):
        types_documents.get(CLE_DOCUMENT).build(espace.membres.get(compte=elue), Famille.TEXTE, "")


def test_page_shows_what_is_shared_and_what_is_decided_and_nothing_else(
    connecte, url, espace, chargee, elue, count_queries_get
):
    partages = share(espace, MAX_CONSTATS + 2)
    create_constat_essai(espace, "Encore un brouillon", partage=False)
    for rang, compte in enumerate((chargee, elue)):
        AvisConstat.objects.create(
            constat=partages[3],
            auteur=compte,
            auteur_nom=f"Voix {rang}",
            sens="accord",
            date=JOUR,
            constat_lu="Constat 3",
        )
    few = count_queries_get(connecte(elue), url)
    for rang in range(12):
        enjeu = create_enjeu_essai(espace, f"Enjeu {rang}")
        if rang < 3:
            saisie = SaisieDecision("retenu", "Parce que.", "COPIL", JOUR)
            record_decision(by=chargee, enjeu=enjeu, saisie=saisie)
    page = connecte(elue).get(url).content.decode().replace("\u00a0", " ")
    assert "Encore un brouillon" not in page
    assert "2 d’accord" in page
    # The one that partners agree with comes first.
    assert page.index("Constat 3") < page.index("Constat 0")
    assert f"{MAX_CONSTATS} constats sur {MAX_CONSTATS + 2}" in page
    assert page.count("Parce que.") == 3
    assert "COPIL, 12 juin 2026" in page
    assert count_queries_get(connecte(elue), url) <= few + 2 <= 15


def test_enjeux_that_wait_for_a_decision_are_counted(connecte, url, espace, elue):
    create_enjeu_essai(espace, "Enjeu")
    page = connecte(elue).get(url).content.decode().replace("\u00a0", " ")
    assert "1 enjeu écrit, aucun n’est encore retenu" in page


@pytest.mark.usefixtures("chiffres_base", "pays_reel")
def test_six_figures_bear_their_year_and_their_source():
    page = build_une_page(create_espace_reel("200070035"), JOUR)
    assert len(page.figures) == 6
    assert all(figure.source and figure.millesime for figure in page.figures)
    assert page.figures[0].texte == "26\u202f641"
    assert page.lectures
    assert page.sources
    assert not page.is_vide


def test_document_has_the_same_words(espace, chargee):
    share(espace, 1)
    document = types_documents.get(CLE_DOCUMENT).build(espace.membres.get(compte=chargee), Famille.TEXTE, "")
    assert "Constat 0" in lis(document.corps_html)
    assert document.corps_html.count("<h1") == 1
    exemple = types_documents.get(CLE_DOCUMENT).build_exemple(Famille.TEXTE)
    assert "inventés" in lis(exemple.corps_html)


def test_page_of_the_diagnosis_leads_here(connecte, url, espace, diagnostic, elue):
    assert url in connecte(elue).get(reverse("diagnostic:diagnostic_detail", args=[espace.pk])).content.decode()
