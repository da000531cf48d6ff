from datetime import date

import pytest

from convive.espaces.models import Role
from tests.acteurs.factories import create_echange_essai, create_organisation_essai
from tests.espaces.factories import create_compte, create_membre, create_thematique

pytestmark = pytest.mark.django_db


def get_url(echange) -> str:
    return f"/espaces/{echange.espace_id}/acteurs/echanges/{echange.pk}/"


def test_echange_detail_says_that_the_next_step_is_done_and_takes_it_back(connecte, espace, chargee):
    echange = create_echange_essai(
        chargee, create_organisation_essai(espace), suite="Rappeler le maire", suite_le=date(2026, 3, 9)
    )
    client = connecte(chargee)
    assert "Rappeler le maire" in client.get(get_url(echange)).content.decode()
    for _ in range(2):
        page = client.post(get_url(echange), {"geste": "faite"}, follow=True).content.decode()
    assert "La suite n’est pas faite" in page
    client.post(get_url(echange), {"geste": "a-faire"})
    echange.refresh_from_db()
    assert echange.is_suite_ouverte
    assert "Choisissez l’un des boutons" in client.post(get_url(echange), {"geste": "inconnu"}).content.decode()


def test_echange_detail_is_closed_by_whom_it_waits_for(connecte, espace, chargee, coordinatrice):
    echange = create_echange_essai(
        chargee, create_organisation_essai(espace), suite="Rappeler", suite_le=date(2026, 3, 9), mene_par=coordinatrice
    )
    assert connecte(coordinatrice).post(get_url(echange), {"geste": "faite"}).status_code == 302
    echange.refresh_from_db()
    assert not echange.is_suite_ouverte


def test_echange_detail_stays_within_the_limits_of_a_place(connecte, espace, chargee):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    limitee = create_compte("limitee")
    create_membre(espace, limitee, Role.PARTENAIRE).thematiques.add(jeunesse)
    vue = create_echange_essai(chargee, create_organisation_essai(espace, thematiques=(jeunesse,)), "Dit à tous")
    cachee = create_echange_essai(chargee, create_organisation_essai(espace, "Bailleur", thematiques=(logement,)))
    client = connecte(limitee)
    assert "Dit à tous" in client.get(get_url(vue)).content.decode()
    assert client.get(get_url(cachee)).status_code == 404
