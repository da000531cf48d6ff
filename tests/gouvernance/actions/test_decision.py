"""Record a decision, change it, say where it is."""

import pytest

from convive.gouvernance.actions.decision import (
    SaisieDecision,
    create_decision,
    update_decision,
    update_statut_decision,
)
from convive.gouvernance.models import Decision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Geste
from convive.socle.objets import Reference
from tests.espaces.factories import create_espace_civraisien
from tests.gouvernance.actions.test_instance import list_gestes
from tests.gouvernance.factories import TODAY, in_days
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
    with pytest.raises(GouvernanceRefusee):
        update_decision(by=chargee, decision=decision, saisie=saisie, version=1)
    assert list_gestes(decision) == [Geste.CREER, Geste.MODIFIER]


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
