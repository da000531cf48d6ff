"""Write a note, its scenarios, the views of partners."""

import pytest

from convive.espaces.actions.ecriture import FicheChangee
from convive.gouvernance.actions.note import (
    SaisieAvis,
    SaisieNote,
    SaisieScenario,
    create_avis,
    create_note,
    create_scenario,
    delete_avis,
    delete_note,
    delete_scenario,
    update_note,
    update_scenario,
)
from convive.gouvernance.models import NoteDecision, ScenarioDecision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.notes import Chiffre
from convive.journal.models import Journal
from convive.socle.objets import Reference
from tests.gouvernance.factories import create_note_essai, in_days, join_note
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def test_a_note_opens_with_what_happens_if_nothing_changes(espace, chargee, ctg):
    fiche = create_fiche(ctg)
    saisie = SaisieNote("Où ouvrir\u00a0?", sources=(Reference("fiche_action", fiche.pk),))
    note = create_note(by=chargee, espace=espace, saisie=saisie)
    assert [row.is_sans_changement for row in note.scenarios.all()] == [True]
    assert [source.reference.objet_uuid for source in note.sources.all()] == [fiche.pk]
    assert Journal.objects.filter(objet_uuid=note.pk, geste="creer").count() == 1
    update_note(by=chargee, note=note, saisie=SaisieNote("Où ouvrir\u00a0?"), version=1)
    assert not note.sources.exists()


def test_a_note_changes_once_and_what_moved_meanwhile_is_said(espace, chargee):
    note = create_note_essai(espace)
    saisie = SaisieNote("Quand ouvrir\u00a0?", contexte="Vite.")
    changed = update_note(by=chargee, note=note, saisie=saisie, version=1)
    assert (changed.question, changed.version) == ("Quand ouvrir\u00a0?", 2)
    assert update_note(by=chargee, note=note, saisie=saisie, version=1).version == 2
    with pytest.raises(FicheChangee):
        update_note(by=chargee, note=note, saisie=SaisieNote("Autre\u00a0?"), version=1)


def test_what_is_missing_is_said_beside_its_field(espace, chargee, gouvernance):
    note = create_note_essai(espace)
    other = ScenarioDecision.objects.create(note=create_note_essai(espace, "Autre\u00a0?"), titre="Ailleurs", ordre=9)
    saisie = SaisieNote(
        " ",
        chiffres=(Chiffre("Familles", "20", "", "2026"),),
        recommandation="Le premier.",
        scenario_conseille=other,
    )
    with pytest.raises(GouvernanceRefusee) as refus:
        update_note(by=chargee, note=note, saisie=saisie, version=1)
    assert set(refus.value.champs) == {"question", "chiffres", "avis_de", "scenario_conseille"}


def test_scenarios_are_five_at_most_and_costs_have_an_author(espace, chargee):
    note = create_note_essai(espace, titres=())
    with pytest.raises(GouvernanceRefusee) as refus:
        create_scenario(by=chargee, note=note, saisie=SaisieScenario("L’école", couts={2027: 45_000}))
    assert set(refus.value.champs) == {"cout_source", "cout_date"}
    for rang in range(4):
        create_scenario(by=chargee, note=note, saisie=SaisieScenario(f"Lieu {rang}"))
    with pytest.raises(GouvernanceRefusee):
        create_scenario(by=chargee, note=note, saisie=SaisieScenario("Un de trop"))
    assert [row.titre for row in note.scenarios.all()][-1] == "Ne rien changer"


def test_a_scenario_changes_and_goes(espace, chargee):
    note = create_note_essai(espace)
    scenario = note.scenarios.get(titre="L’école")
    saisie = SaisieScenario("L’école", couts={2027: 0}, cout_source="la commune", cout_date=in_days(-3))
    assert update_scenario(by=chargee, scenario=scenario, saisie=saisie, version=1).couts == {"2027": 0}
    assert update_scenario(by=chargee, scenario=scenario, saisie=saisie, version=1).version == 2
    with pytest.raises(FicheChangee):
        update_scenario(by=chargee, scenario=scenario, saisie=SaisieScenario("Autre"), version=1)
    for _ in range(2):
        delete_scenario(by=chargee, scenario=scenario)
    assert not ScenarioDecision.objects.filter(pk=scenario.pk).exists()
    with pytest.raises(GouvernanceRefusee):
        update_scenario(by=chargee, scenario=scenario, saisie=saisie, version=2)


def test_the_view_of_a_partner_is_noted_once(espace, chargee):
    note = create_note_essai(espace)
    saisie = SaisieAvis("La Caf", "favorable", "Oui, avant mars.", in_days(-2), "Maëlle")
    avis = create_avis(by=chargee, note=note, saisie=saisie)
    assert create_avis(by=chargee, note=note, saisie=saisie) == avis
    assert str(avis) == "La Caf\xa0: favorable"
    with pytest.raises(GouvernanceRefusee) as refus:
        create_avis(by=chargee, note=note, saisie=SaisieAvis("", "tiède", " ", in_days(0), ""))
    assert set(refus.value.champs) == {"nom", "position", "phrase", "recueilli_par"}
    for _ in range(2):
        delete_avis(by=chargee, avis=avis)
    assert not note.avis.exists()


def test_a_note_on_an_agenda_is_not_deleted(espace, chargee, gouvernance):
    note = create_note_essai(espace, instance=gouvernance.copil)
    point = join_note(note, gouvernance.brouillon)
    with pytest.raises(GouvernanceRefusee):
        delete_note(by=chargee, note=note)
    point.delete()
    delete_note(by=chargee, note=note)
    assert not NoteDecision.objects.filter(pk=note.pk).exists()
    with pytest.raises(GouvernanceRefusee):
        delete_note(by=chargee, note=note)
