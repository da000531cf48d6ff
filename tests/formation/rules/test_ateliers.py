"""What ships with the package can be played; a fault in a file is refused."""

import re

import pytest

from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier, build_cas, build_jeu, read_etat
from convive.formation.rules.feuille import Portee, read_valeurs
from convive.formation.rules.lecture import build_grille_lecture, compute_total
from convive.formation.selectors.ateliers_contenus import get_cas, get_grille_lecture, get_jeux, get_projets
from convive.formation.selectors.contenus import get_titres_sequences, read_contenu
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.feuilles import get_contenu_atelier, list_contenus_ateliers
from convive.prise_poste.rules.case import MAX_CHAMP
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.selectors.contenus import get_outils


def test_everything_that_the_course_promises_is_there():
    assert list(get_jeux()) == ["copil_qui_derape", "premier_copil", "note_pour_demain", "promesse_de_reponse"]
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
        "premier_copil": 45,
        "note_pour_demain": 60,
        "promesse_de_reponse": 40,
        "dix_sept_objectifs": 150,
        "dix_sept_objectifs_court": 60,
        "autorite_organisatrice": 180,
        "autorite_organisatrice_court": 15,
        "qu_est_ce_que_ca_a_change": 150,
        "qu_est_ce_que_ca_a_change_court": 35,
        "lecture_critique": 30,
    }


def test_what_is_played_or_studied_in_the_room_fits_its_slot():
    """A play by its letter, a short case by its title, the reading: as long as the course gives them."""
    slots = {temps.titre: temps.minutes for row in get_cours("ctg_deux_jours").sequences for temps in row.deroule}
    for cas in get_cas().values():
        assert cas.court is not None
        assert sum(consigne.minutes for consigne in cas.court.consignes) == slots[cas.court.temps]
        assert len(cas.corrige) >= 5
    # The short version of case 2 keeps time to correct, and its key says which answers are its own.
    autorite = get_cas()["autorite_organisatrice"]
    assert autorite.court.consignes[-1].minutes == 7
    assert len(autorite.reponses_courtes) == 4
    assert len(autorite.reponses_completes) == len(autorite.corrige) - 4
    for jeu in get_jeux().values():
        [minutes] = [slots[titre] for titre in slots if f"Jeu de rôle {jeu.lettre[0]}\u00a0:" in titre]
        assert sum(temps.minutes for temps in jeu.temps) == minutes, jeu.cle
    assert get_contenu_atelier("lecture", "lecture_critique").feuille.minutes == slots["Lecture critique"]


def test_a_case_has_several_defensible_answers_and_no_empty_one():
    for cas in get_cas().values():
        assert all(row.question and len(row.reponse.split()) > 15 for row in cas.corrige), cas.cle
    textes = {cas.cle: " ".join(f"{row.question} {row.reponse}" for row in cas.corrige) for cas in get_cas().values()}
    assert "Trois réponses se défendent" in textes["dix_sept_objectifs"]
    assert "Trois réponses se défendent" in textes["autorite_organisatrice"]
    assert "Un refus argumenté" in textes["qu_est_ce_que_ca_a_change"]


@pytest.mark.parametrize("jeu", get_jeux().values(), ids=lambda jeu: jeu.cle)
def test_a_play_has_its_documents_and_two_sheets_for_who_watches(jeu):
    assert jeu.documents
    assert len(jeu.feuilles) == 2
    assert all(len(feuille.lignes) >= 4 for feuille in jeu.feuilles)
    # What one role alone reads is shown to no other, nor to who watches.
    for document in jeu.documents:
        for role in (*jeu.noms_roles, "observateur", ""):
            assert (document in jeu.list_documents(role)) is (document.pour in {"", role})


def test_the_short_version_gives_only_its_documents():
    court = get_contenu_atelier("cas", "autorite_organisatrice_court").cas
    assert [document.cle for document in court.documents] == ["competences"]
    assert court.titre == "Qui est autorité organisatrice\u00a0? (version courte)"
    assert court.build_court() is None


def read_nombre(texte: str) -> int:
    return int("".join(signe for signe in texte if signe.isdigit()))


