"""Settle a note: one decision, the note frozen as presented, nothing rewritten."""

import pytest

from convive.documents.models import Gel
from convive.espaces.models import Membre
from convive.gouvernance.actions.arbitrage import SaisieArbitrage, close_note, reopen_note
from convive.gouvernance.actions.note import SaisieNote, update_note
from convive.gouvernance.models import ArbitrageNote, Decision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from tests.gouvernance.factories import create_decision_essai, create_note_essai, in_days, join_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, chargee) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)


@pytest.fixture
def note(espace, gouvernance):
    note = create_note_essai(espace, titres=("L’école", "La maison"), instance=gouvernance.copil)
    join_note(note, gouvernance.close)
    return note


def get_saisie(note, gouvernance, **champs) -> SaisieArbitrage:
    scenario = note.scenarios.get(titre="La maison")
    valeurs = {
        "issue": "retenu",
        "pourquoi": "Elle ouvre plus tôt.",
        "date": gouvernance.close.date,
        "scenario": scenario,
    }
    return SaisieArbitrage(**(valeurs | {"seance": gouvernance.close, "instance": gouvernance.copil} | champs))


def test_it_writes_one_decision_and_freezes_the_note(note, gouvernance, membre):
    arbitrage = close_note(by=membre, note=note, saisie=get_saisie(note, gouvernance))
    decision = arbitrage.decision
    assert decision is not None
    assert decision.libelle == "Où ouvrir les vingt places\xa0: retenir le scénario B, «\xa0La maison\xa0»."
    assert (decision.type, decision.seance, decision.motif) == ("arbitrage", gouvernance.close, "Elle ouvre plus tôt.")
    assert decision.point is not None
    assert {cible.objet_type for cible in decision.cibles.all()} == {"note_decision"}
    assert arbitrage.gel is not None
    assert "La maison" in arbitrage.gel.contenu
    assert arbitrage.gel.motif.startswith("Telle que présentée le ")
    count = Decision.objects.count()
    assert close_note(by=membre, note=note, saisie=get_saisie(note, gouvernance)) == arbitrage
    assert (Decision.objects.count(), Gel.objects.count()) == (count, 1)
    with pytest.raises(GouvernanceRefusee):
        close_note(by=membre, note=note, saisie=get_saisie(note, gouvernance, scenario=note.scenarios.first()))
    with pytest.raises(GouvernanceRefusee):
        update_note(by=membre.compte, note=note, saisie=SaisieNote("Autre\u00a0?"), version=1)


def test_a_decision_already_in_the_register_is_linked_not_doubled(espace, note, gouvernance, membre):
    count = Decision.objects.count()
    saisie = get_saisie(note, gouvernance, decision=gouvernance.decision)
    arbitrage = close_note(by=membre, note=note, saisie=saisie)
    assert arbitrage.decision == gouvernance.decision
    assert Decision.objects.count() == count
    assert gouvernance.decision.cibles.get().objet_uuid == note.pk
    other = create_note_essai(espace, "Une autre\u00a0?")
    with pytest.raises(GouvernanceRefusee) as refus:
        close_note(
            by=membre, note=other, saisie=SaisieArbitrage("melange", "x", in_days(-1), decision=gouvernance.decision)
        )
    assert "decision" in refus.value.champs


def test_put_off_it_stays_open_and_the_trace_stays(note, gouvernance, membre):
    saisie = get_saisie(note, gouvernance, issue="reporte", scenario=None, pourquoi="Après le budget.")
    report = close_note(by=membre, note=note, saisie=saisie)
    assert close_note(by=membre, note=note, saisie=saisie) == report
    assert report.decision is not None
    assert (report.decision.type, report.is_definitif) == ("report", False)
    assert update_note(by=membre.compte, note=note, saisie=SaisieNote("Et où\u00a0?"), version=1).version == 2
    saisie = SaisieArbitrage("melange", "Un peu des deux.", in_days(-1), decide_par="Les trois maires")
    final = close_note(by=membre, note=note, saisie=saisie)
    assert final.is_definitif
    assert ArbitrageNote.objects.filter(note=note).count() == 2


def test_what_cannot_be_is_said_beside_its_field(espace, note, gouvernance, membre, ctg):
    for champs, nom in (
        ({"pourquoi": " "}, "pourquoi"),
        ({"scenario": None}, "scenario"),
        ({"date": in_days(2)}, "date"),
        ({"seance": None, "instance": None}, "decide_par"),
        ({"scenario": create_note_essai(espace, "Autre\u00a0?").scenarios.first()}, "scenario"),
    ):
        with pytest.raises(GouvernanceRefusee) as refus:
            close_note(by=membre, note=note, saisie=get_saisie(note, gouvernance, **champs))
        assert nom in refus.value.champs
    assert not ArbitrageNote.objects.exists()


def test_an_arbitration_noted_by_mistake_is_taken_back_and_stays(note, gouvernance, membre):
    arbitrage = close_note(by=membre, note=note, saisie=get_saisie(note, gouvernance))
    with pytest.raises(GouvernanceRefusee):
        reopen_note(by=membre.compte, arbitrage=arbitrage, motif=" ")
    for _ in range(2):
        taken = reopen_note(by=membre.compte, arbitrage=arbitrage, motif="C’était l’autre scénario.")
    assert taken.annule_le is not None
    decision = Decision.objects.get(pk=arbitrage.decision_id)
    assert (decision.statut, decision.motif) == ("caduque", "C’était l’autre scénario.")
    juste = get_saisie(note, gouvernance, scenario=note.scenarios.get(titre="L’école"))
    assert close_note(by=membre, note=note, saisie=juste).is_definitif
    assert create_decision_essai(note.espace).numero > 1
