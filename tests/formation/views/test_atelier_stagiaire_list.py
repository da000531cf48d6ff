"""What is open in one’s session, and nothing of what is being prepared."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db


def test_what_is_open_is_listed(client, chargee):
    session, (sienne, *_) = create_salle_essai(chargee)
    url = reverse("formation:atelier_stagiaire_list", args=[build_cle(sienne)])
    assert "Aucun atelier n’est encore ouvert" in client.get(url).content.decode()
    create_atelier_essai(session)
    create_atelier_essai(session, "frise", "outil", clos_le=timezone.now())
    create_atelier_essai(session, "releve", "outil", ouvert_le=None)
    page = client.get(url).content.decode()
    assert "La note pour demain matin" in page
    assert "clos\u00a0: à relire" in page
    assert "Le relevé de décisions" not in page
