from datetime import date

import pytest
from django.utils import timezone

from convive.acteurs.models import EchangeActeur
from tests.acteurs.factories import create_echange_essai, create_organisation_essai
from tests.espaces.ecriture import read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def echange(espace, chargee):
    return create_echange_essai(chargee, create_organisation_essai(espace), prive="Fragile")


def get_url(echange) -> str:
    return f"/espaces/{echange.espace_id}/acteurs/echanges/{echange.pk}/modifier/"


def read_form(client, echange) -> dict[str, str]:
    """What the browser would send back, unchanged."""
    form = client.get(get_url(echange)).context["form"]
    return {nom: form[nom].value() or "" for nom in form.fields}


def test_echange_update_changes_the_shared_part_and_its_own_private_one(connecte, echange, chargee):
    client = connecte(chargee)
    saisie = read_form(client, echange)
    assert saisie["prive"] == "Fragile"
    saisie |= {"texte": "Elle a trouvé un local.", "prive": "", "suite": "Visiter", "suite_le": "2026-04-01"}
    assert "Elle a trouvé un local." in client.post(get_url(echange), saisie, follow=True).content.decode()
    echange.refresh_from_db()
    assert (echange.prive, echange.suite_le, echange.version) == ("", date(2026, 4, 1), 2)


def test_echange_update_by_a_pilot_keeps_the_private_part_of_its_author(connecte, echange, directeur):
    client = connecte(directeur)
    saisie = read_form(client, echange)
    assert "prive" not in saisie
    client.post(get_url(echange), {**saisie, "texte": "Corrigé", "prive": "volé"})
    echange.refresh_from_db()
    assert (echange.texte, echange.prive, echange.auteur_nom) == ("Corrigé", "Fragile", "Chargee")


def test_echange_update_of_two_people_never_undoes_one_another(connecte, echange, chargee, directeur):
    la, le = connecte(chargee), connecte(directeur)
    saisie_la, saisie_le = read_form(la, echange), read_form(le, echange)
    la.post(get_url(echange), {**saisie_la, "texte": "Le sien"})
    # Another field is joined; the same one is shown, and waits for a choice.
    le.post(get_url(echange), {**saisie_le, "nature": "visite"})
    echange.refresh_from_db()
    assert (echange.texte, echange.nature) == ("Le sien", "visite")
    page = le.post(get_url(echange), {**saisie_le, "texte": "Le mien"})
    assert read_conflits(page) == {"texte": ("Le mien", "Le sien")}
    echange.refresh_from_db()
    assert echange.texte == "Le sien"


def test_echange_update_puts_back_a_step_that_changes(connecte, espace, chargee):
    echange = create_echange_essai(
        chargee, create_organisation_essai(espace), suite="Rappeler", suite_le=date(2026, 3, 9)
    )
    EchangeActeur.objects.update(suite_faite_le=timezone.localdate())
    client = connecte(chargee)
    client.post(get_url(echange), {**read_form(client, echange), "suite_le": "2026-05-04"})
    echange.refresh_from_db()
    assert echange.is_suite_ouverte


def test_echange_update_is_refused_to_a_coordinatrice_for_that_of_others(connecte, echange, coordinatrice):
    assert connecte(coordinatrice).get(get_url(echange)).status_code == 403
    sien = create_echange_essai(coordinatrice, echange.organisation)
    assert connecte(coordinatrice).get(get_url(sien)).status_code == 200
