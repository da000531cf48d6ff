"""A course can be run: its hours add up, its keys name something, a rule has its source."""

import copy
import re
from itertools import pairwise

import pytest

from convive.formation.rules.cours import (
    MINUTES_DEMI_JOURNEE,
    MINUTES_PAUSE,
    StatutApport,
    build_cours,
    is_officielle,
    resolve_reprises,
    say_travail,
)
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import (
    COURS,
    get_briques,
    get_cours,
    get_hotes_officiels,
    get_titres_outils,
    list_cours,
    list_cours_propres,
)
from convive.prise_poste.rules.contenus import ContenuInvalide


def test_the_course_of_two_days_is_ready_to_run():
    cours = get_cours("ctg_deux_jours")
    assert (cours.duree_heures, len(cours.demi_journees), len(cours.sequences)) == (14, 4, 13)
    for demi in cours.demi_journees:
        sequences = [cours.get_sequence(cle) for cle in demi.sequences]
        assert sum(row.minutes for row in sequences if row) == MINUTES_DEMI_JOURNEE == 195 + MINUTES_PAUSE
        temps = [temps for row in sequences if row for temps in row.deroule]
        [pause] = [rang for rang, un in enumerate(temps) if un.is_pause]
        # Nobody sits more than two hours in a row, and no half-day begins or ends with its break.
        assert 60 <= sum(un.minutes for un in temps[:pause]) <= 120
        assert temps[pause].minutes == MINUTES_PAUSE
    assert {cle for row in cours.sequences for cle in row.objectifs} == {row.cle for row in cours.objectifs}
    assert all(row.notes_formateur and row.apports and row.capacites for row in cours.sequences)
    assert cours.get_sequence("S99") is None
    assert [row.cle for row in list_cours()] == list(COURS)
    assert get_briques()["ctg_deux_jours.S3"].outil == "fiche_action"


def test_an_input_says_where_it_comes_from():
    apports = {row.titre: row for row in get_cours("ctg_deux_jours").sequences[0].apports}
    assert apports["Ce qui dépend de votre Caf"].is_local
    assert apports["Ce qui dépend de votre Caf"].libelle_statut == "À vérifier auprès de votre Caf"
    assert apports["Ce qu’est une CTG, et d’où elle vient"].statut is StatutApport.REGLE


def test_an_input_is_long_enough_to_teach_and_short_enough_to_be_read():
    apports = [apport for cours in list_cours_propres() for row in cours.sequences for apport in row.apports]
    mots = {apport.titre: len(re.findall(r"\w[\w’'-]*", apport.texte)) for apport in apports}
    assert len(mots) == 21
    assert {titre: nombre for titre, nombre in mots.items() if not 200 <= nombre <= 400} == {}


def test_a_rule_is_read_on_an_official_site():
    apports = [apport for row in get_cours("ctg_deux_jours").sequences for apport in row.apports]
    regles = [apport for apport in apports if apport.statut is StatutApport.REGLE]
    assert len(regles) == 4
    ailleurs = {url for apport in regles for url in apport.sources if not is_officielle(url, get_hotes_officiels())}
    assert ailleurs == set()


@pytest.mark.parametrize(
    ("url", "officielle"),
    [
        ("https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000048581935", True),
        ("https://caf.fr/caf-de-la-moselle", True),
        ("https://data.caf.fr", True),
        ("https://www.caf37-partenaires.fr/actualite", False),
        ("https://faux-caf.fr/page", False),
        ("https://legal.tricoteuses.fr/articles/LEGIARTI000051358479", False),
        ("caf.fr", False),
    ],
)
def test_an_official_site_and_its_neighbours(url, officielle):
    assert is_officielle(url, get_hotes_officiels()) is officielle


def test_an_amount_has_its_year_and_a_source():
    for row in get_cours("ctg_deux_jours").sequences:
        for apport in row.apports:
            for phrase in re.split(r"(?<=[.!?])\s", apport.texte):
                if "€" in phrase or "places pour cent" in phrase:
                    assert re.search(r"\b20\d\d\b", phrase), phrase
                    assert apport.sources, apport.titre


def test_every_objective_is_taught_practised_and_measured():
    cours = get_cours("ctg_deux_jours")
    for objectif in cours.objectifs:
        siennes = [row for row in cours.sequences if objectif.cle in row.objectifs]
        assert any(row.apports for row in siennes), f"{objectif.cle} is not taught"
        temps = [un for row in siennes for un in row.deroule if not un.is_pause and "apport" not in un.methode]
        assert sum(un.minutes for un in temps) >= 30, f"{objectif.cle} is not practised"
        notes = [note for row in siennes for note in row.notes_formateur]
        assert any(note.startswith(f"À observer pour {objectif.cle}") for note in notes), (
            f"{objectif.cle} is not measured"
        )
    # A note never measures an objective that its sequence does not aim at.
    for row in cours.sequences:
        observes = {found[1] for note in row.notes_formateur if (found := re.match(r"À observer pour (O\d)", note))}
        assert observes <= set(row.objectifs), row.cle


def test_the_watch_asks_for_what_its_criterion_says():
    cours = get_cours("ctg_deux_jours")
    critere = next(row.critere for row in cours.objectifs if row.cle == "O2")
    veille = cours.get_sequence("S8")
    assert (critere, veille.titre) == (
        "a choisi cinq sources et écrit, à trois, trois nouvelles avec ce qu’elles changent ici",
        "Veiller\u00a0: cinq sources, trois nouvelles",
    )
    assert [un.titre for un in veille.deroule[1:3]] == ["Mes cinq sources", "Trois nouvelles, à trois"]


