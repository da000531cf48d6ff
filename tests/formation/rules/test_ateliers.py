"""What ships with the package can be played; a fault in a file is refused."""

import pytest

from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier, build_cas, build_jeu, read_etat
from convive.formation.rules.feuille import Portee, read_valeurs
from convive.formation.rules.lecture import build_grille_lecture, compute_total
from convive.formation.selectors.ateliers_contenus import get_cas, get_grille_lecture, get_jeux, get_projets
from convive.formation.selectors.contenus import get_titres_sequences, read_contenu
from convive.formation.selectors.feuilles import get_contenu_atelier, list_contenus_ateliers
from convive.prise_poste.rules.case import MAX_CHAMP
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.selectors.contenus import get_outils


def test_everything_that_the_course_promises_is_there():
    assert list(get_jeux()) == ["copil_qui_derape", "note_pour_demain", "promesse_de_reponse"]
    assert [cas.numero for cas in get_cas().values()] == [1, 2, 3]
    assert len(get_outils()) == 14
    assert len(get_projets()) == 3
    assert len(get_grille_lecture().criteres) == 10


def test_each_workshop_names_a_sequence_and_a_tool_that_exist():
    sequences = set(get_titres_sequences())
    assert {row.sequence for row in list_contenus_ateliers()} - {""} <= sequences
    assert {jeu.production for jeu in get_jeux().values()} <= set(get_outils())


def test_each_box_of_a_workshop_has_its_own_short_name():
    for contenu in list_contenus_ateliers():
        champs = [case.champ for bloc in contenu.feuille.blocs for case in bloc.cases]
        assert len(set(champs)) == len(champs), contenu.cle
        assert max(map(len, champs)) <= MAX_CHAMP
        assert contenu.feuille.minutes > 0


def test_the_lengths_are_those_of_the_course():
    minutes = {row.cle: row.feuille.minutes for row in list_contenus_ateliers() if row.sorte != SorteAtelier.OUTIL}
    assert minutes == {
        "copil_qui_derape": 45,
        "note_pour_demain": 60,
        "promesse_de_reponse": 45,
        "dix_sept_objectifs": 150,
        "autorite_organisatrice": 180,
        "qu_est_ce_que_ca_a_change": 150,
        "lecture_critique": 45,
    }


def test_the_boxes_of_the_debrief_come_with_it():
    feuille = get_contenu_atelier("jeu", "copil_qui_derape").feuille
    assert feuille.get_case("debat-1", is_retour=False) is None
    bloc, case = feuille.get_case("debat-1", is_retour=True)
    assert bloc.portee is Portee.GROUPE
    assert case.nom.startswith("Qu’est-ce qui était à moi de dire")


@pytest.mark.parametrize(("sorte", "cle"), [("jeu", "inconnu"), ("cas", "copil_qui_derape"), ("autre", "frise")])
def test_what_is_not_in_the_contents_is_not_a_workshop(sorte, cle):
    assert get_contenu_atelier(sorte, cle) is None


@pytest.mark.parametrize(
    "change",
    [
        {"roles": [{"cle": "maire", "nom": "Le maire", "carte": "…", "secret": ""}]},
        {"roles": [{"cle": "chargee", "nom": "La chargée", "carte": "…", "secret": ""}] * 2},
        {"fait_nouveau": {"minute": 60, "texte": "Trop tard"}},
        {"temps": [{"nom": "Jouer", "minutes": 0}]},
    ],
    ids=["sans_chargee", "deux_fois", "fait_apres_la_fin", "sans_minutes"],
)
def test_a_play_that_cannot_be_played_is_refused(change):
    with pytest.raises(ContenuInvalide):
        build_jeu(read_contenu("jeux/note_pour_demain") | change)


@pytest.mark.parametrize(
    "change",
    [
        {"duree_minutes": 10},
        {"documents": [{"cle": "x", "titre": "x", "type": "film", "lignes": []}]},
        {"documents": [{"cle": "x", "titre": "x", "type": "tableau", "colonnes": ["a"], "lignes": [["1", "2"]]}]},
    ],
    ids=["duree", "type", "colonnes"],
)
def test_a_case_that_cannot_be_given_is_refused(change):
    with pytest.raises(ContenuInvalide):
        build_cas(read_contenu("cas/dix_sept_objectifs") | change)


def test_a_criterion_twice_or_a_short_scale_is_refused():
    grille = read_contenu("lecture_critique")
    with pytest.raises(ContenuInvalide, match="0 à 3"):
        build_grille_lecture(grille | {"echelle": grille["echelle"][:3]})
    with pytest.raises(ContenuInvalide, match="même critère"):
        build_grille_lecture(grille | {"grille": grille["grille"] * 2})


def test_a_line_without_a_note_counts_in_no_total():
    assert compute_total([3, None, 0, 2]) == (5, 9)
    assert compute_total([None]) == (0, 0)


@pytest.mark.parametrize(
    ("ouvert", "retour", "clos", "etat"),
    [
        (False, False, False, EtatAtelier.PREPARE),
        (True, False, False, EtatAtelier.OUVERT),
        (True, True, False, EtatAtelier.RETOUR),
        (True, True, True, EtatAtelier.CLOS),
        (True, False, True, EtatAtelier.CLOS),
    ],
)
def test_the_state_of_a_workshop(ouvert, retour, clos, etat):
    assert read_etat(ouvert=ouvert, retour=retour, clos=clos) is etat


def test_what_a_group_wrote_is_read_box_by_box():
    textes = {"indicateur-nom": " Délai ", "indicateur-cible": "  ", "releve-seance": "Autre"}
    assert read_valeurs(get_outils()["indicateur"], textes) == {"nom": "Délai"}
