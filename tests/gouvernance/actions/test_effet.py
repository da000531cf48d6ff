"""A decision performs what it validates; a mistake is undone; nothing is half done."""

import pytest
from django.utils import timezone

from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.documents.models import Gel
from convive.espaces.models import Membre, Thematique
from convive.gouvernance.actions.effet import (
    record_effet_diagnostic,
    record_effet_enjeu,
    record_effet_fiche,
    reopen_effet,
)
from convive.gouvernance.models import CibleDecision, EffetDecision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Geste, Journal
from convive.plan_action.actions.statuts import SaisieStatut, record_changement_statut
from convive.plan_action.models import ChangementStatut
from convive.socle.objets import objets
from tests.diagnostic.factories import create_enjeu_essai
from tests.plan_action.factories import create_fiche, create_niveaux, create_noeud, create_organisation, create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, chargee):
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)


@pytest.fixture
def fiche(ctg, espace):
    """Complete, and still a draft."""
    axe, _ = create_niveaux(ctg)
    return create_fiche(
        ctg,
        noeud=create_noeud(axe, "Accueillir"),
        description="Ouvrir un lieu d’accueil pour les tout-petits, quatre matins par semaine, dans deux communes.",
        resultats_attendus="Vingt places.",
        organisation_porteuse=create_organisation(espace),
        thematiques=list(Thematique.objects.filter(espace=espace)[:1]),
        pilotes=[create_personne(espace)],
    )


def attach(decision, objet):
    reference = objets.get_reference(objet)
    CibleDecision.objects.create(decision=decision, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)


def test_a_decision_validates_an_action_and_says_which_body_did(gouvernance, membre, fiche):
    decision = gouvernance.decision
    attach(decision, fiche)
    effet = record_effet_fiche(by=membre, decision=decision, fiche=fiche, saisie=SaisieStatut("validee"))
    fiche.refresh_from_db()
    decision.refresh_from_db()
    changement = effet.changement_statut
    assert changement is not None
    assert fiche.statut == "validee"
    assert (changement.instance_libelle, changement.date_instance) == ("Comité de pilotage", decision.date)
    assert decision.code in changement.motif
    assert decision.changement_statut == changement
    gestes = Journal.objects.filter(objet_uuid__in=(decision.pk, fiche.pk)).values_list("geste", flat=True)
    assert list(gestes).count(Geste.VALIDER) == 2


def test_what_is_not_ready_changes_nothing(gouvernance, membre, ctg):
    vide = create_fiche(ctg, "Sans rien encore")
    attach(gouvernance.decision, vide)
    with pytest.raises(GouvernanceRefusee) as refus:
        record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=vide, saisie=SaisieStatut("validee"))
    assert "Il manque encore" in refus.value.champs["manques"]
    vide.refresh_from_db()
    gouvernance.decision.refresh_from_db()
    assert vide.statut == "a_preparer"
    assert gouvernance.decision.changement_statut is None
    assert not EffetDecision.objects.exists()
    assert not ChangementStatut.objects.exists()


def test_a_decision_changes_only_what_it_is_about_and_once(gouvernance, membre, fiche):
    with pytest.raises(GouvernanceRefusee, match="n’y est pas reliée"):
        record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("validee"))
    attach(gouvernance.decision, fiche)
    record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("validee"))
    fiche.refresh_from_db()
    with pytest.raises(GouvernanceRefusee, match="déjà changé"):
        record_effet_fiche(
            by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("abandonnee", motif="Non.")
        )


def test_an_action_that_was_validated_by_mistake_goes_back(gouvernance, membre, fiche):
    attach(gouvernance.decision, fiche)
    effet = record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("validee"))
    with pytest.raises(GouvernanceRefusee) as refus:
        reopen_effet(by=membre, effet=effet, motif="")
    assert set(refus.value.champs) == {"motif"}
    reopen_effet(by=membre, effet=effet, motif="Ce n’était pas la bonne fiche.")
    fiche.refresh_from_db()
    effet.refresh_from_db()
    gouvernance.decision.refresh_from_db()
    assert (fiche.statut, gouvernance.decision.changement_statut) == ("a_preparer", None)
    assert effet.defait_le is not None
    # Both moves stay in the history, and a second click does nothing.
    assert ChangementStatut.objects.filter(fiche=fiche).count() == 2
    reopen_effet(by=membre, effet=effet, motif="Encore.")
    assert ChangementStatut.objects.filter(fiche=fiche).count() == 2
    # It can be decided again.
    record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("validee"))