def test_the_totals_that_trainees_add_up_are_right():
    jeux = {jeu.cle: {document.cle: document.lignes for document in jeu.documents} for jeu in get_jeux().values()}
    for cle in ("tableau", "tableau_publiable"):
        *lignes, ensemble = jeux["promesse_de_reponse"][cle]
        for rang in (1, 2, 3):
            assert sum(int(ligne[rang]) for ligne in lignes) == int(ensemble[rang])
        assert all(int(ligne[2]) + int(ligne[3]) == int(ligne[1]) for ligne in (*lignes, ensemble))
    assert min(int(ligne[1]) for ligne in jeux["promesse_de_reponse"]["tableau_publiable"]) >= 11
    couts = {ligne[0]: read_nombre(ligne[1]) for ligne in jeux["note_pour_demain"]["couts"]}
    assert sum(list(couts.values())[:3]) == couts["Total"] == 19_400
    carte = next(role.carte for role in get_jeux()["note_pour_demain"].roles if role.cle == "dgs")
    assert "19 400\u00a0€ en 2025, dont 7 900\u00a0€" in carte.replace("19\u00a0400", "19 400").replace(
        "7\u00a0900", "7 900"
    )
    for cle in ("copil_qui_derape", "premier_copil"):
        assert sum(int(ligne[3]) for ligne in jeux[cle]["ordre_du_jour"]) == 90


def test_the_key_of_the_second_case_counts_as_its_table_does():
    """Thresholds are strict, and an empty box is not a competence that went elsewhere."""
    cas = get_cas()["autorite_organisatrice"]
    lignes = next(document.lignes for document in cas.documents if document.cle == "competences")
    habitants = {ligne[0]: read_nombre(ligne[1]) for ligne in lignes}
    corrige = {row.question: row.reponse for row in cas.corrige}
    assert sum(habitants.values()) == 46_000
    planifie = next(reponse for question, reponse in corrige.items() if "planifier" in question)
    for commune, nombre in habitants.items():
        assert (commune in planifie) is (nombre > 3_500), commune
    assert {ligne[0] for ligne in lignes if ligne[4] == "–"} == {nom for nom, n in habitants.items() if n <= 3_500}
    recenser = next(reponse for question, reponse in corrige.items() if question.startswith("Qui est autorité"))
    assert all(ligne[0] in recenser for ligne in lignes if not ligne[2])
    qualite = next(reponse for question, reponse in corrige.items() if "qualité" in question)
    assert all((ligne[0] in qualite) is (not ligne[5]) for ligne in lignes)
    agglomeration = sum(habitants[ligne[0]] for ligne in lignes if ligne[4] == "Agglomération")
    assert agglomeration == 9_800
    assert min(n for nom, n in habitants.items() if nom != "Ysole") + agglomeration > 10_000
    couts = next(document.lignes for document in cas.documents if document.cle == "couts")
    bas, haut = ({ligne[0]: ligne[rang] for ligne in couts} for rang in (1, 2))
    fonctionnement, familles = "Fonctionnement par place et par an", "Participation des familles par place"
    budget = next(reponse for question, reponse in corrige.items() if "vingt places" in question)
    lus = {read_nombre(found) for found in re.findall(r"\d[\d\s]*(?=\s€)", budget)}
    for montant in (
        20 * read_nombre(bas[fonctionnement]) - 20 * read_nombre(haut[familles]),
        20 * read_nombre(haut[fonctionnement]) - 20 * read_nombre(bas[familles]),
        20 * read_nombre(bas["Travaux par place"]),
        20 * read_nombre(haut["Travaux par place"]),
    ):
        assert montant in lus


def test_the_key_of_the_third_case_counts_as_its_tables_do():
    cas = get_cas()["qu_est_ce_que_ca_a_change"]
    tables = {document.cle: document.lignes for document in cas.documents}
    jeunes = sum(read_nombre(ligne[2]) for ligne in tables["frequentation"])
    jours = sum(read_nombre(ligne[1]) for ligne in tables["frequentation"])
    textes = " ".join(row.reponse for row in cas.corrige).replace("\u00a0", " ")
    assert f"= {jeunes} jeunes-années" in textes
    assert f"environ {round(210_000 / jeunes)} € par jeune" in textes
    assert f"{jours} jours, environ {round(210_000 / jours)} €" in textes
    assert f"environ {round(210_000 / 2_900)} suivis" in textes
    est, haut_pays = (next(row for row in tables["enquete"] if row[0] == nom) for nom in ("Est", "Haut-Pays"))
    reunis = [int(a) + int(b) for a, b in zip(est[1:], haut_pays[1:], strict=True)]
    assert "{} réponses, {} oui, {} non, {} sans avis".format(*reunis) in textes


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
        {"documents": [{"cle": "x", "titre": "x", "type": "liste", "lignes": [], "pour": "personne"}]},
    ],
    ids=["sans_chargee", "deux_fois", "fait_apres_la_fin", "sans_minutes", "document_de_personne"],
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
        {"court": {"temps": "x", "minutes": 5, "documents": [], "consignes": []}},
        {"court": {"temps": "x", "minutes": 0, "documents": ["absent"], "consignes": []}},
    ],
    ids=["duree", "type", "colonnes", "duree_courte", "document_absent"],
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
