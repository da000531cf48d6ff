"""What the bodies ask on the home of an espace."""

import pytest
from django.utils import timezone

from convive.espaces.selectors import parametres
from convive.gouvernance.models import Decision, MembreInstance, Seance
from convive.gouvernance.selectors.catalogue import get_delais
from convive.gouvernance.taches import (
    list_taches_decisions,
    list_taches_seances,
    list_taches_sieges,
    list_taches_siennes,
)
from convive.socle.taches import Urgence
from tests.gouvernance.factories import (
    TODAY,
    create_carte,
    create_decision_essai,
    create_participant_essai,
    create_seance_essai,
    create_siege,
    in_days,
)
from tests.gouvernance.test_panels import get_membre
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db


def test_the_home_asks_what_is_late_of_the_team_and_of_whoever_carries_it(espace, gouvernance, chargee, elue, lectrice):
    today = timezone.localdate()
    assert list(list_taches_siennes(get_membre(espace, elue), today)) == []
    Decision.objects.filter(pk=gouvernance.decision.pk).update(
        responsable=create_carte(espace, elue), echeance=in_days(-1)
    )
    Decision.objects.filter(pk=gouvernance.decision_bureau.pk).update(
        responsable=create_carte(espace, chargee), echeance=in_days(5)
    )
    (tache,) = list_taches_siennes(get_membre(espace, elue), today)
    assert (tache.urgence, gouvernance.decision.code in tache.libelle) == (Urgence.RETARD, True)
    (mienne,) = list_taches_siennes(get_membre(espace, chargee), today)
    assert mienne.urgence == Urgence.BIENTOT
    (equipe,) = list_taches_decisions(get_membre(espace, chargee), today)
    assert "1\xa0décision" in equipe.libelle
    create_decision_essai(espace, "Que personne ne porte.")
    assert len(list(list_taches_decisions(get_membre(espace, chargee), today))) == 2
    assert list(list_taches_decisions(get_membre(espace, lectrice), today)) == []


def test_a_seance_asks_to_be_convened_held_and_closed(
    espace, gouvernance, chargee, lectrice, django_assert_num_queries
):
    membre = get_membre(espace, chargee)
    Seance.objects.filter(pk=gouvernance.brouillon.pk).update(date=in_days(6))
    create_seance_essai(gouvernance.copil, 11)
    create_seance_essai(gouvernance.copil, -3, statut="convoquee")
    create_seance_essai(gouvernance.copil, -1, statut="en_cours")
    create_seance_essai(gouvernance.copil, 0, statut="en_cours")
    refusee = create_seance_essai(gouvernance.bureau, 40, statut="convoquee")
    create_participant_essai(refusee, email="s@exemple.fr").envois.create(sorte="convocation", etat="echec")
    with django_assert_num_queries(1):
        found = list(list_taches_seances(membre, TODAY()))
    assert [(tache.libelle.split(" Comité")[0].split(" Bureau")[0], tache.urgence) for tache in found] == [
        ("Mettre à jour", Urgence.RETARD),
        ("Clore", Urgence.RETARD),
        ("Convoquer", Urgence.BIENTOT),
        ("Envoyer la convocation", Urgence.BIENTOT),
    ]
    assert found[2].precision == "Dans 6\u00a0jours, et personne n’est encore convoqué."
    assert found[3].url.endswith("/convocation/")
    assert list(list_taches_seances(get_membre(espace, lectrice), TODAY())) == []


def test_a_seance_is_to_be_convened_from_the_day_that_the_catalogue_says(espace, gouvernance, chargee, monkeypatch):
    membre = get_membre(espace, chargee)

    def says(jours):
        Seance.objects.filter(pk=gouvernance.brouillon.pk).update(date=in_days(jours))
        return [tache.libelle.split()[0] for tache in list_taches_seances(membre, TODAY())]

    assert (says(10), says(11)) == (["Convoquer"], [])
    usage, *autres = parametres.read_parametres("gouvernance")
    rows = (*autres, {**usage, "date_fin": TODAY()}, {**usage, "valeur": 15, "date_debut": TODAY()})
    monkeypatch.setattr(parametres, "read_parametres", lambda _paquet: rows)
    assert (says(15), says(16)) == (["Convoquer"], [])
    assert get_delais(in_days(-1)).jours_convocation == 10