def test_the_time_of_a_sequence_says_its_break_apart():
    assert say_travail(40, 0) == "40\u00a0min"
    assert say_travail(100, 15) == "1\u00a0h\u00a025 et 15\u00a0min de pause"


@pytest.mark.parametrize(
    ("where", "champ", "valeur", "phrase"),
    [
        ("sequences", "objectifs", ["O9"], "O9 n’existe pas"),
        ("sequences", "pages", ["ailleurs"], "ailleurs n’existe pas"),
        ("sequences", "outil", "marteau", "marteau n’existe pas"),
        ("sequences", "deroule", [], "Demi-journée « J1M » : 113 min"),
        ("sequences", "cle", "S2", "Deux fois la même clé"),
        ("sequences", "surprise", 1, "surprise"),
        ("demi_journees", "sequences", ["S1"], "Chaque séquence a sa demi-journée"),
    ],
)
def test_a_course_that_cannot_be_run_is_refused(where, champ, valeur, phrase):
    contenu = copy.deepcopy(read_contenu("cours/ctg_deux_jours"))
    contenu[where][0][champ] = valeur
    with pytest.raises(ContenuInvalide, match=phrase):
        build_cours(contenu, get_titres_outils())


def test_a_rule_without_a_source_and_hours_that_lie_are_refused():
    contenu = copy.deepcopy(read_contenu("cours/ctg_deux_jours"))
    contenu["sequences"][0]["apports"][0]["sources"] = []
    with pytest.raises(ContenuInvalide, match="une règle donne sa source"):
        build_cours(contenu, get_titres_outils())
    pause = copy.deepcopy(read_contenu("cours/ctg_deux_jours"))
    pause["sequences"][0]["deroule"][-1]["titre"] = "Finir la frise"
    with pytest.raises(ContenuInvalide, match="0 min de pause"):
        build_cours(pause, get_titres_outils())
    with pytest.raises(ContenuInvalide, match="pas 13 h"):
        build_cours(read_contenu("cours/ctg_deux_jours") | {"duree_heures": 13}, get_titres_outils())
    with pytest.raises(KeyError):
        get_cours("inconnu")


@pytest.mark.parametrize("cle", COURS)
def test_each_course_fills_its_frame_and_nobody_sits_too_long(cle):
    cours = get_cours(cle)
    assert cours.minutes == cours.duree_heures * 60
    for demi in cours.demi_journees:
        temps = [un for nom in demi.sequences for un in cours.get_sequence(nom).deroule]
        pauses = [rang for rang, un in enumerate(temps) if un.is_pause]
        assert sum(un.minutes for un in temps) == cours.minutes_demi_journee
        assert sum(temps[rang].minutes for rang in pauses) == cours.minutes_pause
        bornes = [-1, *pauses, len(temps)]
        assises = [sum(un.minutes for un in temps[a + 1 : b]) for a, b in pairwise(bornes)]
        # A remote half-day has two breaks, so nobody stays that long in front of a screen.
        assert max(assises) <= (90 if cours.minutes_pause == 30 else 120), (cle, demi.cle, assises)
        assert min(assises) > 0, (cle, demi.cle)
    assert all(row.notes_formateur and row.capacites for row in cours.sequences)
    assert bool(cours.variante) is (cle != COURS[0])


@pytest.mark.parametrize("cle", COURS)
def test_the_objectives_of_each_course_are_worked_in_it(cle):
    cours = get_cours(cle)
    assert {nom for row in cours.sequences for nom in row.objectifs} == {row.cle for row in cours.objectifs}
    for row in cours.sequences:
        observes = {found[1] for note in row.notes_formateur if (found := re.match(r"À observer pour (\w+)", note))}
        assert observes <= set(row.objectifs), (cle, row.cle)


def test_at_a_distance_each_activity_says_what_changes():
    muets = [
        un.titre
        for row in get_cours("ctg_distance").sequences
        for un in row.deroule
        if not un.is_pause and "À distance" not in un.consigne and "salles de" not in un.methode
    ]
    # Those that are done in the same words: one speaks, the others listen.
    assert muets == [
        "Lues à voix haute",
        "Choisir la situation",
        "Écrire sa demande",
        "Retenir",
        "Ce que chacun garde",
    ]


@pytest.mark.parametrize(
    ("sequence", "phrase"),
    [
        ({"reprend": "S99"}, "La séquence «\u00a0S99\u00a0» n’existe pas"),
        ({"reprend": "S1", "deroule": [{"reprend": "Danser"}]}, "Le temps «\u00a0Danser\u00a0» n’existe pas"),
    ],
)
def test_a_variant_takes_only_what_there_is(sequence, phrase):
    with pytest.raises(ContenuInvalide, match=phrase):
        resolve_reprises({"sequences": [sequence]}, read_contenu("cours/ctg_deux_jours"))


def test_what_a_variant_takes_is_changed_there_alone():
    base, distance = get_cours("ctg_deux_jours"), get_cours("ctg_distance")
    tour, tour_distance = (cours.get_sequence("S1").deroule[0] for cours in (base, distance))
    assert (tour.minutes, tour_distance.minutes) == (25, 20)
    assert tour_distance.consigne.startswith(tour.consigne)
    assert "À distance" not in tour.consigne
    assert set(get_briques()) > {"ctg_deux_jours.S7", "ctg_elus.V2"}
    assert "ctg_distance.S1" not in get_briques()
