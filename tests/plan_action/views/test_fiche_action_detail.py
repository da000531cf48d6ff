import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_fiche_action_detail_shows_the_action_to_whoever_reads_it(connecte, espace, plan, chargee, conseillere_caf):
    url = reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.complete.pk])
    page = connecte(chargee).get(url).content.decode()
    for mots in ("1.1.1 Créer vingt places", "Ouvrir un accueil", "Communauté de communes d’essai", "Vingt places"):
        assert mots in page
    brouillon = reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.brouillon.pk])
    assert connecte(conseillere_caf).get(url).status_code == 200
    assert connecte(conseillere_caf).get(brouillon).status_code == 404
