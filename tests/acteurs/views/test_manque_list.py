from datetime import date

import pytest

from convive.acteurs.models import TypeOrganisation
from convive.acteurs.selectors.catalogue import read_catalogue
from convive.acteurs.selectors.presence import get_attendus
from tests.acteurs.factories import (
    create_annuaire,
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/qui-manque/"


def get_manques(response, nom: str) -> dict[str, list[str]]:
    (ligne,) = (ligne for ligne in response.context["presence"].lignes if ligne.thematique.nom == nom)
    return {manque.type: [str(i.organisation) for i in manque.a_inviter] for manque in ligne.manques}


def test_manque_list_names_who_is_missing_and_whom_to_invite(connecte, url, espace, chargee):
    jeunesse, parentalite = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Parentalité")
    create_organisation_essai(espace, "Caf", type="caf", thematiques=(jeunesse, parentalite))
    msa = create_organisation_essai(espace, "MSA des Trois Rives", type="msa", thematiques=(parentalite,))
    create_fonction_essai(create_personne_essai(espace, "Verdelande", "Blandine"), msa)
    create_organisation_essai(espace, "Mairie de Civray", type="commune", code_commune="86078")
    response = connecte(chargee).get(url)
    manques = get_manques(response, "Jeunesse")
    assert "caf" not in manques
    assert manques["msa"] == ["MSA des Trois Rives"]
    assert manques["etat"] == []
    assert "msa" not in get_manques(response, "Parentalité")
    page = response.content.decode()
    assert "(Blandine Verdelande)" in page
    assert f"?type=etat&amp;thematique={jeunesse.pk}" in page
    # The commune that has a card is not missing, and waits for its thématiques and a contact.
    assert response.context["presence"].communes == ("Blanzay", "Valence-en-Poitou")
    assert [str(o) for o in response.context["presence"].sans_thematique] == ["Mairie de Civray"]
    assert [str(o) for o in response.context["presence"].sans_contact] == ["Caf", "Mairie de Civray"]


def test_manque_list_of_a_limited_place_speaks_of_its_part(connecte, url, espace, coordinatrice):
    jeunesse = create_thematique(espace, "Jeunesse")
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.add(jeunesse)
    membre.communes = ["86024"]
    membre.save()
    presence = connecte(coordinatrice).get(url).context["presence"]
    assert [ligne.thematique for ligne in presence.lignes] == [jeunesse]
    assert presence.communes == ("Blanzay",)


def test_manque_list_offers_nothing_to_add_to_readers(connecte, url, espace, lectrice):
    create_thematique(espace, "Jeunesse")
    page = connecte(lectrice).get(url).content.decode()
    assert "aucune dans l’annuaire" in page
    assert "En ajouter une" not in page


def test_manque_list_asks_little_for_500_organisations(connecte, url, espace, chargee, django_assert_max_num_queries):
    create_annuaire(espace, organisations=500, personnes=800)
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_catalogue_of_what_is_expected_is_sound():
    for row in read_catalogue("attendus"):
        assert set(row["types"]) <= set(TypeOrganisation.values), row["thematique"]
        assert row.keys() == {"thematique", "types", "date_debut", "date_fin", "url_source", "usage"}
    assert "msa" in get_attendus("PETITE-ENFANCE", TODAY)
    assert get_attendus("Culture", TODAY) == get_attendus("Transports", TODAY) != frozenset()
    assert get_attendus("Jeunesse", date(2000, 1, 1)) == frozenset()
