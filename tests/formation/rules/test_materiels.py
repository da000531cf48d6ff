"""What an activity lays on the table is in the contents, with a key; what a consigne names is there."""

import copy
import re

import pytest

from convive.formation.rules.cours import is_officielle
from convive.formation.rules.materiels import build_materiels
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import get_cours, get_hotes_officiels
from convive.formation.selectors.materiels import get_materiels, list_materiels
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.selectors.contenus import get_missions

COURS = get_cours("ctg_deux_jours")
NOMBRES = {"trois": 3, "cinq": 5, "huit": 8, "douze": 12}
NOMME = re.compile(rf"(?<!en )\b({'|'.join(NOMBRES)}) (cartes|phrases|démarches|chiffres)\b", re.IGNORECASE)
LETTRES = re.compile(r"\bcartes R, A, C, I\b", re.IGNORECASE)


def list_nommes() -> set[tuple[str, str, str]]:
    """(Séquence, activity, material) for each material that an activity of the course names."""
    found = set()
    for sequence in COURS.sequences:
        for temps in sequence.deroule:
            texte = f"{temps.titre}. {temps.methode}. {temps.consigne}".replace("\u00a0", " ")
            for motif in (NOMME, LETTRES):
                found |= {(sequence.cle, temps.titre, match[0].lower()) for match in motif.finditer(texte)}
    return found


def test_what_an_activity_names_is_on_the_table():
    fournis = {(row.sequence, row.temps, row.nomme.replace("\u00a0", " ").lower()) for row in get_materiels().values()}
    assert list_nommes() == fournis
    assert len(fournis) == 5


@pytest.mark.parametrize("materiel", get_materiels().values(), ids=lambda row: row.cle)
def test_there_are_as_many_cards_as_the_activity_says(materiel):
    if found := NOMME.fullmatch(materiel.nomme.replace("\u00a0", " ")):
        assert len(materiel.cartes) == NOMBRES[found[1].lower()]
    assert all(carte.pourquoi for carte in materiel.cartes)
    assert materiel.retour


def test_a_card_is_sorted_under_a_word_that_the_activity_gives():
    for cle in ("douze_phrases", "cinq_demarches"):
        materiel = get_materiels()[cle]
        noms = {repere.nom for repere in materiel.reperes}
        assert {reponse for carte in materiel.cartes for _, reponse in carte.cases} <= noms
    # Every pile receives a card, and the cards are not dealt pile by pile.
    piles = [carte.cases[0][1] for carte in get_materiels()["douze_phrases"].cartes]
    assert set(piles) == {repere.nom for repere in get_materiels()["douze_phrases"].reperes}
    assert all(len(set(piles[rang : rang + 3])) > 1 for rang in range(len(piles) - 2))


def test_the_sources_of_the_money_are_official():
    sources = get_materiels()["qui_recoit_quoi"].sources
    assert sources
    assert all(is_officielle(url, get_hotes_officiels()) for url in sources)


def test_the_cards_of_who_does_what_say_the_same_as_the_post():
    """`missions.yaml` gives the letters of each function; the key of the cards is the same, the other way round."""
    roles = {
        role["cle"]: role["nom"].split(" ou ")[0].split("·")[0].lower() for role in get_missions()["raci"]["roles"]
    }
    lignes = {ligne["cle"]: ligne for ligne in get_missions()["raci"]["lignes"]}
    cartes = get_materiels()["cartes_raci"].cartes
    for carte, cle in zip(cartes, ("fiche_conception", "copil", "deliberation", "evaluation"), strict=True):
        for lettre, reponse in carte.cases:
            attendus = {roles[role] for role in roles if lignes[cle].get(role) == lettre}
            dits = {part.split(" ou ")[0].split("·")[0].lower() for part in reponse.split(", ") if part}
            assert dits == attendus, (cle, lettre)


@pytest.mark.parametrize(("cle", "combien"), [("S7", 1), ("S7_2", 1), ("S9", 0), ("N", 0), ("", 0)])
def test_a_copy_of_a_sequence_keeps_its_material(cle, combien):
    assert len(list_materiels(cle)) == combien


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"reponses": []}, "une réponse par colonne"),
        ({"reponses": [""]}, "une réponse par colonne"),
        ({"texte": "Deux animateurs, 1,6 équivalent temps plein."}, "Deux fois la même clé"),
    ],
)
def test_a_card_without_its_key_is_refused(change, phrase):
    contenu = copy.deepcopy(read_contenu("materiels"))
    contenu["materiels"][-1]["cartes"][0] |= change
    with pytest.raises(ContenuInvalide, match=phrase):
        build_materiels(contenu)
