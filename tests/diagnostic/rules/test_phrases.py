"""Sentences to say aloud: always true of their figure, each of another way and about another subject."""

import re
from dataclasses import replace

import pytest

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.phrases import Moule, Patron, build_phrases, say_evolution, say_pour, say_un_sur
from convive.diagnostic.rules.portrait import Reference
from convive.diagnostic.selectors.catalogue import get_coeur, get_patrons
from convive.donnees.rules import Statut

VIENNE = Reference("departement", "86", "Vienne", "le département (Vienne)")
AINES = Patron("part_65p", Moule.UN_SUR, "habitant | a 65 ans ou plus", pluriel="habitants | ont 65 ans ou plus")
POPULATION = Patron("population_municipale", Moule.EVOLUTION, "habitants")


def build_ligne(nom: str, *valeurs: tuple[int, float | None], statut: Statut = Statut.VALEUR, other=None):
    fiche = get_coeur().by_identifiant[nom]
    serie = {
        annee: Figure(fiche.indicateur, str(annee), valeur, statut, valeur, 1000, communes_connues=3, communes_total=3)
        for annee, valeur in valeurs
    }
    figure = serie[max(serie)]
    comparaisons = () if other is None else ((VIENNE, replace(figure, valeur=other)),)
    return LigneIndicateur(fiche, figure, serie, comparaisons, None)


@pytest.mark.parametrize(
    ("valeur", "debut"),
    [
        (25.0, "Un habitant sur quatre a 65 ans ou plus"),
        (24.1, "Près d’un habitant sur quatre"),
        (25.1, "Plus d’un habitant sur quatre"),
        (29.8, "Près de trois habitants sur dix ont 65 ans ou plus"),
        (30.4, "Plus de trois habitants sur dix"),
        (40.0, "Deux habitants sur cinq"),
        (33.2, "Près d’un habitant sur trois"),
        (8.1, "Près d’un habitant sur douze"),
        (51.0, "Plus d’un habitant sur deux"),
    ],
)
def test_share_is_said_as_one_of_so_many(valeur: float, debut: str):
    assert say_un_sur(build_ligne("part_65p", (2021, valeur)), AINES).startswith(debut)


def test_every_share_said_is_true():
    for dixieme in range(50, 600):
        valeur = dixieme / 10
        phrase = say_un_sur(build_ligne("part_65p", (2021, valeur)), AINES)
        mots = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
        texte = re.split(" a 65| ont 65", phrase)[0].rsplit(" ", 1)[1]
        compte = next((n for n, mot in enumerate(mots, 2) if f"{mot} habitants" in phrase.lower()), 1)
        part = 100 * compte / (mots.index(texte) + 2 if texte in mots else int(texte))
        if phrase.startswith("Plus"):
            assert part < valeur
        elif phrase.startswith("Près"):
            assert valeur < part <= valeur * 1.07
        else:
            assert part == pytest.approx(valeur, abs=0.05)


def test_share_stands_beside_the_territory_compared():
    ligne = build_ligne("part_65p", (2021, 29.83), other=22.53)
    assert say_un_sur(ligne, AINES) == (
        "Près de trois habitants sur dix ont 65 ans ou plus\u00a0: 29,8\u00a0% en 2021, "
        "contre 22,5\u00a0% dans le département (Vienne)."
    )


@pytest.mark.parametrize("statut", [Statut.PARTIEL, Statut.RUPTURE_DE_SERIE])
def test_figure_with_a_reservation_is_not_said_aloud(statut: Statut):
    assert say_un_sur(build_ligne("part_65p", (2021, 29.8), statut=statut), AINES) == ""
    assert say_pour(build_ligne("densite", (2021, 29.8), statut=statut), Patron("densite", Moule.POUR, "{v}")) == ""
    assert (
        say_evolution(build_ligne("population_municipale", (2017, 900), (2023, 800), statut=statut), POPULATION) == ""
    )


def test_count_is_said_then_and_now():
    ligne = build_ligne("population_municipale", (2017, 27474.4), (2023, 26641))
    assert say_evolution(ligne, POPULATION) == (
        "En six\u00a0ans, le territoire a perdu 833\u00a0habitants\u00a0: 27\u202f474 en 2017, 26\u202f641 en 2023."
    )
    naissances = Patron("naissances_domiciliees", Moule.EVOLUTION, "naissances")
    assert say_evolution(build_ligne("naissances_domiciliees", (2014, 128), (2023, 100)), naissances) == (
        "On compte 100\u00a0naissances en 2023, contre 128 en 2014\u00a0: 22\u00a0% de moins en neuf\u00a0ans."
    )


@pytest.mark.parametrize("annees", [(2021, 2023), (2000, 2023), (2023, 2023)])
def test_count_over_too_short_or_too_long_a_time_is_not_said(annees):
    ligne = build_ligne("population_municipale", (annees[0], 900), (annees[1], 800))
    assert say_evolution(ligne, POPULATION) == ""


def test_count_that_hardly_moved_or_is_very_small_is_not_said():
    assert say_evolution(build_ligne("population_municipale", (2017, 1000), (2023, 990)), POPULATION) == ""
    assert say_evolution(build_ligne("population_municipale", (2017, 1), (2023, 2)), POPULATION) == ""


def test_sentences_differ_by_their_way_and_by_their_subject():
    lignes = {
        nom: build_ligne(nom, (2017, valeur * 1.2), (2023, valeur), other=valeur)
        for nom, valeur in (
            ("population_municipale", 26641.0),
            ("part_65p", 29.8),
            ("part_logements_vacants", 12.9),
            ("indice_vieillissement", 147.1),
        )
    }
    phrases = build_phrases(get_patrons(), lignes, {}, {}, 200)
    assert len(phrases) >= 3
    assert len({p.moule for p in phrases}) == len({p.sujet for p in phrases}) == len(phrases)


def test_communes_are_said_by_their_ends_when_they_stand_on_enough_people():
    ligne = build_ligne("part_logements_vacants", (2021, 12.0))
    figure = ligne.figure
    communes = {
        code: {"part_logements_vacants": replace(figure, valeur=valeur, denominateur=base)}
        for code, valeur, base in (("a", 4.0, 300), ("b", 9.0, 300), ("c", 20.0, 300), ("d", 60.0, 12))
    }
    noms = {"a": "Anché", "b": "Blanzay", "c": "Civray", "d": "Deux-Feux"}
    (phrase,) = build_phrases((), {"part_logements_vacants": ligne}, communes, noms, 200)
    assert phrase.texte == (
        "D’une commune à l’autre, la part des logements vacants va de 4,0\u00a0% (Anché) à 20,0\u00a0% (Civray), "
        "sans compter 1\u00a0commune sans valeur ou trop petite pour un taux."
    )
