import pytest
from django.urls import reverse

from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import FicheAction

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return reverse("plan_action:fiche_action_create", args=[plan.ctg.espace_id, plan.ctg.pk])


def test_fiche_action_create_asks_for_a_title(connecte, plan, chargee):
    client = connecte(chargee)
    page = client.get(get_url(plan), {"vers": f"noeud:{plan.objectif.pk}"}).content.decode()
    assert f'value="noeud:{plan.objectif.pk}" selected' in page
    assert "obligatoire" in client.post(get_url(plan), {"titre": ""}).content.decode()
    answer = client.post(get_url(plan), {"titre": "Semer des livres", "vers": f"noeud:{plan.objectif.pk}"})
    fiche = FicheAction.objects.get(titre="Semer des livres")
    assert answer.headers["Location"] == reverse("plan_action:fiche_action_detail", args=[fiche.espace_id, fiche.pk])
    assert (fiche.statut, fiche.noeud, fiche.code) == ("a_preparer", plan.objectif, "1.1.2")


def test_fiche_action_create_keeps_a_limited_place_within_its_thematiques(connecte, plan, coordinatrice):
    theme = Thematique.objects.filter(espace=plan.ctg.espace).last()
    Membre.objects.get(compte=coordinatrice).thematiques.set([theme])
    client = connecte(coordinatrice)
    page = client.post(get_url(plan), {"titre": "Semer"}).content.decode()
    assert "vous ne liriez pas cette action" in page
    assert 'value="Semer"' in page
    client.post(get_url(plan), {"titre": "Semer", "thematiques": [str(theme.pk)]})
    assert FicheAction.objects.get(titre="Semer").thematiques.get() == theme
