import pytest

from convive.acteurs.actions.organisation import update_organisation
from convive.acteurs.models import Organisation
from convive.espaces.actions.ecriture import Saisie
from tests.acteurs.factories import create_organisation_essai
from tests.espaces.ecriture import choose, read_conflits
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(espace):
    return create_organisation_essai(espace, telephone="1", email="a@x.fr", attentes="Un local.", siren="732829320")


def get_url(organisation) -> str:
    return f"/espaces/{organisation.espace_id}/acteurs/organisations/{organisation.pk}/modifier/"


def get_data(client, organisation, **champs) -> dict:
    """What the browser would send back, unchanged."""
    form = client.get(get_url(organisation)).context["form"]
    data = {nom: form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in data.items() if valeur is not None} | champs


def test_organisation_update_saves(connecte, organisation, directeur):
    client = connecte(directeur)
    data = get_data(client, organisation, nom="Les Passeurs", code_commune="86078")
    response = client.post(get_url(organisation), data)
    assert response.headers["Location"] == get_url(organisation).removesuffix("modifier/")
    organisation.refresh_from_db()
    assert (organisation.nom, organisation.code_commune, organisation.siren) == ("Les Passeurs", "86078", "732829320")
    assert (organisation.attentes, organisation.updated_by) == ("Un local.", directeur)


def test_organisation_update_joins_what_two_people_changed(connecte, organisation, chargee, directeur):
    client = connecte(chargee)
    data = get_data(client, organisation, nom="Les Passeurs")
    update_organisation(by=directeur, organisation=organisation, saisie=Saisie({"telephone": "2"}))
    assert client.post(get_url(organisation), data).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.nom, organisation.telephone) == ("Les Passeurs", "2")


def test_organisation_update_shows_what_has_to_be_chosen(connecte, organisation, chargee, directeur):
    client = connecte(chargee)
    data = get_data(client, organisation, telephone="3", attentes="Deux locaux.")
    sienne = Saisie({"telephone": "2", "email": "b@x.fr", "type": "entreprise", "attentes": "Aucun local."})
    update_organisation(by=directeur, organisation=organisation, saisie=sienne)
    response = client.post(get_url(organisation), data)
    assert "Directeur a enregistré de son côté" in response.content.decode()
    assert read_conflits(response) == {"telephone": ("3", "2"), "attentes": ("Deux locaux.", "Aucun local.")}
    assert Organisation.objects.get().telephone == "2"
    # Nothing chosen: the page again, which says where.
    again = choose(response, telephone="")
    response = client.post(get_url(organisation), again)
    assert [passage.nom for passage in response.context["fusion"].erreurs] == ["telephone-0"]
    # What only the other changed is his, what was chosen is mine.
    assert client.post(get_url(organisation), choose(response, attentes="deux")).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.telephone, organisation.email, organisation.type) == ("3", "b@x.fr", "entreprise")
    assert (organisation.attentes, organisation.siren) == ("Deux locaux.\n\nAucun local.", "732829320")


def test_organisation_update_of_a_limited_place_keeps_the_rest(connecte, espace, organisation, coordinatrice):
    jeunesse, handicap = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Handicap")
    organisation.thematiques.set([jeunesse, handicap])
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    client = connecte(coordinatrice)
    data = get_data(client, organisation, nom="Les Passeurs", thematiques=[str(jeunesse.pk)])
    assert client.post(get_url(organisation), data).status_code == 302
    assert set(organisation.thematiques.all()) == {jeunesse, handicap}
    data = get_data(client, organisation, thematiques=[])
    assert "vous ne verriez plus cette fiche" in client.post(get_url(organisation), data).content.decode()


def test_organisation_update_survives_a_forged_start(connecte, organisation, chargee):
    client = connecte(chargee)
    for depart in ("pas du JSON", "[1]"):
        data = get_data(client, organisation, depart=depart, nom=f"Nom {len(depart)}")
        assert client.post(get_url(organisation), data).status_code == 302


def test_organisation_update_refuses_a_siret_already_there(connecte, espace, organisation, chargee):
    create_organisation_essai(espace, "Autre", siret="73282932000074")
    client = connecte(chargee)
    data = get_data(client, organisation, siret="73282932000074")
    assert "a déjà ce SIRET" in client.post(get_url(organisation), data).content.decode()
