"""What a chart shows is the title of its slide: with its unit, and never when a figure of it is secret or partial."""

from dataclasses import replace

import pytest

from convive.diagnostic.exports.diaporama import _explain_graphique
from convive.diagnostic.exports.messages import (
    explain_carte,
    explain_comparaison,
    explain_evolution,
    explain_repartition,
)
from convive.diagnostic.rules.calcul import Figure
from convive.documents.graphiques import Graphique, Part, Tableau, Zone
from convive.donnees.rules import Statut
from tests.diagnostic.rules.test_lecture import figure

REVENU, AUTRE = figure("niveau_vie_median", 21_420), figure("niveau_vie_median", 22_150)
PARTIELLE = replace(REVENU, statut=Statut.PARTIEL)
SECRETE = figure("niveau_vie_median", None)


@pytest.mark.parametrize(
    ("territoire", "reference", "attendu"),
    [
        (REVENU, AUTRE, "21 420 € par an, contre 22 150 € (Vienne)"),
        (PARTIELLE, AUTRE, ""),
        (SECRETE, AUTRE, ""),
        (REVENU, SECRETE, ""),
        (replace(REVENU, etendue=(20_000.0, 23_000.0)), AUTRE, ""),
    ],
)
def test_comparison_is_said_of_whole_figures_only(territoire: Figure, reference: Figure, attendu: str) -> None:
    assert _plain(explain_comparaison([("Ici", territoire), ("Vienne", reference)])) == attendu


def test_evolution_is_said_between_two_whole_years_counted_alike() -> None:
    points = {
        annee: figure("population_rp", valeur) for annee, valeur in ((2014, 12_184), (2018, 12_000), (2023, 11_800))
    }
    ici = {"Ici": points}
    assert _plain(explain_evolution(ici, "habitants")) == "de 12 184 habitants en 2014 à 11 800 en 2023"
    deux = {"Naissances": points, "Décès": points}
    assert _plain(explain_evolution(deux, "personnes")).startswith("naissances, de 12 184 en 2014 à 11 800 en 2023 ; d")
    for annee, statut in ((2014, Statut.PARTIEL), (2023, Statut.PARTIEL), (2018, Statut.RUPTURE_DE_SERIE)):
        autres = points | {annee: replace(points[annee], statut=statut)}
        assert explain_evolution({"Ici": autres}, "habitants") == ""
    # A last year without a figure: the chart does not end where the sentence would.
    assert explain_evolution({"Ici": points | {2024: figure("population_rp", None)}}, "habitants") == ""


def test_share_is_said_of_a_whole_that_is_known() -> None:
    parts = [Part("moins de 20 ans", 25), Part("20 à 64 ans", 75)]
    assert _plain(explain_repartition(parts)) == "surtout 20 à 64 ans, 75 %"
    assert explain_repartition([*parts, Part("65 ans ou plus", None, Statut.SECRET)]) == ""
    assert explain_repartition([*parts, Part("65 ans ou plus", 3, Statut.PARTIEL)]) == ""
    assert explain_repartition([Part("moins de 20 ans", 0)]) == ""


def test_map_says_its_extremes_and_how_many_communes_it_leaves_out() -> None:
    zones = [Zone("1", "Aube", 20.4), Zone("2", "Bief", 34.5), Zone("3", "Cale", None, Statut.SECRET)]
    assert _plain(explain_carte(zones, 1, "%")) == "de 20,4 % (Aube) à 34,5 % (Bief), hors 1 commune"
    assert explain_carte(zones[:1], 1, "%") == ""
    assert explain_carte([zones[0], replace(zones[1], valeur=20.4)], 1, "%") == ""


def test_title_of_a_slide_falls_back_on_its_subject() -> None:
    graphique = Graphique("", "Niveau de vie médian, 2023", "", Tableau((), ()), "", "21 420 € par an")
    assert _plain(_explain_graphique("Revenus", graphique)) == "Niveau de vie médian, 2023 : 21 420 € par an"
    for message in ("", "x" * 100):
        titre = _explain_graphique("Revenus", replace(graphique, message=message))
        assert _plain(titre) == "Revenus : niveau de vie médian, 2023"


def _plain(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")
