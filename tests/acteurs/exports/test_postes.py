"""One page for a DGS: the same in every format, drawn and in words."""

from dataclasses import replace
from datetime import date
from uuid import UUID
from xml.etree import ElementTree

import pytest

from convive.acteurs.exports.dessin import draw_avant_apres, draw_pages
from convive.acteurs.exports.postes import EXEMPLE, build_avant_apres, build_choix, build_exemple_avant_apres
from convive.acteurs.rules.postes import PosteLu, compare_postes, list_groupes
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Famille
from tests.acteurs.factories import create_poste_essai
from tests.pages_lues import lis


def test_drawing_says_in_words_what_its_lines_say():
    dessin = draw_avant_apres(compare_postes(EXEMPLE, date(2024, 12, 31), date(2026, 1, 1)))
    assert dessin.titre == "Les postes le 31 décembre 2024 et le 1er janvier 2026"
    assert "2 postes, 1,30 ETP pour la CTG" in dessin.description
    assert "« Chargée de coopération CTG » prend la suite de « Coordonnatrice enfance »." in dessin.description
    assert "« Coordonnateur jeunesse » se poursuit." in dessin.description
    racine = ElementTree.fromstring(dessin.svg)  # noqa: S314 - our own drawing
    assert racine.get("role") == "img"
    assert "style" not in dessin.svg
    mots = " ".join("".join(element.itertext()) for element in racine.iter("{http://www.w3.org/2000/svg}text"))
    assert "Coordonnatrice enfance" in mots
    assert "0,50 ETP CTG sur 0,50" in mots


def test_drawing_tells_new_posts_and_those_without_a_follow_up():
    fini = [EXEMPLE[0], replace(EXEMPLE[2], remplace=frozenset())]
    dessin = draw_avant_apres(compare_postes(fini, date(2024, 12, 31), date(2026, 1, 1)))
    assert "« Coordonnatrice enfance » n’a pas de suite." in dessin.description
    assert "« Chargée de coopération CTG » est nouveau." in dessin.description
    assert draw_avant_apres(compare_postes([], date(2024, 12, 31), date(2026, 1, 1))) is None


def test_example_holds_the_drawing_and_both_tables():
    document = build_exemple_avant_apres(Famille.TEXTE)
    assert list(document.images) == ["avant-apres-1"]
    for mots in ("Qui prend la suite de qui", "Total réel, chaque poste compté une fois", "inventés", "Enfance"):
        assert mots in lis(document.corps_html)


def build_postes(nombre: int) -> list[PosteLu]:
    """As many coordinators as chargées de coopération, each in the stead of one."""
    anciens = [
        replace(EXEMPLE[0], cle=UUID(int=10 + rang), intitule=f"Coordonnatrice {rang}") for rang in range(nombre)
    ]
    return anciens + [
        replace(EXEMPLE[2], cle=UUID(int=100 + rang), intitule=f"Chargée {rang}", remplace=frozenset({ancien.cle}))
        for rang, ancien in enumerate(anciens)
    ]


@pytest.mark.parametrize(("nombre", "pages"), [(1, 1), (4, 1), (10, 1), (20, 2), (60, 6)])
def test_many_posts_flow_to_other_pages_and_none_is_lost(nombre, pages):
    comparaison = compare_postes(build_postes(nombre), date(2024, 12, 31), date(2026, 1, 1))
    dessins = draw_pages(comparaison)
    assert len(dessins) == pages
    for rang in range(nombre):
        assert sum(f"«\u00a0Chargée {rang}\u00a0» prend la suite de" in dessin.description for dessin in dessins) == 1
    assert all(f"À gauche, {nombre}\u00a0poste" in dessin.description for dessin in dessins)
    assert all(float(ElementTree.fromstring(dessin.svg).get("viewBox").split()[3]) <= 960 for dessin in dessins)  # noqa: S314 - our own drawing


def test_posts_that_follow_one_another_are_drawn_together():
    une, deux = build_postes(2)[2:]
    partagee = replace(une, remplace=une.remplace | deux.remplace)
    postes = [*build_postes(12)[:12], partagee, *build_postes(12)[13:]]
    comparaison = compare_postes(postes, date(2024, 12, 31), date(2026, 1, 1))
    groupes = list_groupes(comparaison)
    assert [len(passages) for passages, _ in groupes] == [2, *[1] * 10]
    assert draw_pages(compare_postes([], date(2024, 12, 31), date(2026, 1, 1))) == []
    # A post followed by so many others that they fill two pages is drawn again on the second one.
    suites = [replace(EXEMPLE[2], cle=UUID(int=200 + rang), intitule=f"Chargée {rang}") for rang in range(25)]
    pages = draw_pages(compare_postes([EXEMPLE[0], *suites], date(2024, 12, 31), date(2026, 1, 1)))
    assert [page.description.count("«\u00a0Coordonnatrice enfance\u00a0»") > 0 for page in pages] == [True, True]


@pytest.mark.django_db
def test_document_takes_the_days_that_were_chosen(espace, chargee):
    membre = espace.membres.get(compte=chargee)
    assert "Aucun poste n’est connu" in lis(build_avant_apres(membre, Famille.TEXTE, "").corps_html)
    ancien = create_poste_essai(espace, "Coordonnatrice", date_fin=date(2023, 1, 1))
    create_poste_essai(espace, date_debut=date(2023, 1, 1), remplace=(ancien,))
    assert "31\u00a0décembre\u00a02022" in lis(build_avant_apres(membre, Famille.TEXTE, "").corps_html)
    choix = build_choix(date(2020, 1, 1), date(2021, 1, 1))
    corps = lis(build_avant_apres(membre, Famille.TEXTE, choix).corps_html)
    assert "le même poste" in corps
    assert "Chargée" not in corps
    for faux in ("hier", "2021-01-01_2020-01-01", "2021-01-01"):
        with pytest.raises(DocumentInconnu):
            build_avant_apres(membre, Famille.TEXTE, faux)
