"""Record a decision, change it, say where it is."""

import pytest
from django.utils import timezone

from convive.espaces.actions.ecriture import FicheChangee
from convive.gouvernance.actions.decision import (
    CadreDecision,
    SaisieDecision,
    create_decision,
    update_decision,
    update_statut_decision,
)
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne
from convive.gouvernance.models import Decision, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Geste, Journal
from convive.socle.objets import Reference
from tests.espaces.factories import create_espace_civraisien
from tests.gouvernance.actions.test_instance import list_gestes
from tests.gouvernance.factories import TODAY, create_seance_essai, in_days
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db


def test_decisions_of_a_year_are_numbered_one_after_the_other(espace, gouvernance, chargee):
    Decision.objects.all().delete()
    saisie = SaisieDecision("Ouvrir le relais le samedi.", TODAY(), echeance=in_days(60))
    first = create_decision(by=chargee, espace=espace, saisie=saisie, seance=gouvernance.close)
    second = create_decision(by=chargee, espace=espace, saisie=saisie)
    annee = TODAY().year
    assert (first.code, second.code) == (f"{annee}-001", f"{annee}-002")
    assert (first.instance, first.created_by, second.instance) == (gouvernance.copil, chargee, None)
    assert str(first) == f"{annee}-001 Ouvrir le relais le samedi."


def test_a_decision_keeps_its_number_when_it_changes(espace, gouvernance, chargee):
    cibles = tuple(Reference("instance", i.pk) for i in (gouvernance.copil, gouvernance.bureau))
    saisie = SaisieDecision("Ouvrir le relais.", TODAY(), cibles=cibles)
    decision = create_decision(by=chargee, espace=espace, saisie=saisie)
    personne, organisation = create_personne(espace), create_organisation(espace)
    change = SaisieDecision(
        "Ouvrir le relais le samedi.",
        TODAY(),
        responsable=personne,
        organisation_responsable=organisation,
        cibles=cibles[:1],
    )
    changed = update_decision(by=chargee, decision=decision, saisie=change, version=1)
    assert (changed.numero, changed.version, changed.libelle_responsable) == (decision.numero, 2, "Personne Pilote")
    assert [cible.reference for cible in changed.cibles.all()] == [cibles[0]]
    assert update_decision(by=chargee, decision=decision, saisie=change, version=1).version == 2
    with pytest.raises(FicheChangee):
        update_decision(by=chargee, decision=decision, saisie=saisie, version=1)
    assert list_gestes(decision) == [Geste.CREER, Geste.MODIFIER]


def test_the_body_of_a_decision_is_mended_until_its_minutes_hold_it(espace, gouvernance, chargee):
    saisie = SaisieDecision("Ouvrir le relais.", TODAY())
    decision = create_decision(by=chargee, espace=espace, saisie=saisie, instance=gouvernance.bureau)
    moved = update_decision(
        by=chargee, decision=decision, saisie=saisie, version=1, cadre=CadreDecision(gouvernance.copil)
    )
    assert (moved.instance, moved.seance, moved.version) == (gouvernance.copil, None, 2)
    assert Journal.objects.filter(objet_uuid=decision.pk, detail__champs=["instance"]).count() == 1
    ouverte = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)
    ailleurs = CadreDecision(seance=ouverte)
    moved = update_decision(by=chargee, decision=moved, saisie=saisie, version=2, cadre=ailleurs)
    assert (moved.seance, moved.instance) == (ouverte, gouvernance.copil)
    assert update_decision(by=chargee, decision=moved, saisie=saisie, version=1, cadre=ailleurs).version == 3
    # Noted at a séance, it is of this séance; its words are mended there, and the line follows.
    ligne = create_ligne(by=chargee, seance=ouverte, saisie=SaisieLigne("decision", "On ouvre."))
    with pytest.raises(GouvernanceRefusee) as refus:
        update_decision(by=chargee, decision=ligne.decision, saisie=saisie, version=1, cadre=CadreDecision())
    assert set(refus.value.champs) == {"cadre"}
    update_decision(by=chargee, decision=ligne.decision, saisie=saisie, version=1)
    ligne.refresh_from_db()
    assert (ligne.texte, ligne.version) == ("Ouvrir le relais.", 2)


def test_what_closed_minutes_hold_is_corrected_by_an_erratum_only(gouvernance, chargee):
    decision = gouvernance.decision
    Seance.objects.filter(pk=gouvernance.close.pk).update(close_le=timezone.now())
    decision.refresh_from_db()
    held = {champ: getattr(decision, champ) for champ in ("libelle", "date", "echeance")}
    for change in ({"libelle": "Autre chose."}, {"mode": "prise_acte"}, {"mode": "vote", "voix_pour": 3}):
        with pytest.raises(GouvernanceRefusee, match="erratum"):
            update_decision(by=chargee, decision=decision, saisie=SaisieDecision(**(held | change)), version=1)
    with pytest.raises(GouvernanceRefusee, match="erratum"):
        update_decision(by=chargee, decision=decision, saisie=SaisieDecision(**held), version=1, cadre=CadreDecision())
    suivie = SaisieDecision(**held, responsable_texte="La Caf", cout_euros=10)
    assert update_decision(by=chargee, decision=decision, saisie=suivie, version=1).responsable_texte == "La Caf"
    # What is noted afterwards about a closed séance is not in its minutes: it is still corrected.
    tardive = create_decision(by=chargee, espace=decision.espace, saisie=suivie, seance=gouvernance.close)
    assert not tardive.is_figee


def test_a_decision_is_followed_until_it_is_done(gouvernance, chargee):
    done = update_statut_decision(by=chargee, decision=gouvernance.decision, statut="faite")
    assert (done.executee_le, done.is_ouverte) == (TODAY(), False)
    assert update_statut_decision(by=chargee, decision=done, statut="faite").version == done.version
    with pytest.raises(GouvernanceRefusee):
        update_statut_decision(by=chargee, decision=done, statut="caduque")
    stale = update_statut_decision(by=chargee, decision=done, statut="caduque", motif="Le besoin a disparu.")
    assert (stale.executee_le, stale.motif) == (None, "Le besoin a disparu.")
    with pytest.raises(GouvernanceRefusee):
        update_statut_decision(by=chargee, decision=done, statut="inconnu")
    assert list_gestes(gouvernance.decision) == [Geste.CLORE, Geste.CLORE]


def test_a_decision_that_cannot_be_is_refused(espace, chargee):
    ailleurs = create_personne(create_espace_civraisien(chargee, nom="Voisin"))
    saisie = SaisieDecision("", TODAY(), type="autre", mode="autre", statut="autre", voix_pour=3, responsable=ailleurs)
    with pytest.raises(GouvernanceRefusee) as refus:
        create_decision(by=chargee, espace=espace, saisie=saisie)
    assert set(refus.value.champs) == {"libelle", "type", "mode", "statut", "responsable"}
    assert not Decision.objects.exists()
