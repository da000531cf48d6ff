"""Every page under the key of a trainee: opened by her true key, and by nothing else."""

from typing import Any

import pytest
from django.test import Client

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription
from convive.formation.models.inscription import make_jeton
from convive.formation.views import (
    atelier_stagiaire,
    emargement,
    entre_pairs,
    lecture_stagiaire,
    questionnaire_stagiaire,
    stagiaire,
)
from tests.contrat.routes import Route, list_routes
from tests.formation.factories_atelier import create_atelier_essai
from tests.formation.factories_pairs import create_question_essai

pytestmark = pytest.mark.django_db
# The pages of a stagiaire, for which the key is the only credential.
MODULES = (stagiaire, questionnaire_stagiaire, atelier_stagiaire, lecture_stagiaire, emargement)
PAGES = {
    f"formation:{route.name}"
    for pages in (*(module.pages for module in MODULES), entre_pairs.du_stagiaire)
    for route in pages.urls
} - {"formation:emargement_update"}  # Its key is that of a half-day.
ROUTES = [route for route in list_routes() if route.page in PAGES]


@pytest.fixture
def objets(inscription: Inscription) -> dict[str, Any]:
    """What their addresses take."""
    session = inscription.session
    lecture = create_atelier_essai(session, "lecture_critique", "lecture").pk
    return {
        "cle": build_cle(inscription),
        "atelier_uuid": create_atelier_essai(session).pk,
        "formation:lecture_projet_update.atelier_uuid": lecture,
        "formation:lecture_stagiaire_detail.atelier_uuid": lecture,
        "projet_cle": "valmeraude",
        "question_uuid": create_question_essai(session.espace).pk,
        "moment": "entree",
        "enquete": "a_chaud",
        "format": "web",
    }


def get_statut(route: Route, objets: dict[str, Any], cle: str) -> int:
    return Client().get(route.get_url(objets | {"cle": cle})).status_code


def test_only_a_true_key_opens_the_pages_of_a_trainee(inscription: Inscription, objets):
    cle = objets["cle"]
    assert {route.page for route in ROUTES} == PAGES
    for route in ROUTES:
        answer = Client().get(route.get_url(objets))
        assert answer.status_code in {200, 302, 405}, route
        assert answer.headers["Referrer-Policy"] == "no-referrer", route
        assert "no-store" in answer.headers["Cache-Control"], route
        for fausse in (cle[:-1], f"x{cle}", "fausse-cle", "a" * 300):
            assert get_statut(route, objets, fausse) == 404, route
    Inscription.objects.filter(pk=inscription.pk).update(jeton=make_jeton())
    for route in ROUTES:
        assert get_statut(route, objets, cle) == 404, route


def test_a_form_of_a_trainee_is_taken_from_a_browser_that_tells_no_origin(objets):
    """« no-referrer » makes a browser send « Origin: null » with a form: the key of the address is the authority."""
    client = Client(enforce_csrf_checks=True)
    for route in ROUTES:
        url = route.get_url(objets)
        if Client().post(url).status_code == 405:
            continue
        assert client.post(url, headers={"origin": "null"}).status_code != 403, route
