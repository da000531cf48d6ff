"""Note what a decision changes."""

import pytest
from django.urls import reverse

from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.espaces.models import Membre, Role
from convive.gouvernance.models import CibleDecision, EffetDecision
from convive.socle.objets import objets
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def attach(espace, gouvernance):
    def build(objet) -> str:
        reference = objets.get_reference(objet)
        CibleDecision.objects.create(
            decision=gouvernance.decision, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
        )
        args = [espace.pk, gouvernance.decision.pk, reference.objet_type, reference.objet_uuid]
        return reverse("gouvernance:effet_create", args=args)

    return build


def test_the_moves_of_an_action_are_those_that_a_body_decides(attach, ctg, chargee, connecte):
    url = attach(create_fiche(ctg, "Une action vide"))
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Valider" in page
    assert "Abandonner" in page
    # What it lacks is said before anything is tried, and refused whole.
    asked = client.get(url, {"vers": "validee"}).content.decode()
    assert "Elle n’est pas encore complète" in asked
    assert 'name="instance"' not in asked
    refused = client.post(url, {"vers": "validee"}).content.decode()
    assert "Il manque encore" in refused
    assert not EffetDecision.objects.exists()


def test_an_action_is_abandoned_with_a_reason(attach, ctg, gouvernance, chargee, connecte):
    fiche = create_fiche(ctg, "Une action vide")
    url, client = attach(fiche), connecte(chargee)
    assert "Indiquez pourquoi" in client.post(url, {"vers": "abandonnee", "motif": ""}).content.decode()
    assert client.post(url, {"vers": "abandonnee", "motif": "Le besoin a disparu."}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.statut == "abandonnee"
    gouvernance.decision.refresh_from_db()
    assert "Le besoin a disparu." in gouvernance.decision.changement_statut.motif
    # A second click finds it done.
    again = client.post(url, {"vers": "abandonnee", "motif": "Encore."}).content.decode()
    assert "n’est plus possible" in again


def test_an_enjeu_is_kept(attach, espace, chargee, connecte):
    enjeu = create_enjeu_essai(espace)
    url, client = attach(enjeu), connecte(chargee)
    assert "Retenir cet enjeu" in client.get(url).content.decode()
    assert client.post(url, {"vers": "retenu"}).status_code == 302
    enjeu.refresh_from_db()
    assert enjeu.decision == "retenu"


def test_a_diagnosis_is_frozen_then_nothing_more(attach, espace, chargee, connecte):
    diagnostic = create_diagnostic(by=chargee, espace=espace)
    url, client = attach(diagnostic), connecte(chargee)
    assert "ne pourra plus être modifiée" in client.get(url, {"vers": "valide"}).content.decode()
    assert client.post(url, {"vers": "valide"}).status_code == 302
    diagnostic.refresh_from_db()
    assert diagnostic.is_valide
    assert "aucune décision ne peut le changer" in client.get(url).content.decode()


def test_what_a_decision_does_not_change_is_not_there(attach, espace, chargee, connecte):
    assert connecte(chargee).get(attach(create_constat_essai(espace))).status_code == 404


def test_who_may_not_decide_of_a_diagnosis_is_told(attach, espace, chargee, coordinatrice, connecte):
    diagnostic = create_diagnostic(by=chargee, espace=espace)
    assert Membre.objects.get(espace=espace, compte=coordinatrice).role == Role.COORDONNATEUR_THEMATIQUE
    assert connecte(coordinatrice).get(attach(diagnostic)).status_code == 403
