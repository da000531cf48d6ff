"""The gestures that shape a tree: each is journaled, each can be undone, numbers stay until one asks."""

import pytest

from convive.journal.models import Journal
from convive.plan_action.actions.arbre import (
    create_fiche,
    create_noeud,
    delete_fiche,
    delete_noeud,
    move_fiche,
    move_noeud,
    restore_places,
    update_noeud,
    update_numeros,
)
from convive.plan_action.models import ChangementStatut, FicheAction, NoeudPlan
from convive.plan_action.rules.places import Changement, find_position, load_changements, move_in
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.organisation import get_fiche_du_plan, get_noeud
from convive.plan_action.selectors.plan import DossierPlan
from tests.plan_action.factories import create_fiche as create_fiche_essai

pytestmark = pytest.mark.django_db


def read(plan, pk) -> NoeudPlan:
    """As the pages read it: with its level and its parent."""
    noeud = get_noeud(DossierPlan(plan.ctg, (plan.ctg,), ()), pk)
    assert noeud is not None
    return noeud


def get_places(plan) -> dict[str, tuple]:
    noeuds = NoeudPlan.objects.filter(ctg=plan.ctg).values_list("libelle", "parent__libelle", "ordre", "code")
    fiches = FicheAction.objects.filter(ctg=plan.ctg).values_list("titre", "noeud__libelle", "ordre", "code")
    return {row[0]: row[1:] for row in [*noeuds, *fiches]}


def test_an_element_is_added_with_the_next_number_of_its_level(plan, chargee):
    axe = create_noeud(by=chargee, ctg=plan.ctg, parent=None, libelle="Grandir")
    objectif = create_noeud(by=chargee, ctg=plan.ctg, parent=read(plan, axe.pk), libelle="Lire")
    autre = create_noeud(by=chargee, ctg=plan.ctg, parent=read(plan, plan.axes[0].pk), libelle="Encore")
    assert [(n.code, n.ordre) for n in (axe, objectif, autre)] == [("Axe 3", 3), ("3.1", 1), ("1.2", 2)]
    assert Journal.objects.filter(objet_uuid=axe.pk, geste="creer").count() == 1
    with pytest.raises(PlanRefuse, match="pas de niveau en dessous"):
        create_noeud(by=chargee, ctg=plan.ctg, parent=read(plan, objectif.pk), libelle="Trop bas")


def test_an_action_is_added_with_the_next_number_of_its_place(plan, chargee):
    fiche = create_fiche(by=chargee, ctg=plan.ctg, titre="Lire ensemble", noeud=plan.objectif)
    sous = create_fiche(by=chargee, ctg=plan.ctg, titre="Acheter des livres", parente=fiche)
    libre = create_fiche(by=chargee, ctg=plan.ctg, titre="À placer")
    assert [(f.code, f.ordre) for f in (fiche, sous, libre)] == [("1.1.2", 2), ("1.1.2.1", 1), ("", 1)]
    assert (sous.noeud, fiche.created_by) == (plan.objectif, chargee)
    assert FicheAction.objects.get(pk=fiche.pk).completude > 0
    with pytest.raises(PlanRefuse, match="ne peut pas contenir"):
        create_fiche(by=chargee, ctg=plan.ctg, titre="Trop bas", parente=sous)


def test_an_element_moves_among_those_of_its_rank_and_comes_back(plan, chargee):
    before = get_places(plan)
    objectif, second = read(plan, plan.objectif.pk), read(plan, plan.axes[1].pk)
    changements = move_noeud(by=chargee, noeud=objectif, parent=second, position=0)
    assert get_places(plan)["Ouvrir des places"] == ("Soutenir les parents", 1, "1.1")
    assert move_noeud(by=chargee, noeud=read(plan, objectif.pk), parent=second, position=0) == []
    changements += move_noeud(by=chargee, noeud=second, parent=None, position=0)
    assert get_places(plan)["Accueillir les tout-petits"][1] == 2
    kept = load_changements([change.dump() for change in reversed(changements)])
    assert restore_places(by=chargee, ctg=plan.ctg, changements=kept) == []
    assert get_places(plan) == before
    with pytest.raises(PlanRefuse, match="niveau juste au-dessus"):
        move_noeud(by=chargee, noeud=objectif, parent=None, position=0)


