import pytest
from django.test import Client

from convive.acteurs.actions.envoi_lettre_groupe import build_jeton, build_message
from convive.acteurs.models import DestinataireLettre, OppositionLettre
from tests.acteurs.factories import create_lettre_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def test_opposition_create_from_the_link_of_a_letter_without_an_account(espace, chargee):
    url = f"/lettres/{build_jeton(espace, 'Aline@exemple.fr')}/ne-plus-recevoir/"
    client = Client(enforce_csrf_checks=True)
    assert "n’a rien changé" in client.get(url).content.decode()
    assert not OppositionLettre.objects.exists()
    # Mail software sends it by itself, twice if it likes.
    for _ in range(2):
        assert "C’est noté" in client.post(url).content.decode()
    assert OppositionLettre.objects.get().email == "aline@exemple.fr"
    lettre = create_lettre_essai(chargee, espace, create_personne_essai(espace, email="aline@exemple.fr"))
    copie = DestinataireLettre(lettre=lettre, email="aline@exemple.fr", objet="Rentrée", texte="Bonjour")
    message = build_message(lettre, copie)
    assert "/ne-plus-recevoir/" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opposition_create_of_a_false_link_is_not_found():
    assert Client().get("/lettres/faux/ne-plus-recevoir/").status_code == 404
