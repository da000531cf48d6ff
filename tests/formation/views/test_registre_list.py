from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import NouvelleVeille, Reclamation
from convive.formation.views.registres import REGISTRES
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisme(chargee):
    return create_organisme_essai(chargee).espace


def get_url(espace, registre: str) -> str:
    return reverse("formation:registre_list", args=[espace.pk, registre])


@pytest.mark.parametrize("registre", REGISTRES, ids=lambda registre: registre.cle)
def test_an_empty_register_teaches_what_goes_there(organisme, chargee, connecte, registre):
    page = connecte(chargee).get(get_url(organisme, registre.cle)).content.decode()
    assert "Rien pour l’instant dans ce registre" in page
    assert registre.ajout in page


def test_what_waits_comes_first_and_says_so(organisme, chargee, connecte, count_queries_get):
    today = timezone.localdate()
    valeurs = {"espace": organisme, "accusee_le": today, "reponse": "Oui.", "repondue_le": today, "recue_le": today}
    Reclamation.objects.create(numero="R2026-01", objet="Répondue", **valeurs)
    client, url = connecte(chargee), get_url(organisme, "reclamations")
    assert "Tout est à jour" in client.get(url).content.decode()
    count = count_queries_get(client, url)
    vieille = today - timedelta(days=40)
    inscription = create_inscription_essai(create_session_essai(organisme))
    for rang in range(2, 6):
        Reclamation.objects.create(
            espace=organisme,
            numero=f"R2026-0{rang}",
            objet=f"En retard {rang}",
            recue_le=vieille,
            inscription=inscription,
            session=inscription.session,
        )
    page = client.get(url).content.decode()
    assert page.index("En retard 2") < page.index("Répondue")
    assert "4\u00a0lignes demandent une action" in page
    assert count_queries_get(client, url) == count


def test_who_reads_only_what_names_nobody(organisme, connecte):
    lectrice = create_compte("lectrice")
    create_membre(organisme, lectrice, "lecture")
    client = connecte(lectrice)
    reponses = {registre.cle: client.get(get_url(organisme, registre.cle)).status_code for registre in REGISTRES}
    assert {cle for cle, statut in reponses.items() if statut == 200} == {"amelioration", "veille", "handicap"}
    assert set(reponses.values()) == {200, 403}
    assert "Noter une nouvelle" not in client.get(get_url(organisme, "veille")).content.decode()


def test_an_unknown_register_does_not_exist(organisme, chargee, connecte):
    assert connecte(chargee).get(get_url(organisme, "secrets")).status_code == 404


def test_lines_of_another_body_are_not_here(organisme, chargee, connecte):
    voisin = create_organisme_essai(chargee, "L’Autre Rive, formation").espace
    NouvelleVeille.objects.create(espace=voisin, axe="metiers", date=timezone.localdate(), titre="D’à côté")
    assert "D’à côté" not in connecte(chargee).get(get_url(organisme, "veille")).content.decode()
