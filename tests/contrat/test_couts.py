"""A page costs the same number of queries with one row and with twenty, and shows them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contrat.decor import Decor
from tests.contrat.lecture import assert_no_faute, read_statut
from tests.contrat.lignes import NOMBRE, create_lettres, create_lignes, create_lignes_organisme
from tests.contrat.routes import Route
from tests.contrat.table import ORGANISME, ROUTES, TERRITOIRE, get_acces

pytestmark = pytest.mark.django_db
# The extra queries that a page may make, and why.
DE_PLUS = {
    # A pending invitation or link, which the first measurement does not have.
    "espaces:membre_list": 1,
    "espaces:lien_list": 1,
    # The filters shown for several notes: their thématiques, their authors.
    "espaces:note_list": 2,
    # The discussions about its points, which the first measurement does not have.
    "gouvernance:seance_detail": 1,
}
# How to count the rows of a page: without several rows, its number of queries would prove nothing.
UUID = "[0-9a-f-]{36}"
LIGNES = {
    "acteurs:groupe_list": r"Groupe \d+",
    "acteurs:import_list": r"\d+\.csv",
    "acteurs:organisation_list": r"Organisation \d+",
    "acteurs:personne_list": r"Nom \d+",
    "acteurs:poste_list": r"Poste \d+",
    "convention:article_list": r"Article \d+",
    "convention:jalon_list": r"Jalon \d+",
    "convention:plan_externe_list": r"Plan \d+",
    "diagnostic:avis_list": r"Constat \d+",
    "diagnostic:constat_list": r"Constat \d+",
    "diagnostic:enjeu_list": r"Enjeu \d+",
    "diagnostic:enjeu_synthese": r"Enjeu \d+",
    "diagnostic:indicateur_espace_list": r"Indicateur \d+",
    "diagnostic:note_entretien_list": f"/entretiens/{UUID}/",
    "diagnostic:parole_list": r"Parole \d+",
    "documents:gel_list": r"Note figée \d+",
    "documents:piece_list": r"Bilan \d+",
    "echanges:discussion_list": r"Question \d+",
    "espaces:echeance_list": r"Décision \d+",
    "espaces:lien_list": r"membre_\d+",
    "espaces:membre_list": r"invitee_\d+",
    "espaces:note_list": r"Note (?:figée )?\d+",
    "formation:atelier_detail": r"Personne \d+",
    "prise_poste:auto_evaluation_list": r"\d+(?:er)?\s[^\W\d]+\s20\d\d",
    "formation:demande_list": r"Pays \d+",
    "formation:document_session_list": r"Personne \d+",
    "formation:exercice_list": r"Personne \d+",
    "formation:inscription_list": r"Personne \d+",
    "prise_poste:lettre_list": f"/lettres/{UUID}/",
    "prise_poste:passation_detail": r"Instance \d+",
    "formation:observation_list": r"Personne \d+",
    "formation:presence_list": r"Personne \d+",
    "formation:programme_list": r"Programme \d+",
    "formation:qualite_detail": r"2026-1\d\d",
    "formation:question_list": r"Question \d+",
    "prise_poste:rapport_detail": r"Poste \d+",
    "formation:session_detail": r"Personne \d+",
    "formation:session_list": r"2026-1\d\d",
    "finances:scenario_list": r"Scénario \d+",
    "finances:parametre_list": r"Courrier \d+",
    "gouvernance:decision_list": r"Décision \d+",
    "gouvernance:instance_detail": r"Siège \d+",
    "gouvernance:instance_list": r"Instance \d+",
    "gouvernance:note_list": r"Question \d+",
    "gouvernance:reseau_detail": r"Organisation \d+",
    "gouvernance:seance_calendrier": r"Instance \d+",
    "gouvernance:seance_detail": r"Point \d+",
    "offre:carte_detail": r"Service \d+",
    "offre:cof_list": r"2025-\d+",
    "offre:import_cof_list": r"\d+\.csv",
    "offre:import_list": r"\d+\.csv",
    "offre:service_detail": r"2025-\d+",
    "offre:service_list": r"Service \d+",
    "plan_action:emport_list": r"Action \d+",
    "plan_action:orphelin_list": r"Action \d+",
    "plan_action:plan_detail": r"Action \d+",
    "plan_action:plan_ruban": r"Action \d+",
    "plan_action:plan_tableau": r"Action \d+",
}
# Their rows come from a catalogue, or are not those of `lignes.py`, so nothing is tested here.
SANS_LIGNES = {
    "finances:aide_list",
    "finances:bareme_list",
    "finances:cle_list",
    "finances:commune_list",
    "acteurs:doublon_list",
    "acteurs:echange_list",
    "acteurs:lettre_list",
    "acteurs:lien_organisations_list",
    "acteurs:mandat_list",
    "acteurs:manque_list",
    "acteurs:opposition_list",
    "convention:avenant_list",
    "convention:reprise_list",
    "convention:signataire_list",
    "convention:type_jalon_list",
    "convention:visa_list",
    "diagnostic:afom_list",
    "diagnostic:chapitre_list",
    "diagnostic:corbeille_list",
    "diagnostic:critere_list",
    "diagnostic:evolution_list",
    "diagnostic:indicateur_list",
    "diagnostic:jumeau_list",
    "diagnostic:millesime_list",
    "diagnostic:tour_vote_list",
    "documents:document_list",
    "documents:modele_list",
    "documents:travail_list",
    "espaces:confirmation_list",
    "espaces:partage_list",
    "espaces:thematique_list",
    "espaces:version_list",
    "formation:atelier_list",
    "prise_poste:outil_list",
    "formation:pair_list",
    "formation:poste_pair_list",
    "formation:poste_question_list",
    "formation:registre_list",
    "gouvernance:engagement_list",
    "gouvernance:mandat_list",
    "offre:besoin_list",
    "offre:competence_sppe_list",
    "offre:lieu_list",
    "offre:type_service_list",
    "plan_action:import_plan_list",
    "plan_action:modele_list",
    "plan_action:niveau_list",
    "plan_action:point_list",
    "plan_action:suivi_list",
    "plan_action:vue_plan_list",
}


# The board shows ten actions a column, the first of which bears another name here, then a link to the others; a page of
# a list holds twenty lines, those that were there before among them.
MONTREES = {"plan_action:plan_tableau": 9, "acteurs:organisation_list": 15, "gouvernance:decision_list": 10}


def list_listes(sorte: str) -> list[Route]:
    """Pages with several rows that the chargée may open; forms and files have their own tests."""
    suites = ("_list", "_detail", "_tableau", "_ruban", "_repartition", "_coach", "_calendrier", "_synthese")
    return [
        route
        for route in ROUTES
        if route.page.endswith(suites) and get_acces(route).sorte == sorte and "chargee" in get_acces(route).lit
    ]


def count_queries(client: Client, url: str) -> tuple[int, str]:
    """The number of queries of a page, and its text, after a first request that fills the caches."""
    read_statut(client.get(url))
    with CaptureQueriesContext(connection) as context:
        response = client.get(url)
        if response.streaming:
            read_statut(response)
            return len(context), ""
    # Choices of forms are not rows of the page.
    return len(context), re.sub(r"(?s)<(option|datalist|script)\b.*?</\1>", "", response.content.decode())


def count_lignes(route: Route, texte: str) -> int:
    return len(set(re.findall(LIGNES[route.page], texte)))


@pytest.mark.parametrize("sorte", [TERRITOIRE, ORGANISME])
def test_pages_cost_the_same_with_one_row_and_with_twenty(sorte: str, decor: Decor):
    urls = {route: decor.get_url(route, sorte) for route in list_listes(sorte)}
    before = {route: count_queries(decor.chargee, url)[0] for route, url in urls.items()}
    if sorte == TERRITOIRE:
        create_lignes(decor.objets[sorte])
        create_lettres(decor.objets[sorte])
    else:
        create_lignes_organisme(decor.objets[sorte])
    after = {route: count_queries(decor.chargee, url) for route, url in urls.items()}
    assert_no_faute(
        [
            f"{route} : {before[route]} requêtes, puis {requetes} avec vingt lignes"
            for route, (requetes, _) in after.items()
            if requetes > before[route] + DE_PLUS.get(route.page, 0)
        ]
        + [
            f"{route} : {count_lignes(route, texte)} lignes sur {NOMBRE}"
            for route, (_, texte) in after.items()
            if route.page in LIGNES and count_lignes(route, texte) < MONTREES.get(route.page, NOMBRE)
        ]
    )


def test_a_list_says_how_its_rows_are_told_apart():
    listes = {route.page for sorte in (TERRITOIRE, ORGANISME) for route in list_listes(sorte)}
    sans_lignes = {page for page in listes if page.endswith("_list")} - LIGNES.keys()
    assert sans_lignes == SANS_LIGNES, "Une liste a sa ligne dans LIGNES, et ses rangées dans tests/contrat/lignes.py."
    assert LIGNES.keys() <= listes