def test_dates_that_a_move_changed_come_back(gouvernance, membre, ctg):
    debut = timezone.localdate()
    reportee = create_fiche(ctg, "Reportée", statut="reportee", date_fin=ctg.date_fin)
    attach(gouvernance.decision, reportee)
    saisie = SaisieStatut("validee", date_debut=debut, date_fin=debut)
    effet = record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=reportee, saisie=saisie)
    reportee.refresh_from_db()
    assert (reportee.date_debut, reportee.date_fin) == (debut, debut)
    reopen_effet(by=membre, effet=effet, motif="Trop tôt.")
    reportee.refresh_from_db()
    assert (reportee.statut, reportee.date_debut, reportee.date_fin) == ("reportee", None, ctg.date_fin)


def test_what_moved_since_is_not_put_back(gouvernance, membre, fiche, chargee):
    attach(gouvernance.decision, fiche)
    effet = record_effet_fiche(by=membre, decision=gouvernance.decision, fiche=fiche, saisie=SaisieStatut("validee"))
    fiche.refresh_from_db()
    record_changement_statut(by=chargee, fiche=fiche, saisie=SaisieStatut("en_cours", date_debut=timezone.localdate()))
    with pytest.raises(GouvernanceRefusee, match="a changé de statut depuis"):
        reopen_effet(by=membre, effet=effet, motif="Une erreur.")
    effet.refresh_from_db()
    assert effet.defait_le is None


def test_an_enjeu_is_kept_then_put_back(espace, gouvernance, membre):
    enjeu = create_enjeu_essai(espace)
    attach(gouvernance.decision, enjeu)
    with pytest.raises(GouvernanceRefusee) as refus:
        record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeu, vers="ecarte")
    assert set(refus.value.champs) == {"motif"}
    with pytest.raises(GouvernanceRefusee):
        record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeu, vers="a_decider")
    effet = record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeu, vers="retenu")
    enjeu.refresh_from_db()
    assert (enjeu.decision, enjeu.instance_libelle, enjeu.date_decision) == (
        "retenu",
        "Comité de pilotage",
        gouvernance.decision.date,
    )
    reopen_effet(by=membre, effet=effet, motif="Ce n’était pas celui-là.")
    enjeu.refresh_from_db()
    assert (enjeu.decision, enjeu.date_decision) == ("a_decider", None)


def test_an_enjeu_decided_again_since_is_left_alone(espace, gouvernance, membre):
    enjeu = create_enjeu_essai(espace)
    attach(gouvernance.decision, enjeu)
    effet = record_effet_enjeu(by=membre, decision=gouvernance.decision, enjeu=enjeu, vers="retenu")
    enjeu.refresh_from_db()
    attach(gouvernance.decision_bureau, enjeu)
    second = record_effet_enjeu(
        by=membre, decision=gouvernance.decision_bureau, enjeu=enjeu, vers="reporte", motif="Après l’été."
    )
    with pytest.raises(GouvernanceRefusee, match="a changé depuis"):
        reopen_effet(by=membre, effet=effet, motif="Une erreur.")
    reopen_effet(by=membre, effet=second, motif="Une erreur.")
    enjeu.refresh_from_db()
    assert (enjeu.decision, enjeu.instance_libelle) == ("retenu", "Comité de pilotage")


def test_a_diagnosis_is_frozen_for_good(espace, gouvernance, membre, chargee):
    diagnostic = create_diagnostic(by=chargee, espace=espace)
    attach(gouvernance.decision, diagnostic)
    effet = record_effet_diagnostic(by=membre, decision=gouvernance.decision, diagnostic=diagnostic)
    diagnostic.refresh_from_db()
    assert diagnostic.is_valide
    assert effet.gel == Gel.objects.get(objet_uuid=diagnostic.pk)
    with pytest.raises(GouvernanceRefusee, match="ne se modifie plus"):
        reopen_effet(by=membre, effet=effet, motif="Une erreur.")
    attach(gouvernance.decision_bureau, diagnostic)
    with pytest.raises(GouvernanceRefusee):
        record_effet_diagnostic(by=membre, decision=gouvernance.decision_bureau, diagnostic=diagnostic)
