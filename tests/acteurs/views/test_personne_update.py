import pytest

from convive.acteurs.actions.personne import update_personne
from convive.espaces.actions.ecriture import Saisie
from tests.acteurs.factories import create_personne_essai
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


def get_url(personne) -> str:
    return f"/espaces/{personne.espace_id}/acteurs/personnes/{personne.pk}/modifier/"


def get_data(client, personne, **champs) -> dict:
    form = client.get(get_url(personne)).context["form"]
    data = {nom: form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in data.items() if valeur is not None} | champs


def test_personne_update_saves_and_joins(connecte, espace, chargee, directeur):
    personne, client = create_personne_essai(espace, telephone="1"), connecte(chargee)
    data = get_data(client, personne, prenom="Soraïa", date_collecte="2026-01-05")
    update_personne(by=directeur, personne=personne, saisie=Saisie({"telephone": "2"}))
    assert client.post(get_url(personne), data).status_code == 302
    personne.refresh_from_db()
    assert (personne.prenom, personne.telephone, personne.nom_compare) == ("Soraïa", "2", "bellegue soraia")


def test_personne_update_shows_what_has_to_be_chosen(connecte, espace, chargee, directeur):
    personne, client = create_personne_essai(espace, telephone="1"), connecte(chargee)
    data = get_data(client, personne, telephone="3")
    update_personne(by=directeur, personne=personne, saisie=Saisie({"telephone": "2", "email": "s@x.fr"}))
    response = client.post(get_url(personne), data)
    assert read_conflits(response) == {"telephone": ("3", "2")}
    assert client.post(get_url(personne), choose(response)).status_code == 302
    personne.refresh_from_db()
    assert (personne.telephone, personne.email) == ("3", "s@x.fr")