def test_an_action_moves_with_its_sub_actions_on_one_floor(plan, chargee):
    before = get_places(plan)
    sous = create_fiche_essai(plan.ctg, "Dessous", noeud=plan.objectif, ordre=1, fiche_parente=plan.complete)
    changements = move_fiche(by=chargee, fiche=plan.complete, noeud=plan.axes[1], position=0)
    sous.refresh_from_db()
    assert sous.noeud == plan.axes[1]
    assert get_places(plan)["Créer vingt places"][:2] == ("Soutenir les parents", 1)
    with pytest.raises(PlanRefuse, match="contient déjà des sous-actions"):
        move_fiche(by=chargee, fiche=plan.complete, noeud=None, parente=plan.brouillon)
    with pytest.raises(PlanRefuse, match="ne peut pas contenir"):
        move_fiche(by=chargee, fiche=plan.brouillon, noeud=None, parente=sous)
    move_fiche(by=chargee, fiche=sous, noeud=plan.objectif)
    restes = restore_places(by=chargee, ctg=plan.ctg, changements=changements)
    # Someone has moved the sub-action since: it stays where that one put it.
    assert restes == ["Dessous"]
    assert get_places(plan)["Créer vingt places"] == before["Créer vingt places"]
    assert Journal.objects.filter(geste="restaurer", objet_uuid=plan.ctg.pk).count() == 1


def test_renumbering_follows_the_order_of_the_tree_and_can_be_undone(plan, chargee):
    create_fiche_essai(plan.ctg, "Dessous", noeud=plan.objectif, fiche_parente=plan.complete, code="1.2.x")
    create_fiche_essai(plan.ctg, "À placer", code="Z9")
    before = get_places(plan)
    changements = update_numeros(by=chargee, ctg=plan.ctg, style_fiches="FA {parent}.{n}")
    codes = {nom: place[2] for nom, place in get_places(plan).items()}
    assert codes == {
        "Accueillir les tout-petits": "Axe 1", "Ouvrir des places": "1.1", "Soutenir les parents": "Axe 2",
        "Créer vingt places": "FA 1.1.1", "Dessous": "FA 1.1.1.1", "Faire circuler le relais": "FA 1.1",
        "Préparer le budget": "FA 2.1", "À placer": "Z9",
    }  # fmt: skip
    assert update_numeros(by=chargee, ctg=plan.ctg, style_fiches="FA {parent}.{n}") == []
    assert restore_places(by=chargee, ctg=plan.ctg, changements=changements) == []
    assert get_places(plan) == before
    with pytest.raises(PlanRefuse, match="Écrivez le premier numéro"):
        update_numeros(by=chargee, ctg=plan.ctg, style_fiches="FA")


def test_an_element_is_renamed_by_one_person_at_a_time(plan, chargee):
    noeud, saisie = plan.axes[0], {"libelle": "Accueillir", "code": "Axe 1", "description": ""}
    assert update_noeud(by=chargee, noeud=noeud, version=1, **saisie)
    assert not update_noeud(by=chargee, noeud=noeud, version=1, **saisie)
    with pytest.raises(PlanRefuse, match="Quelqu’un d’autre"):
        update_noeud(by=chargee, noeud=noeud, version=1, **{**saisie, "libelle": "Autre"})
    with pytest.raises(PlanRefuse, match="déjà celui d’un autre"):
        update_noeud(by=chargee, noeud=noeud, version=2, **{**saisie, "code": "Axe 2"})


def test_only_what_is_empty_or_was_never_validated_goes(plan, chargee):
    with pytest.raises(PlanRefuse, match="déplacez-les d’abord"):
        delete_noeud(by=chargee, noeud=plan.axes[0])
    with pytest.raises(PlanRefuse, match="ne se supprime plus"):
        delete_fiche(by=chargee, fiche=plan.complete)
    ChangementStatut.objects.create(fiche=plan.brouillon, vers="a_preparer", date=plan.ctg.date_debut)
    with pytest.raises(PlanRefuse, match="ne se supprime plus"):
        delete_fiche(by=chargee, fiche=plan.brouillon)
    plan.brouillon.changements_statut.all().delete()
    delete_fiche(by=chargee, fiche=plan.brouillon)
    delete_fiche(by=chargee, fiche=create_fiche_essai(plan.ctg, "Une idée"))
    vide = create_noeud(by=chargee, ctg=plan.ctg, parent=None, libelle="Vide")
    delete_noeud(by=chargee, noeud=vide)
    assert not NoeudPlan.objects.filter(pk=vide.pk).exists()
    with pytest.raises(PlanRefuse, match="vient d’être supprimé"):
        delete_noeud(by=chargee, noeud=vide)


def test_rows_of_another_plan_are_not_of_this_one(plan, espace):
    dossier = DossierPlan(plan.ctg, (plan.ctg,), ())
    assert get_noeud(dossier, None) is None
    assert get_fiche_du_plan(espace.membres.first(), dossier, None) is None


def test_places_are_counted_from_zero_and_never_out_of_bounds():
    assert move_in(["a", "b", "c"], "c", 0) == ["c", "a", "b"]
    assert move_in(["a", "b"], "n", -1) == ["a", "b", "n"]
    assert move_in(["a", "b"], "n", 9) == ["a", "b", "n"]
    assert find_position(["a", "b"], "b", "monter") == 0
    assert find_position(["a", "b"], "a", "monter") is None
    assert find_position(["a", "b"], "b", "descendre") is None
    assert load_changements([Changement("noeud", "u", {"ordre": 1}, {"ordre": 2}).dump()])[0].apres == {"ordre": 2}
