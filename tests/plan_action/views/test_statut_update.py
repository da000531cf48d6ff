from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.journal.models import Journal
from convive.plan_action.models import ChangementStatut, FicheAction, IndicateurFiche, ValeurIndicateurFiche
from tests.plan_action.factories import create_contact, create_organisation

pytestmark = pytest.mark.django_db


def get_url(fiche) -> str:
    return reverse("plan_action:statut_update", args=[fiche.espace_id, fiche.pk])


def move(client, fiche, vers: str, **champs) -> str:
    return client.post(get_url(fiche), {"vers": vers, **champs}, follow=True).content.decode()


def get_statut(fiche) -> str:
    return FicheAction.objects.get(pk=fiche.pk).statut


def test_statut_update_offers_the_moves_of_the_status(connecte, plan, chargee, django_assert_max_num_queries):
    client, url = connecte(chargee), get_url(plan.complete)
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    for verbe in (
        "Mettre en pause",
        "Signaler qu’elle est bloquée",
        "Noter qu’elle est réalisée",
        "Reporter",
        "Abandonner",
    ):
        assert verbe in page
    assert "Valider" not in page
    page = client.get(url, {"vers": "bloquee"}).content.decode()
    for champ in ("Ce qui bloque", "Qui peut la débloquer", "Avant le"):
        assert champ in page
    assert "Qui l’a décidé" not in page


def test_statut_update_asks_for_reason_body_and_date(connecte, plan, chargee):
    client, fiche, jour = connecte(chargee), plan.complete, timezone.localdate() - timedelta(days=3)
    page = move(client, fiche, "abandonnee", motif="Faute de local")
    assert "Indiquez quelle instance l’a décidé." in page
    assert "Faute de local" in page
    assert get_statut(fiche) == "en_cours"
    decision = {"motif": "Faute de local", "instance": "Comité de pilotage", "date_instance": jour.isoformat()}
    page = move(client, fiche, "abandonnee", **decision)
    changement = ChangementStatut.objects.get()
    assert (get_statut(fiche), changement.de, changement.vers) == ("abandonnee", "en_cours", "abandonnee")
    assert (changement.instance_libelle, changement.date_instance) == ("Comité de pilotage", jour)
    assert Journal.objects.get(objet_uuid=fiche.pk, geste="clore").detail["motif"] == "Faute de local"
    # Sent again by a slow finger, it is recorded once.
    move(client, fiche, "abandonnee", **decision)
    assert ChangementStatut.objects.count() == 1
    assert "Comité de pilotage" in client.get(get_url(fiche)).content.decode()


def test_statut_update_keeps_what_blocks_until_it_moves_on(connecte, plan, chargee):
    client, fiche = connecte(chargee), plan.complete
    avant = (timezone.localdate() + timedelta(days=20)).isoformat()
    move(client, fiche, "bloquee", motif="Le permis", deblocage_par="La mairie", deblocage_avant=avant)
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.blocage_motif, fiche.deblocage_par) == ("bloquee", "Le permis", "La mairie")
    move(client, fiche, "en_cours", motif="Permis accordé")
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.blocage_motif, fiche.deblocage_avant) == ("en_cours", "", None)


def test_statut_update_validates_only_what_is_complete(connecte, plan, chargee):
    client, jour = connecte(chargee), timezone.localdate().isoformat()
    page = client.get(get_url(plan.brouillon), {"vers": "validee"}).content.decode()
    assert "une thématique" in page
    assert "pas encore complète" in page
    decision = {"instance": "COPIL", "date_instance": jour}
    assert "Il manque encore" in move(client, plan.brouillon, "validee", **decision)
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="a_preparer")
    move(client, plan.complete, "validee", **decision)
    assert get_statut(plan.complete) == "validee"
    FicheAction.objects.filter(pk=plan.complete.pk).update(date_debut=None)
    assert "Donnez le jour où elle commence." in move(client, plan.complete, "en_cours")
    move(client, plan.complete, "en_cours", date_debut=jour)
    assert get_statut(plan.complete) == "en_cours"


def test_statut_update_asks_for_a_measure_or_why_there_is_none(connecte, plan, chargee):
    client, fiche = connecte(chargee), plan.complete
    assert "Aucune mesure" in move(client, fiche, "realisee")
    indicateur = IndicateurFiche.objects.create(fiche=fiche, libelle="Places ouvertes")
    ValeurIndicateurFiche.objects.create(indicateur=indicateur, annee=2026, valeur=12)
    move(client, fiche, "realisee")
    assert get_statut(fiche) == "realisee"


def test_statut_update_says_when_someone_else_moved_it(connecte, plan, chargee):
    client, fiche = connecte(chargee), plan.complete
    FicheAction.objects.filter(pk=fiche.pk).update(statut="bloquee")
    page = move(client, fiche, "en_pause", depuis="en_cours", motif="Congés")
    assert "n’est plus possible" in page
    page = move(client, fiche, "en_cours", depuis="en_pause", motif="Repris")
    assert "n’est plus possible" in page
    assert get_statut(fiche) == "bloquee"


def test_statut_update_leaves_decisions_to_the_team(connecte, plan, partenaire, lectrice):
    fiche = plan.complete
    fiche.pilotes.add(create_contact(create_organisation(fiche.espace), partenaire))
    client = connecte(partenaire)
    page = client.get(get_url(fiche)).content.decode()
    assert "Mettre en pause" in page
    assert "Abandonner" not in page
    jour = timezone.localdate().isoformat()
    move(client, fiche, "abandonnee", motif="Non", instance="Moi", date_instance=jour)
    assert get_statut(fiche) == "en_cours"
    move(client, fiche, "en_pause", motif="Congés")
    assert get_statut(fiche) == "en_pause"
    assert connecte(lectrice).get(get_url(fiche)).status_code == 403


def test_statut_update_of_a_lasting_action_has_nothing_left(connecte, plan, chargee):
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="perennisee")
    assert "continue désormais en dehors du plan" in connecte(chargee).get(get_url(plan.complete)).content.decode()
