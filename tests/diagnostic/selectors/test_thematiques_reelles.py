"""A real intercommunalité, with the official files of the dépôt: which themes of a convention have figures."""

from datetime import date

import pytest

from convive.diagnostic.exports.indicateurs import get_sources_a_charger
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.territoires.selectors import get_perimetre
from tests.diagnostic.conftest import BORDEAUX, CIVRAISIEN

JOUR = date(2026, 11, 30)
# What their indicators need is in the « dossier complet » of the Insee, of which the dépôt has five communes.
SANS_FICHIER = {"parentalite", "animation_vie_sociale", "inclusion_numerique"}


@pytest.mark.parametrize("siren", [CIVRAISIEN, BORDEAUX])
@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_themes_of_a_convention_have_figures(siren: str):
    coeur = get_coeur()
    lignes = get_tableau(get_perimetre(siren), JOUR).lignes
    connus = {
        theme.identifiant: sum(lignes[f.identifiant].figure.has_valeur for f in coeur.for_thematique(theme.identifiant))
        for theme in coeur.thematiques
    }
    assert {theme for theme, nombre in connus.items() if not nombre} == SANS_FICHIER
    assert connus["petite_enfance"] >= 5
    assert connus["precarite"] >= 8
    for theme in SANS_FICHIER:
        grandeurs = [g for f in coeur.for_thematique(theme) for g in f.indicateur.composantes]
        assert "recensement" in {source.identifiant for source in get_sources_a_charger(coeur, grandeurs)}


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_figures_are_those_of_the_files():
    """Read by eye in the files: the rates of the CNAF for the Civraisien, its births, its classified communes."""
    lignes = get_tableau(get_perimetre(CIVRAISIEN), JOUR).lignes
    attendus = {
        ("taux_couverture_global", 2023): 60.3,
        ("places_eaje_pour_100", 2023): 1.9,
        ("places_assistants_maternels_pour_100", 2023): 54.7,
        ("taux_couverture_prescolarisation", 2023): 3.1,
        # The sum of the communes, equal to what the sheet of the EPCI says.
        ("naissances_domiciliees", 2024): 149.0,
        ("naissances_domiciliees", 2008): 275.0,
    }
    assert {(nom, annee): lignes[nom].serie[annee].valeur for nom, annee in attendus} == attendus
