import pytest

from convive.acteurs.models import EchangeActeur
from convive.journal.models import Journal
from tests.acteurs.factories import create_echange_essai, create_organisation_essai

pytestmark = pytest.mark.django_db


def test_echange_delete_asks_then_erases_the_words(connecte, espace, chargee):
    echange = create_echange_essai(chargee, create_organisation_essai(espace), "Un secret")
    url, client = f"/espaces/{espace.pk}/acteurs/echanges/{echange.pk}/supprimer/", connecte(chargee)
    assert "effacé définitivement" in client.get(url).content.decode()
    assert "Échange supprimé" in client.post(url, follow=True).content.decode()
    assert not EchangeActeur.objects.exists()
    assert client.post(url).status_code == 404
    ligne = Journal.objects.filter(objet_type="echange_acteur", geste="supprimer").get()
    assert ligne.objet_libelle == "Appel du 2 mars 2026"
    assert "secret" not in str(ligne.detail)
