"""One writes to a list as it is filtered, in blind copy; who may not see addresses does not."""

import pytest

from tests.acteurs.factories import (
    create_annuaire,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(espace):
    return f"/espaces/{espace.pk}/acteurs/"


@pytest.fixture
def annuaire(espace):
    """A mairie with two people, of whom the main contact has no address; a club with its own; a body with nobody."""
    mairie = create_organisation_essai(espace, "Mairie", type="commune", email="mairie@x.fr")
    principal = create_personne_essai(espace, "Sansadresse", "Ève")
    create_fonction_essai(principal, mairie, "Maire", is_elu=True, is_contact_principal=True)
    create_fonction_essai(create_personne_essai(espace, email="s@x.fr"), mairie, "Directrice")
    club = create_organisation_essai(espace, "Club", email="club@x.fr")
    create_organisation_essai(espace, "Muette")
    return mairie, club


@pytest.mark.parametrize(
    ("a_qui", "adresses", "sans"),
    [
        ("", "club@x.fr; s@x.fr", "1\u00a0fiche"),
        ("inconnu", "club@x.fr; s@x.fr", "1\u00a0fiche"),
        ("personnes", "club@x.fr; s@x.fr; mairie@x.fr", "2\u00a0fiches"),
        ("organisations", "club@x.fr; mairie@x.fr", "1\u00a0fiche"),
    ],
)
def test_one_writes_to_the_organisations_of_a_list(connecte, chargee, annuaire, base, a_qui, adresses, sans):
    page = connecte(chargee).get(f"{base}ecrire/?liste=organisations&a_qui={a_qui}").content.decode()
    assert f">{adresses}</textarea>" in page
    assert f'href="mailto:?bcc={adresses.replace("; ", ",")}"' in page
    assert f"Sans adresse dans l’annuaire\u00a0: {sans}" in page
    assert "<li>Muette</li>" in page


def test_filters_of_the_list_say_whom_one_writes_to(connecte, chargee, annuaire, base):
    client = connecte(chargee)
    liste = client.get(f"{base}?type=commune").content.decode()
    lien = f"{base}ecrire/?liste=organisations&amp;type=commune&amp;"
    assert f'href="{lien}"' in liste
    page = client.get(lien.replace("&amp;", "&")).content.decode()
    assert ">s@x.fr</textarea>" in page
    assert '<input type="hidden" name="type" value="commune">' in page
    assert f'href="{base}?type=commune"' in page
    gens = client.get(f"{base}personnes/?q=directrice").content.decode()
    assert f'href="{base}ecrire/?liste=personnes&amp;q=directrice&amp;"' in gens
    page = client.get(f"{base}ecrire/?liste=personnes&q=directrice").content.decode()
    assert ">s@x.fr</textarea>" in page
    assert "Sansadresse" not in page
    assert "Sansadresse" in client.get(f"{base}ecrire/?liste=personnes&situation=elus").content.decode()
    assert "Personne à qui écrire" in client.get(f"{base}ecrire/?liste=personnes&q=introuvable").content.decode()


@pytest.mark.parametrize("role", ["partenaire", "lectrice", "formatrice"])
def test_who_does_not_see_addresses_is_not_offered_to_write(connecte, annuaire, base, role, request):
    client = connecte(request.getfixturevalue(role))
    for page in ("", "personnes/"):
        assert "Écrire à ces" not in client.get(f"{base}{page}").content.decode()
    assert client.get(f"{base}ecrire/").status_code == 403


def test_limited_place_writes_to_whom_she_sees(connecte, coordinatrice, espace, annuaire, base):
    jeunesse, handicap = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Handicap")
    pole = create_organisation_essai(espace, "Pôle", thematiques=(handicap,), email="pole@x.fr")
    create_fonction_essai(create_personne_essai(espace, "Caché", email="cache@x.fr"), pole, "Agent")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    client = connecte(coordinatrice)
    for liste in ("organisations&a_qui=personnes", "personnes"):
        page = client.get(f"{base}ecrire/?liste={liste}").content.decode()
        assert ("s@x.fr" in page, "pole@x.fr" in page, "cache@x.fr" in page) == (True, False, False)


def test_many_addresses_are_copied_in_few_queries(connecte, chargee, espace, base, django_assert_max_num_queries):
    create_annuaire(espace, organisations=40, personnes=800)
    client = connecte(chargee)
    client.get(f"{base}ecrire/")
    for liste, nombre in (("organisations", 40), ("personnes", 800)):
        with django_assert_max_num_queries(15):
            page = client.get(f"{base}ecrire/?liste={liste}").content.decode()
        assert f"{nombre}\u00a0adresses" in page
        assert ("mailto:" in page, "trop nombreuses" in page) == (nombre == 40, nombre == 800)
