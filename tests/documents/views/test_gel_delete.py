import pytest
from django.urls import reverse

from convive.documents.models import Gel
from convive.espaces.models import Membre
from convive.journal.models import Journal
from tests.documents.factories import create_gel_note
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(gel) -> str:
    return reverse("documents:gel_delete", args=[gel.espace_id, gel.pk])


def test_delete_asks_why_and_the_journal_keeps_it(espace, chargee, directeur, connecte):
    gel, client = create_gel_note(espace, chargee), connecte(directeur)
    assert "Pourquoi la supprimer" in client.get(get_url(gel)).text
    assert "Ce champ est obligatoire" in client.post(get_url(gel), {"motif": " "}).text
    assert Gel.objects.exists()
    answer = client.post(get_url(gel), {"motif": "Figé par erreur"})
    assert answer.url == reverse("documents:gel_list", args=[espace.pk])
    assert not Gel.objects.exists()
    assert Journal.objects.get(objet_type="gel", geste="supprimer").detail["motif"] == "Figé par erreur"
    assert client.post(get_url(gel), {"motif": "Figé par erreur"}).status_code == 404


def test_limited_place_deletes_nothing(espace, chargee, directeur, connecte):
    gel = create_gel_note(espace, chargee)
    Membre.objects.get(compte=directeur).thematiques.add(create_thematique(espace, "Une seule"))
    assert connecte(directeur).post(get_url(gel), {"motif": "Figé par erreur"}).status_code == 403
    assert Gel.objects.exists()