def list_comptes_rendus(membre, today):
    return [tache for tache in list_taches_seances(membre, today) if tache.geste == "Envoyer"]


def test_minutes_are_late_from_the_day_that_the_catalogue_says(espace, gouvernance, chargee, monkeypatch):
    rows = parametres.read_parametres("gouvernance")
    rows = tuple({**row, "valeur": 2} if row["cle"] == "jours_compte_rendu" else row for row in rows)
    monkeypatch.setattr(parametres, "read_parametres", lambda _paquet: rows)
    create_participant_essai(create_seance_essai(gouvernance.copil, -3, statut="close", numero=8), email="s@exemple.fr")
    [tache] = list_comptes_rendus(get_membre(espace, chargee), TODAY())
    assert tache.urgence == Urgence.RETARD
    assert tache.precision.endswith("d’habitude sous 2\u00a0jours.")


def test_minutes_that_nobody_received_are_asked_for(espace, gouvernance, chargee, elue, django_assert_num_queries):
    membre = get_membre(espace, chargee)
    # Nobody to write to: nothing to ask.
    assert list_comptes_rendus(membre, TODAY()) == []
    recente = create_seance_essai(gouvernance.copil, -3, statut="close", numero=8)
    ancienne = create_seance_essai(gouvernance.copil, -20, statut="close", numero=7)
    oubliee = create_seance_essai(gouvernance.copil, -90, statut="close", numero=6)
    attendus = [create_participant_essai(row, email="s@exemple.fr") for row in (recente, ancienne, oubliee)]
    with django_assert_num_queries(1):
        found = list_comptes_rendus(membre, TODAY())
    assert [(tache.echeance, tache.urgence) for tache in found] == [
        (in_days(-20), Urgence.RETARD),
        (in_days(-3), Urgence.A_FAIRE),
    ]
    assert found[0].url.endswith("#envoyer")
    envoi = attendus[1].envois.create(sorte="compte_rendu", etat="parti")
    assert [tache.echeance for tache in list_comptes_rendus(membre, TODAY())] == [in_days(-3)]
    envoi.etat = "echec"
    envoi.save()
    assert len(list_comptes_rendus(membre, TODAY())) == 2
    assert list_comptes_rendus(get_membre(espace, elue), TODAY()) == []


def test_mandates_that_end_seats_to_fill_and_empty_bodies(
    espace, gouvernance, chargee, lectrice, django_assert_max_num_queries
):
    membre = get_membre(espace, chargee)
    commune, caf = create_organisation(espace), create_organisation(espace, nom="La Caf d’essai")
    create_siege(gouvernance.copil, commune, is_elu=True, date_fin=in_days(-10))
    create_siege(gouvernance.copil, caf, date_fin=in_days(20))
    create_siege(gouvernance.copil, create_personne(espace), date_fin=in_days(90))
    create_siege(gouvernance.copil, "Une ancienne", date_fin=in_days(-10))
    with django_assert_max_num_queries(2):
        found = {tache.libelle: tache for tache in list_taches_sieges(membre, TODAY())}
    assert set(found) == {
        "Pourvoir 1\u00a0siège\u00a0: Comité de pilotage",
        "Renouveler 1\u00a0siège\u00a0: Comité de pilotage",
        "Indiquer qui siège\u00a0: Bureau des maires",
    }
    assert found["Renouveler 1\u00a0siège\u00a0: Comité de pilotage"].echeance == in_days(20)
    # Taken over, each goes.
    create_siege(gouvernance.copil, commune, date_debut=in_days(-2))
    MembreInstance.objects.filter(organisation=caf).update(date_fin=in_days(20))
    create_siege(gouvernance.copil, caf, date_debut=in_days(20))
    create_siege(gouvernance.bureau, "Une maire")
    assert list(list_taches_sieges(membre, TODAY())) == []
    assert list(list_taches_sieges(get_membre(espace, lectrice), TODAY())) == []
