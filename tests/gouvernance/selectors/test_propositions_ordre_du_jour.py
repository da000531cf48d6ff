"""What is proposed to whom, from the plan, the diagnosis, the CTG and the former séances."""

import pytest

from convive.diagnostic.models import Enjeu
from convive.espaces.models import Membre, Thematique
from convive.gouvernance.actions.propositions_ordre_du_jour import (
    attach_propositions,
    refuse_proposition,
    reopen_propositions,
)
from convive.gouvernance.models import NoteDecision, SourceNote
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.propositions_ordre_du_jour import list_propositions
from convive.gouvernance.selectors.seance import get_page_seance, get_seance
from convive.offre.models import ServiceEquipement
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import FicheAction
from tests.gouvernance.factories import TODAY, create_instance_essai, create_seance_essai, create_siege, in_days
from tests.plan_action.factories import create_plan_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, chargee) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)


@pytest.fixture
def plan(ctg, chargee):
    plan = create_plan_actions(ctg, chargee)
    FicheAction.objects.update(completude=0)
    return plan


def propose(membre, seance, deja=()) -> dict[str, str]:
    return {row.titre: row.raison for row in list_propositions(membre, seance, deja, TODAY())}


def test_open_decisions_and_blocked_actions_come_first(espace, gouvernance, plan, membre):
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee", blocage_motif="Pas de salle")
    rows = list_propositions(membre, gouvernance.brouillon, (), TODAY())
    assert [row.sorte for row in rows][:2] == ["decisions", "action"]
    assert rows[0].cible.objet_uuid == gouvernance.close.pk
    assert rows[1].nature == "decision"


def test_a_body_with_thematiques_is_proposed_what_concerns_them(espace, plan, membre):
    themes = list(Thematique.objects.filter(espace=espace)[:2])
    update_calculs([plan.complete.pk])
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee")
    FicheAction.objects.filter(pk=plan.interne.pk).update(statut="bloquee")
    sien = create_instance_essai(espace, "Groupe d’un thème", "groupe_thematique", thematiques=tuple(themes[:1]))
    autre = create_instance_essai(espace, "Groupe de l’autre", "groupe_thematique", thematiques=tuple(themes[1:]))
    assert plan.complete.nom_parle in propose(membre, create_seance_essai(sien))
    assert propose(membre, create_seance_essai(autre)) == {}


def test_what_is_on_the_agenda_or_left_out_is_not_proposed_again(espace, gouvernance, plan, membre, chargee):
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee")
    seance = gouvernance.brouillon
    decisions, action = list_propositions(membre, seance, (), TODAY())[:2]
    (point,) = attach_propositions(by=chargee, seance=seance, propositions=[action])
    assert (point.cible.objet_uuid, point.raison) == (plan.complete.pk, action.raison)
    assert attach_propositions(by=chargee, seance=seance, propositions=[action]) == [point]
    refuse_proposition(by=chargee, seance=seance, proposition=decisions)
    refuse_proposition(by=chargee, seance=seance, proposition=decisions)
    page = get_page_seance(membre, get_seance(membre, seance.pk), TODAY(), is_equipe=True)
    assert not {row.cle for row in page.propositions} & {decisions.cle, action.cle}
    # Another séance of the same body still hears of it.
    assert decisions.titre in propose(membre, create_seance_essai(gouvernance.copil, 200))
    assert reopen_propositions(by=chargee, seance=seance) == 1
    assert reopen_propositions(by=chargee, seance=seance) == 0
    assert decisions.titre in propose(membre, seance)
    with pytest.raises(GouvernanceRefusee):
        refuse_proposition(by=chargee, seance=gouvernance.close, proposition=decisions)


def test_jalons_enjeux_and_agrements(espace, gouvernance, ctg, membre):
    ctg.jalons.update(date_reelle=None, date_prevue=in_days(20), is_sans_objet=False)
    Enjeu.objects.create(espace=espace, libelle="Un même tarif")
    ServiceEquipement.objects.create(
        espace=espace, nom="Les Petits Pontons", type_cle="mam", agrement_fin=in_days(60), code_commune="86078"
    )
    cotech = create_seance_essai(create_instance_essai(espace, "COTECH", "cotech"))
    titres = propose(membre, cotech)
    assert "Enjeu\u00a0: Un même tarif" in titres
    assert "Les Petits Pontons\u00a0: la suite de son agrément" in titres
    copil = propose(membre, gouvernance.brouillon)
    assert "Les Petits Pontons\u00a0: la suite de son agrément" not in copil
    if ctg.jalons.exists():
        assert set(ctg.jalons.values_list("libelle", flat=True)) & set(copil)
    # An assembly without thématique is not told of each enjeu.
    assert "Enjeu\u00a0: Un même tarif" not in propose(membre, create_seance_essai(gouvernance.bureau))


