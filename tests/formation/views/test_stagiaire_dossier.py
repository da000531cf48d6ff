"""What a trainee finds of her dossier, before she wrote anything and after."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import ReponseAtelier
from tests.formation.factories_atelier import create_atelier_essai
from tests.formation.factories_formation import create_inscription_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_it_says_what_it_holds_today(client, organisme):
    inscription = create_inscription_essai(create_session_essai(organisme.espace))
    url = reverse("formation:stagiaire_dossier", args=[build_cle(inscription)])
    page = client.get(url).content.decode()
    assert "vos ateliers, dès que vous y aurez écrit" in page
    assert "Enregistrer dans mon espace" not in page
    atelier = create_atelier_essai(inscription.session)
    ReponseAtelier.objects.create(atelier=atelier, inscription=inscription, champ="notes", texte="Un mot")
    page = client.get(url).content.decode()
    assert "1\u00a0atelier où vous avez écrit" in page
    assert reverse("formation:stagiaire_dossier_export", args=[build_cle(inscription), "epub"]) in page
