import pytest

from convive.acteurs.models import LettreGroupe
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/lettres/ecrire/"


def test_lettre_create_takes_a_group_at_once(connecte, espace, chargee):
    groupe = create_groupe_essai(espace, "Les maires", create_personne_essai(espace))
    client, source = connecte(chargee), f"groupe/{groupe.pk}"
    # The page of the group leads here.
    assert f"?a={source}" in client.get(f"/espaces/{espace.pk}/acteurs/groupes/{groupe.pk}/").content.decode()
    assert f'value="{source}" selected' in client.get(f"{get_url(espace)}?a={source}").content.decode()
    saisie = {"source": source, "objet": "Rentrée", "texte": "Bonjour {prénom}"}
    page = client.post(get_url(espace), saisie, follow=True).content.decode()
    assert "rien n’est parti" in page
    assert "Bonjour Soraya" in page


def test_lettre_create_reaches_the_organisations_of_a_type_by_their_contact(connecte, espace, chargee):
    mairie = create_organisation_essai(espace, "Mairie", type="commune", email="accueil@exemple.fr")
    create_fonction_essai(create_personne_essai(espace, "Maire", email="maire@exemple.fr"), mairie)
    create_organisation_essai(espace, "Autre mairie", type="commune", email="autre@exemple.fr")
    create_organisation_essai(espace, "Association")
    saisie = {"source": "type/commune", "objet": "Rentrée", "texte": "Bonjour"}
    connecte(chargee).post(get_url(espace), saisie)
    copies = LettreGroupe.objects.get().destinataires.all()
    assert {str(copie) for copie in copies} == {"Soraya Maire", "Autre mairie"}


@pytest.mark.parametrize(
    ("valeurs", "phrase"),
    [
        ({"texte": "{ville}"}, "Champ inconnu\u00a0: {ville}"),
        ({"texte": "\n"}, "Écrivez la lettre"),
        ({"objet": ""}, "Ce champ est obligatoire"),
    ],
)
def test_lettre_create_says_what_is_wrong(connecte, espace, chargee, valeurs, phrase):
    saisie = {"objet": "Rentrée", "texte": "Bonjour", **valeurs}
    assert phrase in connecte(chargee).post(get_url(espace), saisie).content.decode()
    assert not LettreGroupe.objects.exists()


def test_lettre_create_does_not_take_the_group_of_another_espace(connecte, espace, chargee, etrangere):
    ailleurs = etrangere.membres.get().espace
    groupe = create_groupe_essai(ailleurs, "Ailleurs", create_personne_essai(ailleurs))
    saisie = {"source": f"groupe/{groupe.pk}", "objet": "Rentrée", "texte": "Bonjour"}
    connecte(chargee).post(get_url(espace), saisie)
    assert not LettreGroupe.objects.exists()
