"""What a note compares, lacks, and how it ends."""

from datetime import date

import pytest

from convive.gouvernance.rules import notes as regles
from convive.gouvernance.rules.notes import Chiffre, FaitsNote, FaitsScenario, Issue

JOUR = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("couts", "texte"),
    [
        ({}, "Non chiffré"),
        ({2027: 0}, "0\xa0€ en\xa02027"),
        ({2027: 45_000}, "45\u202f000\xa0€ en\xa02027"),
        (
            {2028: 12_000, 2027: 45_000},
            "45\u202f000\xa0€ en\xa02027, 12\u202f000\xa0€ en\xa02028\xa0; 57\u202f000\xa0€ en tout",
        ),
    ],
)
def test_costs_are_said_by_year(couts, texte):
    assert regles.format_couts(couts).replace("\xa0000", "\u202f000") == texte


def test_an_amount_is_always_the_estimate_of_someone_on_a_day():
    assert regles.explain_couts({2027: 10}, "", None).keys() == {"cout_source", "cout_date"}
    assert regles.explain_couts({2027: 10}, "direction des finances", JOUR) == {}
    assert regles.explain_couts({}, "", None) == {}
    assert "cout_date" in regles.explain_couts({}, "", JOUR)
    assert "couts" in regles.explain_couts({2027: -1}, "x", JOUR)
    assert regles.format_estimation("direction des finances", JOUR) == (
        "estimation\xa0: direction des finances, le 3\xa0novembre\xa02026"
    )
    assert regles.format_estimation("", JOUR) == ""


def test_costs_and_figures_come_back_as_they_were_kept():
    assert regles.load_couts(regles.dump_couts({2028: 2, 2027: 1})) == {2027: 1, 2028: 2}
    chiffre = Chiffre("Familles en attente", "20", "Guichet unique", "2026")
    assert regles.load_chiffres(regles.dump_chiffres([chiffre])) == (chiffre,)
    assert regles.load_chiffres(None) == ()
    assert regles.load_couts(None) == {}
    assert chiffre.phrase == "Familles en attente\xa0: 20 (Guichet unique, 2026)"


def test_a_figure_without_source_or_year_is_refused():
    assert regles.explain_chiffres([Chiffre("Familles", "20", "Guichet", "2026")]) == ""
    assert "sa source et son année" in regles.explain_chiffres([Chiffre("Familles", "20", "", "")])


def test_what_a_note_lacks_is_advice():
    vide = FaitsNote("Où ?", (FaitsScenario("A"),))
    assert "au moins deux scénarios à comparer" in regles.list_manques(vide)
    assert len(regles.list_manques(vide)) == 6
    deux = FaitsScenario("A", "Cela change", has_couts=True)
    pleine = FaitsNote("Où ?", (deux, deux), "Il faut savoir", has_sources=True, has_avis=True, recommandation="A")
    assert regles.list_manques(pleine) == []
    sans = FaitsNote("Où ?", (FaitsScenario("A"), FaitsScenario("B")), "x", has_avis=True, recommandation="A")
    assert regles.list_manques(sans)[0] == "ce que changent les scénarios A et B"


@pytest.mark.parametrize(
    ("issue", "has_scenario", "pourquoi", "scenarios", "champs"),
    [
        (Issue.RETENU, True, "Plus vite.", 2, set()),
        (Issue.RETENU, False, "Plus vite.", 2, {"scenario"}),
        (Issue.MELANGE, True, "Un peu des deux.", 2, {"scenario"}),
        (Issue.MELANGE, False, "Un peu des deux.", 2, set()),
        (Issue.REPORTE, False, "Après le budget.", 1, set()),
        (Issue.RETENU, True, " ", 1, {"issue", "pourquoi"}),
        ("autre", False, "x", 2, {"issue"}),
    ],
)
def test_an_arbitration_says_which_and_why(issue, has_scenario, pourquoi, scenarios, champs):
    found = regles.explain_arbitrage(issue, has_scenario=has_scenario, pourquoi=pourquoi, scenarios=scenarios)
    assert set(found) == champs


def test_the_words_of_the_decision_come_from_the_question():
    question = "Où ouvrir les vingt places\xa0?"
    assert regles.build_libelle(Issue.RETENU, question, ("A", "L’école")) == (
        "Où ouvrir les vingt places\xa0: retenir le scénario A, «\xa0L’école\xa0»."
    )
    assert regles.build_libelle(Issue.REPORTE, question, None).startswith("Reporter la décision\xa0: Où")
    assert "mélange" in regles.build_libelle(Issue.MELANGE, question, None)
    assert regles.get_lettre(7) == "?"
