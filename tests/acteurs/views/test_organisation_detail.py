from datetime import date

import pytest

from convive.acteurs.actions.fusion_fiches import fuse_fiches
from convive.acteurs.actions.lien_organisations import attach_organisation
from convive.acteurs.actions.organisation import close_organisation, update_organisation
from convive.espaces.actions.ecriture import Saisie
from tests.acteurs.factories import (
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
)
from tests.echanges.factories import publish
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(espace):
    """With people of today and of before, a tie, a position and its reason."""
    organisation = create_organisation_essai(
        espace,
        thematiques=(create_thematique(espace, "Jeunesse"),),
        communes=("86078",),
        attentes="Une convention de trois ans.",
        position="a_convaincre",
        position_motif="A voté contre.",
        code_commune="86078",
        email="contact@passeurs.fr",
    )
    soraya = create_personne_essai(espace, email="soraya@passeurs.fr", telephone="0536490001")
    create_fonction_essai(soraya, organisation, "Directrice", is_contact_principal=True)
    ancien = create_personne_essai(espace, "Roux", "Ancien")
    create_fonction_essai(ancien, organisation, "Président", date(2015, 1, 1), date(2020, 1, 1))
    return organisation


def get_url(organisation) -> str:
    return f"/espaces/{organisation.espace_id}/acteurs/organisations/{organisation.pk}/"


def test_organisation_detail_says_whom_to_speak_to(connecte, organisation, espace, chargee):
    caf = create_organisation_essai(espace, "Caf")
    attach_organisation(by=chargee, de=caf, vers=organisation, nature="finance", precision="Prestation")
    page = connecte(chargee).get(get_url(organisation)).content.decode().replace("\u00a0", " ")
    for words in (
        *("Soraya Bellegué", "contact principal", "soraya@passeurs.fr", "1 contact passé", "31 décembre 2019"),
        *("Une convention de trois ans.", "À convaincre", "A voté contre.", "Jeunesse", "Civray", "Prestation"),
        *("Ce qui a changé", "Pièces jointes", "Échanges"),
    ):
        assert words in page, words


def test_organisation_detail_hides_its_position_from_an_elue(connecte, organisation, elue):
    """She reads how to reach people and what the organisation waits for, not where it stands, nor why."""
    page = connecte(elue).get(get_url(organisation)).content.decode()
    assert "soraya@passeurs.fr" in page
    assert "Une convention de trois ans." in page
    assert "À convaincre" not in page
    assert "A voté contre." not in page


@pytest.mark.parametrize("role", ["partenaire", "lectrice", "formatrice"])
def test_organisation_detail_hides_how_to_reach_people(connecte, organisation, role, request):
    page = connecte(request.getfixturevalue(role)).get(get_url(organisation)).content.decode()
    assert "Soraya Bellegué" in page
    assert "contact@passeurs.fr" in page
    for hidden in ("soraya@passeurs.fr", "0536490001", "À convaincre", "A voté contre.", "Modifier"):
        assert hidden not in page


def test_organisation_detail_of_an_archived_one_offers_to_restore(connecte, organisation, chargee, lectrice):
    close_organisation(by=chargee, organisation=organisation)
    assert "Rétablir" in connecte(chargee).get(get_url(organisation)).content.decode()
    page = connecte(lectrice).get(get_url(organisation)).content.decode()
    assert "Organisation archivée" in page
    assert "Rétablir" not in page


def test_organisation_detail_of_a_joined_one_leads_to_the_other(connecte, organisation, espace, chargee):
    autre = create_organisation_essai(espace, "Les passeurs du Gue")
    fuse_fiches(by=chargee, gardee=organisation, autre=autre)
    response = connecte(chargee).get(get_url(autre))
    assert response.headers["Location"] == get_url(organisation)


def test_organisation_detail_out_of_the_limits_is_not_found(connecte, organisation, espace, coordinatrice):
    espace.membres.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Handicap"))
    assert connecte(coordinatrice).get(get_url(organisation)).status_code == 404


@pytest.mark.parametrize("nombre", [1, 20])
def test_organisation_detail_asks_little(
    connecte, organisation, espace, chargee, nombre, django_assert_max_num_queries
):
    for rang in range(nombre):
        create_fonction_essai(create_personne_essai(espace, f"Nom {rang}"), organisation)
        autre = create_organisation_essai(espace, f"Autre {rang}")
        attach_organisation(by=chargee, de=organisation, vers=autre, nature="finance")
    client = connecte(chargee)
    with django_assert_max_num_queries(16):
        client.get(get_url(organisation))


def test_organisation_detail_leads_to_the_versions_of_its_texts(connecte, organisation, chargee, lectrice):
    saisie = Saisie({"attentes": "Autre chose."}, version=1)
    update_organisation(by=chargee, organisation=organisation, saisie=saisie)
    versions = f"/espaces/{organisation.espace_id}/textes/organisation/{organisation.pk}/versions/"
    client = connecte(chargee)
    page = client.get(get_url(organisation)).content.decode()
    assert "2 versions" in page.replace("\u00a0", " ")
    assert versions in page
    assert client.get(versions).status_code == 200
    # They say why a position was given.
    client = connecte(lectrice)
    assert versions not in client.get(get_url(organisation)).content.decode()
    assert client.get(versions).status_code == 403


def test_organisation_detail_parts_what_is_shared_from_what_is_internal(
    connecte, organisation, espace, chargee, partenaire
):
    page = connecte(chargee).get(get_url(organisation)).content.decode()
    assert 'href="#rencontres"' in page
    assert "se note plus haut, avec sa date" in page
    for texte, is_interne in (("Rencontre du 12", False), ("Appel du 18", True)):
        publish(chargee, espace, texte, sur=organisation, is_interne=is_interne)
    page = connecte(chargee).get(get_url(organisation)).content.decode()
    assert ("Rencontre du 12" in page, "Appel du 18" in page) == (True, True)
    page = connecte(partenaire).get(get_url(organisation)).content.decode()
    assert ("Rencontre du 12" in page, "Appel du 18" in page) == (True, False)
