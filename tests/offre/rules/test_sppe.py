"""Source of the thresholds: code de l’action sociale et des familles, article L214-1-3, and offre/catalogue."""

from datetime import date
from uuid import UUID

import pytest

from convive.offre.rules.sppe import (
    CommuneSppe,
    Competence,
    Exercice,
    Obligation,
    Seuils,
    build_phrase_seuils,
    build_tableau,
    get_obligation,
)
from convive.offre.selectors.catalogue import get_seuils

SEUILS = Seuils(3_500, 10_000, 10_000)
EPCI, MAIRIE = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("competence", "population", "attendu"),
    [
        (Competence.RECENSER, 90, Obligation.OBLIGATOIRE),
        (Competence.INFORMER, None, Obligation.OBLIGATOIRE),
        (Competence.PLANIFIER, 3_500, Obligation.FACULTATIVE),
        (Competence.PLANIFIER, 3_501, Obligation.OBLIGATOIRE),
        (Competence.SOUTENIR, 3_501, Obligation.OBLIGATOIRE),
        (Competence.SOUTENIR, None, Obligation.INCONNUE),
    ],
)
def test_obligation_depends_on_inhabitants_above_the_threshold(competence, population, attendu):
    assert get_obligation(competence, population, SEUILS) is attendu


def test_inhabitants_are_summed_when_a_competence_is_given_to_one_body():
    communes = [CommuneSppe("1", "A", 6_000), CommuneSppe("2", "B", 4_001), CommuneSppe("3", "C", 900)]
    exercices = [
        Exercice("1", Competence.PLANIFIER, EPCI, "Pays", date(2025, 1, 1)),
        Exercice("2", Competence.PLANIFIER, EPCI, "Pays"),
        Exercice("3", Competence.SOUTENIR, MAIRIE, "Mairie de C"),
        Exercice("ailleurs", Competence.SOUTENIR, MAIRIE, "Mairie de C"),
    ]
    tableau = build_tableau(communes, exercices, SEUILS)
    a, b, c = tableau.lignes
    assert [case.obligation for case in b.cases] == [Obligation.OBLIGATOIRE] * 4
    assert [case.obligation for case in c.cases] == [Obligation.OBLIGATOIRE] * 2 + [Obligation.FACULTATIVE] * 2
    assert (a.cases[2].exercice is not None, a.cases[3].exercice) == (True, None)
    mairie, pays = tableau.autorites
    assert (pays.communes, pays.population, pays.has_schema) == (2, 10_001, True)
    assert (mairie.population, mairie.obligation, mairie.has_schema) == (900, Obligation.FACULTATIVE, None)
    assert (tableau.non_dites, tableau.is_vide) == (9, False)


def test_unknown_inhabitants_never_pass_for_a_whole():
    communes = [CommuneSppe("1", "A", 6_000), CommuneSppe("2", "B", None)]
    exercices = [Exercice(code, Competence.PLANIFIER, EPCI, "Pays") for code in "12"]
    (pays,) = build_tableau(communes, exercices, SEUILS).autorites
    assert (pays.population, pays.obligation, pays.has_schema) == (None, Obligation.INCONNUE, None)


def test_sentence_says_the_thresholds():
    assert "3\u202f500" in build_phrase_seuils(SEUILS)
    assert "10\u202f000" in build_phrase_seuils(SEUILS)


def test_the_relais_is_due_from_2026_the_schema_from_2025():
    communes = [CommuneSppe("1", "A", 10_001)]
    exercices = [Exercice("1", Competence.PLANIFIER, EPCI, "Pays")]
    dus = {}
    for annee in (2024, 2025, 2026):
        seuils = get_seuils(date(annee, 12, 31))
        (pays,) = build_tableau(communes, exercices, seuils).autorites
        dus[annee] = pays.obligations
        assert ("le relais petite enfance," in build_phrase_seuils(seuils)) is (annee == 2026)
    assert dus == {
        2024: "",
        2025: "avec un schéma pluriannuel",
        2026: "avec un schéma pluriannuel et un relais petite enfance",
    }
