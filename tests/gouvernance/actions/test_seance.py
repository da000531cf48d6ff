"""Create a séance, write its agenda, move it, put it off."""

from datetime import time

import pytest

from convive.espaces.actions.ecriture import FicheChangee
from convive.gouvernance.actions.point import (
    SaisiePoint,
    attach_point,
    carry_point,
    create_point,
    delete_point,
    detach_point,
    update_ordre,
    update_point,
)
from convive.gouvernance.actions.seance import (
    SaisieSeance,
    carry_seance,
    create_seance,
    create_seances,
    delete_seance,
    update_seance,
    update_statut_seance,
)
from convive.gouvernance.models import LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Geste
from convive.socle.objets import Reference
from tests.echanges.factories import publish
from tests.gouvernance.actions.test_instance import list_gestes
from tests.gouvernance.factories import TODAY, create_instance_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db


def test_a_draft_is_created_changed_and_forgotten(gouvernance, chargee):
    gouvernance.copil.lieu = "Salle du conseil"
    gouvernance.copil.save()
    seance = create_seance(by=chargee, instance=gouvernance.copil, saisie=SaisieSeance(in_days(40), time(14), time(16)))
    assert (seance.statut, seance.numero, seance.lieu) == ("brouillon", None, "Salle du conseil")
    saisie = SaisieSeance(in_days(41), time(10), time(12), lieu="Maison des familles")
    changed = update_seance(by=chargee, seance=seance, saisie=saisie, version=1)
    assert (changed.date, changed.version) == (in_days(41), 2)
    with pytest.raises(FicheChangee):
        update_seance(by=chargee, seance=seance, saisie=SaisieSeance(in_days(50)), version=1)
    with pytest.raises(GouvernanceRefusee) as refus:
        update_seance(by=chargee, seance=seance, saisie=SaisieSeance(in_days(50), time(14), time(9)), version=2)
    assert set(refus.value.champs) == {"heure_fin"}
    assert list_gestes(seance) == [Geste.CREER, Geste.MODIFIER]
    point = create_point(
        by=chargee, instance=gouvernance.copil, seance=seance, saisie=SaisiePoint("Le transport des enfants")
    )
    delete_seance(by=chargee, seance=seance)
    point.refresh_from_db()
    assert point.seance is None


def test_the_convocation_gives_the_number_and_the_closing_who_closed(gouvernance, chargee):
    seance = update_statut_seance(by=chargee, seance=gouvernance.brouillon, vers="convoquee")
    assert (seance.numero, seance.convoquee_le is not None) == (3, True)
    assert update_statut_seance(by=chargee, seance=seance, vers="convoquee").version == seance.version
    seance = update_statut_seance(by=chargee, seance=seance, vers="en_cours")
    seance = update_statut_seance(by=chargee, seance=seance, vers="close")
    assert (seance.close_par, seance.close_le is not None) == (chargee, True)
    with pytest.raises(GouvernanceRefusee):
        update_seance(by=chargee, seance=seance, saisie=SaisieSeance(in_days(1)), version=seance.version)
    with pytest.raises(GouvernanceRefusee):
        update_statut_seance(by=chargee, seance=seance, vers="en_cours")
    seance = update_statut_seance(by=chargee, seance=seance, vers="en_cours", motif="Close trop tôt.")
    assert (seance.close_par, seance.numero) == (None, 3)
    with pytest.raises(GouvernanceRefusee):
        delete_seance(by=chargee, seance=seance)


def test_a_move_that_cannot_be_is_refused(gouvernance, chargee):
    with pytest.raises(GouvernanceRefusee):
        update_statut_seance(by=chargee, seance=gouvernance.brouillon, vers="close")
    with pytest.raises(GouvernanceRefusee) as refus:
        update_statut_seance(by=chargee, seance=gouvernance.brouillon, vers="annulee")
    assert set(refus.value.champs) == {"motif"}
    sans_date = create_seance_essai(gouvernance.copil, date=None)
    with pytest.raises(GouvernanceRefusee) as refus:
        update_statut_seance(by=chargee, seance=sans_date, vers="convoquee")
    assert set(refus.value.champs) == {"date"}


def test_a_seance_put_off_gives_its_agenda_to_the_next_one(gouvernance, chargee):
    autre = SaisieSeance(in_days(120), time(9), time(11))
    nouvelle = carry_seance(by=chargee, seance=gouvernance.brouillon, motif="Trop peu de monde.", saisie=autre)
    gouvernance.brouillon.refresh_from_db()
    assert (gouvernance.brouillon.statut, gouvernance.brouillon.reportee_en) == ("reportee", nouvelle)
    assert set(nouvelle.points.all()) == set(gouvernance.points)
    again = carry_seance(by=chargee, seance=gouvernance.brouillon, motif="Trop peu de monde.", saisie=autre)
    assert again == nouvelle


