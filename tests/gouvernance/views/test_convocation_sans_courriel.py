"""Where no e-mail leaves: every link at once, each in a message to paste, and one button once they are sent."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Personne
from convive.config.courriel import build_mailers
from convive.gouvernance.actions.seance import SaisieSeance, create_seance
from convive.gouvernance.models import EnvoiSeance
from tests.gouvernance.factories import create_siege, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance, chargee, settings):
    settings.MAILERS = build_mailers("console:")
    for nom, email in (("Ada Roux", "roux@exemple.fr"), ("Ada Blanc", "blanc@exemple.fr")):
        espace = gouvernance.copil.espace
        create_siege(gouvernance.copil, Personne.objects.create(espace=espace, nom=nom, email=email))
    return create_seance(by=chargee, instance=gouvernance.copil, saisie=SaisieSeance(date=in_days(12)))


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_convocation", args=[seance.espace_id, seance.pk])


def test_the_titulaires_are_on_the_list_of_a_new_seance(seance, url, chargee, connecte):
    client = connecte(chargee)
    titulaires = set(seance.instance.membres.filter(siege="titulaire").values_list("pk", flat=True))
    assert set(seance.participants.values_list("membre", flat=True)) == titulaires
    assert "Ajouter les titulaires" not in client.get(url).content.decode()
    seance.participants.first().delete()
    assert "Ajouter les titulaires" in client.get(url).content.decode()


def test_all_the_links_are_shown_at_once_and_told_by_one_button(seance, url, chargee, connecte):
    client = connecte(chargee)
    page = client.post(url, {"geste": "convoquer", "convoquer-mot": "À bientôt."}, follow=True).content.decode()
    joignables = seance.participants.exclude(email="")
    assert joignables.count() >= 2
    for participant in joignables:
        assert f'data-copier="message-{participant.pk}"' in page
    premier = joignables.first()
    page = client.post(url, {"geste": "prevenu", "uuid": str(premier.pk)}, follow=True).content.decode()
    assert f'data-copier="message-{premier.pk}"' not in page
    # It was sent: it is not among the links that replace a lost one, and the address stays.
    assert f'id="lien-{premier.pk}"' not in page
    assert premier.email in page
    page = client.post(url, {"geste": "prevenus"}, follow=True).content.decode()
    assert "data-copier" not in page
    assert EnvoiSeance.objects.filter(participant__in=joignables).count() == joignables.count()
