import pytest

from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def groupe(espace):
    return create_groupe_essai(espace)


def get_url(groupe) -> str:
    return f"/espaces/{groupe.espace_id}/acteurs/groupes/{groupe.pk}/modifier/"


def test_groupe_update_finds_and_adds_at_once(connecte, espace, groupe, chargee):
    mairie = create_organisation_essai(espace, "Mairie de Civray")
    maire = create_personne_essai(espace, "Aubrelac")
    create_fonction_essai(maire, mairie, "Maire")
    client = connecte(chargee)
    trouvees = client.get(get_url(groupe) + "?q=maire").context["trouvees"]
    assert [trouvee.cle for trouvee in trouvees] == [f"personne:{maire.pk}"]
    trouvees = client.get(get_url(groupe) + "?q=mairie").context["trouvees"]
    cles = [f"personne:{maire.pk}", f"organisation:{mairie.pk}"]
    assert [trouvee.cle for trouvee in trouvees] == cles
    page = client.post(get_url(groupe), {"geste": "ajouter", "objet": cles}, follow=True).content.decode()
    assert "2\u00a0fiches ajoutées au groupe" in page
    assert "elles sont déjà toutes dans le groupe" in client.get(get_url(groupe) + "?q=mairie").content.decode()
    client.post(get_url(groupe), {"geste": "retirer", "objet": cles[0]})
    assert (groupe.personnes.count(), groupe.organisations.count()) == (0, 1)


def test_groupe_update_ignores_what_the_place_does_not_see(connecte, groupe, chargee, etrangere):
    ailleurs = create_personne_essai(etrangere.membres.get().espace)
    client = connecte(chargee)
    client.post(get_url(groupe), {"geste": "ajouter", "objet": [f"personne:{ailleurs.pk}", "x:y", "personne:z"]})
    assert groupe.personnes.count() == 0


def test_groupe_update_renames(connecte, espace, groupe, chargee):
    create_groupe_essai(espace, "Comité")
    client = connecte(chargee)
    assert "existe déjà" in client.post(get_url(groupe), {"geste": "renommer", "nom": "comité"}).content.decode()
    assert client.post(get_url(groupe), {"geste": "renommer", "nom": "Les élu·es"}).status_code == 302
    groupe.refresh_from_db()
    assert groupe.nom == "Les élu·es"