def test_the_seances_of_a_year_are_not_doubled(espace, chargee):
    instance = create_instance_essai(espace)
    lignes = [(instance, SaisieSeance(in_days(jours))) for jours in (30, 90)]
    assert len(create_seances(by=chargee, instances=lignes)) == 2
    assert create_seances(by=chargee, instances=lignes) == []
    instance.archivee_le = "2026-01-01T00:00:00Z"
    instance.save()
    with pytest.raises(GouvernanceRefusee):
        create_seance(by=chargee, instance=instance, saisie=SaisieSeance(in_days(5)))
    assert Seance.objects.count() == 2


def test_a_point_is_written_moved_put_aside_and_taken_up(gouvernance, chargee):
    premier, second = gouvernance.points
    cible = Reference("instance", gouvernance.bureau.pk)
    troisieme = create_point(
        by=chargee,
        instance=gouvernance.copil,
        seance=gouvernance.brouillon,
        saisie=SaisiePoint("Le bureau"),
        cible=cible,
        raison="À dire",
    )
    assert (troisieme.ordre, troisieme.cible) == (3, cible)
    same = create_point(
        by=chargee,
        instance=gouvernance.copil,
        seance=gouvernance.brouillon,
        saisie=SaisiePoint("Le bureau, encore"),
        cible=cible,
    )
    assert same == troisieme
    update_ordre(by=chargee, seance=gouvernance.brouillon, ordre=[troisieme.pk, premier.pk])
    update_ordre(by=chargee, seance=gouvernance.brouillon, ordre=[troisieme.pk, premier.pk])
    titres = list(gouvernance.brouillon.points.order_by("ordre").values_list("titre", flat=True))
    assert titres == ["Le bureau", "Ouvrir la séance", "Valider le bilan"]
    update_point(by=chargee, point=second, saisie=SaisiePoint("Valider", duree_minutes=30), version=1)
    with pytest.raises(FicheChangee):
        update_point(by=chargee, point=second, saisie=SaisiePoint("Autre", duree_minutes=30), version=1)
    detach_point(by=chargee, point=premier)
    premier.refresh_from_db()
    assert premier.seance is None
    attach_point(by=chargee, point=premier, seance=gouvernance.brouillon)
    attach_point(by=chargee, point=gouvernance.attente, seance=gouvernance.brouillon)
    assert gouvernance.brouillon.points.count() == 4
    with pytest.raises(GouvernanceRefusee):
        attach_point(by=chargee, point=premier, seance=gouvernance.convoquee)
    with pytest.raises(GouvernanceRefusee):
        attach_point(by=chargee, point=premier, seance=gouvernance.close)
    delete_point(by=chargee, point=troisieme)
    delete_point(by=chargee, point=troisieme)
    assert len(list_gestes(gouvernance.brouillon)) == 7


def test_a_point_that_cannot_be_is_refused(gouvernance, chargee):
    with pytest.raises(GouvernanceRefusee) as refus:
        create_point(by=chargee, instance=gouvernance.copil, saisie=SaisiePoint(" ", "autre", 0))
    assert set(refus.value.champs) == {"titre", "duree_minutes", "nature"}
    with pytest.raises(GouvernanceRefusee):
        create_point(
            by=chargee, instance=gouvernance.bureau, seance=gouvernance.brouillon, saisie=SaisiePoint("Ailleurs")
        )
    LigneSeance.objects.create(seance=gouvernance.brouillon, point=gouvernance.points[0], sorte="debat", texte="Dit.")
    with pytest.raises(GouvernanceRefusee):
        delete_point(by=chargee, point=gouvernance.points[0])
    publish(chargee, gouvernance.copil.espace, sur=gouvernance.points[1])
    with pytest.raises(GouvernanceRefusee, match="échanges"):
        delete_point(by=chargee, point=gouvernance.points[1])


def test_a_point_without_time_waits_for_the_next_seance_once(gouvernance, chargee):
    point = gouvernance.points[1]
    suite = carry_point(by=chargee, point=point)
    assert carry_point(by=chargee, point=point) == suite
    point.refresh_from_db()
    assert (point.etat, suite.seance, suite.reporte_de, suite.nature) == ("reporte", None, point, "decision")
    assert suite.raison.startswith("Reporté de la séance du ")
    assert PointOrdreDuJour.objects.filter(seance=None).count() == 2
    assert TODAY() < gouvernance.brouillon.date
