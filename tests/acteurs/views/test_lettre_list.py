import pytest

from convive.acteurs.actions.lettre import submit_lettre
from tests.acteurs.factories import create_lettre_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def test_lettre_list_teaches_then_shows_drafts_first(connecte, espace, chargee):
    url, client = f"/espaces/{espace.pk}/acteurs/lettres/", connecte(chargee)
    assert "Aucune lettre pour l’instant" in client.get(url).content.decode()
    partie = create_lettre_essai(chargee, espace, create_personne_essai(espace), objet="Partie")
    submit_lettre(by=chargee, lettre=partie, version=partie.version + 1)
    create_lettre_essai(chargee, espace, objet="Commencée")
    page = client.get(url).content.decode()
    assert page.index("Commencée") < page.index("Partie")
    assert "1\u00a0à poster" in page


def test_lettre_list_of_a_coordinatrice_holds_her_own_only(connecte, espace, chargee, coordinatrice):
    create_lettre_essai(chargee, espace, objet="Celle de la chargée")
    create_lettre_essai(coordinatrice, espace, objet="La sienne")
    page = connecte(coordinatrice).get(f"/espaces/{espace.pk}/acteurs/lettres/").content.decode()
    assert ("Celle de la chargée" in page, "La sienne" in page) == (False, True)
