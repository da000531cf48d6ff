"""From one CTG to the next: each element and each action is chosen, and knows where it comes from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.convention.actions.reprise import record_report
from convive.convention.models import RepriseChoix
from convive.convention.selectors.reprise import count_a_decider
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, IndicateurFiche, NiveauPlan, NoeudPlan, PartenaireFiche
from convive.plan_action.panels import list_taches_plan
from convive.plan_action.reprises import list_fiches, list_noeuds, present_fiche, present_noeud
from tests.convention.factories import create_suite
from tests.plan_action.factories import create_fiche, create_organisation

pytestmark = pytest.mark.django_db


def choose(ctg, cle: str, objet, choix: str = "reconduit", motif: str = "") -> None:
    RepriseChoix.objects.create(
        ctg=ctg, objet_type=cle, objet_uuid=objet.pk, choix=choix, motif=motif, le=timezone.now()
    )


def test_what_is_chosen_goes_on_with_its_origin(plan, chargee):
    suite = create_suite(plan.ctg, chargee)
    PartenaireFiche.objects.create(
        fiche=plan.complete, organisation=create_organisation(plan.ctg.espace, "Relais"), confirme=True
    )
    IndicateurFiche.objects.create(
        fiche=plan.complete, libelle="Places ouvertes", cible=20, definition="Places au 31 décembre", sens="hausse"
    )
    sous = create_fiche(plan.ctg, "Dessous", noeud=plan.objectif, fiche_parente=plan.complete, statut="en_cours")
    choose(suite, "noeud_plan", plan.axes[0])
    choose(suite, "noeud_plan", plan.objectif)
    choose(suite, "fiche_action", plan.complete, "modifie", "Trente places")
    choose(suite, "fiche_action", sous)
    choose(suite, "fiche_action", plan.interne)
    choose(suite, "fiche_action", plan.brouillon, "arrete", "Sans suite")
    bilan = record_report(by=chargee, ctg=suite)
    assert (len(bilan.reportes), bilan.refuses) == (5, ())
    assert list(NiveauPlan.objects.filter(ctg=suite).values_list("nom_singulier", flat=True)) == ["Axe", "Objectif"]
    objectif = NoeudPlan.objects.get(ctg=suite, libelle="Ouvrir des places")
    assert objectif.parent.libelle == "Accueillir les tout-petits"
    fiche = FicheAction.objects.get(ctg=suite, titre="Créer vingt places")
    assert (fiche.origine, fiche.fiche_origine, fiche.statut, fiche.noeud) == (
        "modifiee", plan.complete, "a_preparer", objectif
    )  # fmt: skip
    assert (fiche.date_debut, fiche.date_fin, fiche.completude) == (None, None, 100)
    assert (fiche.partenaires.get().confirme, fiche.indicateurs.get().cible) == (None, None)
    assert (fiche.indicateurs.get().definition, fiche.indicateurs.get().sens) == ("Places au 31 décembre", "hausse")
    dessous = FicheAction.objects.get(ctg=suite, titre="Dessous")
    assert (dessous.fiche_parente, dessous.origine) == (fiche, "reconduite")
    # Its axis was not chosen: it waits for a place.
    assert FicheAction.objects.get(ctg=suite, titre="Préparer le budget").noeud is None
    assert record_report(by=chargee, ctg=suite).reportes == ()
    assert FicheAction.objects.filter(ctg=suite).count() == 3


def test_an_element_waits_for_the_one_above_it(plan, chargee):
    suite = create_suite(plan.ctg, chargee)
    choose(suite, "noeud_plan", plan.objectif)
    bilan = record_report(by=chargee, ctg=suite)
    assert bilan.refuses == (("1.1 Ouvrir des places", "Reprenez d’abord l’élément qui est au-dessus."),)


def test_choices_are_listed_parents_first_with_where_they_are(plan, chargee):
    suite = create_suite(plan.ctg, chargee)
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(statut="abandonnee")
    assert [noeud.niveau.rang for noeud in list_noeuds([plan.ctg.pk])] == [1, 1, 2]
    assert {fiche.titre for fiche in list_fiches([plan.ctg.pk])} == {"Créer vingt places", "Préparer le budget"}
    FicheAction.objects.filter(pk=plan.complete.pk).update(avancement=40)
    said = present_fiche(list_fiches([plan.ctg.pk]).get(pk=plan.complete.pk), suite)
    assert (said.libelle, said.precision) == ("1.1.1 Créer vingt places", "en cours, avancée à 40\u00a0%")
    assert present_noeud(list_noeuds([plan.ctg.pk])[0], suite).precision == "axe"


def test_drafts_and_internal_actions_are_not_listed_to_who_does_not_read_them(plan, chargee, elue, connecte):
    suite = create_suite(plan.ctg, chargee)
    caches = [plan.brouillon.titre, plan.interne.titre]
    url = f"/espaces/{suite.espace_id}/ctg/{suite.pk}/"
    toute, vue = (connecte(compte).get(f"{url}reprise/").text for compte in (chargee, elue))
    for titre in caches:
        assert titre in toute
        assert titre not in vue
    assert plan.complete.titre in vue
    # What is left to choose is counted in the same way on the page of the CTG.
    total, vus = (count_a_decider(suite, plan.ctg, compte) for compte in (chargee, elue))
    assert (total - vus, f"{total}\u00a0choix" in toute, f"{vus}\u00a0choix" in vue) == (2, True, True)
    page = connecte(elue).get(url).text
    assert "choix de reprise" not in page
    assert f"{vus}\u00a0points restent" in page


def test_the_home_says_what_is_late_in_two_questions(plan, chargee, lectrice, django_assert_num_queries):
    today = timezone.localdate()
    membre = Membre.objects.select_related("espace", "compte").prefetch_related("thematiques").get(compte=chargee)
    # Which CTG is the one of today, then its actions.
    with django_assert_num_queries(2):
        assert list(list_taches_plan(membre, today)) == []
    passee = today - timedelta(days=1)
    FicheAction.objects.filter(pk=plan.complete.pk).update(
        statut="bloquee", blocage_motif="Le permis", deblocage_avant=passee, retard_le=passee
    )
    with django_assert_num_queries(2):
        taches = list(list_taches_plan(membre, today))
    assert [tache.libelle for tache in taches] == ["Débloquer 1\u00a0action", "Regarder 1\u00a0action en retard"]
    assert taches[1].url.endswith("?statut=en_retard")
    lecture = Membre.objects.select_related("espace", "compte").get(compte=lectrice)
    assert list(list_taches_plan(lecture, today)) == []
