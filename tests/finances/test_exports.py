"""The documents of the money: what they print of a place, and what they refuse."""

import pytest

from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Famille
from convive.finances.exports.commune import build_commune, list_choix_commune
from convive.finances.exports.financement import build_financement, list_choix_annee
from tests.finances.factories import create_ligne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.get(compte=chargee)


@pytest.fixture
def payee(plan):
    create_ligne_essai(plan.complete, "charge", 10000)
    create_ligne_essai(plan.complete, "produit", 4000, financeur_texte="La commune", confirme=True)
    create_ligne_essai(plan.complete, "produit", 2500, financeur_texte="La MSA", annee=2025)
    return plan.complete


def read(contenu) -> str:
    return contenu.corps_html.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_plan_of_financing_prints_the_year_that_is_asked(membre, payee):
    assert [annee for annee, _ in list_choix_annee(membre)] == ["2026", "2025"]
    texte = read(build_financement(membre, Famille.TEXTE, "2026"))
    assert "10 000 € de fonctionnement en 2026, 40 % confirmés" in texte
    assert "6 000 € pour" in texte
    assert "6 000 € sans financeur" in texte
    assert "La MSA" not in texte
    feuilles = build_financement(membre, Famille.CLASSEUR, "2025").feuilles
    assert feuilles[0].lignes == [["La MSA", 0.0, 2500.0, 0.0, 0.0, 2500.0, feuilles[0].lignes[0][-1]]]
    # What nobody received is empty, not zero.
    assert feuilles[0].lignes[0][-1].valeur is None


def test_a_commune_has_its_page(membre, payee):
    code, nom = list_choix_commune(membre)[0]
    texte = read(build_commune(membre, Famille.TEXTE, f"{code}-2025"))
    assert f"<h1>{nom} : ce que la convention coûte" in texte
    assert "Prévu pour 2025" in texte


@pytest.mark.parametrize("choix", ["1999", "abc"])
def test_a_year_without_money_has_no_plan(membre, payee, choix):
    with pytest.raises(DocumentInconnu):
        build_financement(membre, Famille.TEXTE, choix)


@pytest.mark.parametrize("choix", ["75056", "75056-2026", "86078-1999"])
def test_a_commune_of_no_espace_has_no_page(membre, payee, choix):
    with pytest.raises(DocumentInconnu):
        build_commune(membre, Famille.TEXTE, choix)


def test_without_money_there_is_nothing_to_print(membre, plan):
    assert list_choix_annee(membre) == []
    assert list_choix_commune(membre) == []
    with pytest.raises(DocumentInconnu):
        build_financement(membre, Famille.TEXTE, "")
    with pytest.raises(DocumentInconnu):
        build_commune(membre, Famille.TEXTE, "")