def test_the_page_of_a_seance_costs_the_same_with_many_actions(
    espace, gouvernance, ctg, plan, membre, django_assert_max_num_queries
):
    FicheAction.objects.bulk_create(
        FicheAction(espace=espace, ctg=ctg, titre=f"Action {rang}", statut="bloquee") for rang in range(25)
    )
    with django_assert_max_num_queries(11):
        seance = get_seance(membre, gouvernance.brouillon.pk)
        page = get_page_seance(membre, seance, TODAY(), is_equipe=True)
    assert (len(page.pressantes), page.nombre_pliees) == (5, 15)
    assert page.autres_propositions > 0


def test_the_five_most_pressing_are_shown_and_the_others_are_folded_by_kind(espace, gouvernance, ctg, plan, membre):
    Enjeu.objects.create(espace=espace, libelle="Un même tarif")
    for rang in range(6):
        FicheAction.objects.create(espace=espace, ctg=ctg, titre=f"Action {rang}", statut="bloquee")
    ctg.jalons.update(date_reelle=None, date_prevue=in_days(20), is_sans_objet=False)
    page = get_page_seance(membre, get_seance(membre, gouvernance.brouillon.pk), TODAY(), is_equipe=True)
    assert page.pressantes[0].sorte == "decisions"
    assert "Actions du plan" in [libelle for libelle, _ in page.pliees]
    assert "Enjeux à décider" in [libelle for libelle, _ in page.pliees]
    shown = [*page.pressantes, *(row for _, rows in page.pliees for row in rows)]
    assert sorted(row.cle for row in shown) == sorted(row.cle for row in page.propositions)
    # A settled proposal leads to the one that the page shows after it, whatever the order of the scores.
    assert [page.get_suivante(row.cle) for row in shown] == [*shown[1:], None]
    assert page.get_suivante("gone") is None


def test_those_who_sit_are_counted_on_the_day_of_the_séance(gouvernance, membre):
    create_siege(gouvernance.copil, "Une maire")
    create_siege(gouvernance.copil, "Un adjoint", date_debut=in_days(60))
    create_siege(gouvernance.copil, "Une ancienne", date_fin=in_days(50))
    for seance, attendus in ((gouvernance.brouillon, 2), (gouvernance.convoquee, 2), (gouvernance.close, 2)):
        assert get_page_seance(membre, get_seance(membre, seance.pk), TODAY(), is_equipe=True).membres == attendus
    sans_date = create_seance_essai(gouvernance.bureau, date=None)
    assert get_page_seance(membre, get_seance(membre, sans_date.pk), TODAY(), is_equipe=True).membres == 0


def test_what_a_note_carries_is_not_proposed_beside_it(espace, gouvernance, plan, membre, chargee):
    """The note about an action is its point of the agenda, proposed or there already."""
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee")
    note = NoteDecision.objects.create(espace=espace, instance=gouvernance.copil, question="Quelle sortie\u00a0?")
    SourceNote.objects.create(note=note, objet_type="fiche_action", objet_uuid=plan.complete.pk)
    seance = gouvernance.brouillon
    rows = list_propositions(membre, seance, (), TODAY())
    assert note.pk in {row.cible.objet_uuid for row in rows}
    assert plan.complete.pk not in {row.cible.objet_uuid for row in rows}
    attach_propositions(by=chargee, seance=seance, propositions=[row for row in rows if row.sorte == "note"])
    page = get_page_seance(membre, get_seance(membre, seance.pk), TODAY(), is_equipe=True)
    assert not {row.cible.objet_uuid for row in page.propositions} & {note.pk, plan.complete.pk}
    # Left out of this séance, the note carries nothing any more.
    page.lignes[-1].point.delete()
    refuse_proposition(by=chargee, seance=seance, proposition=next(row for row in rows if row.sorte == "note"))
    assert plan.complete.pk in {row.cible.objet_uuid for row in list_propositions(membre, seance, (), TODAY())}
