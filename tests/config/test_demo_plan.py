"""The plans of the demonstration: in good French, balanced, as the rules allow, showing what the pages are for."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from convive.config.demo.selectors import get_recit_demo
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.plan_action.demo.plan import DOSSIER, FICHIERS, read_axes
from convive.plan_action.models import (
    ChangementStatut,
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    MeteoFiche,
    NoeudPlan,
    NoteSuivi,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.statuts import ACTIFS, Statut, get_transition
from convive.socle.recit import read_yaml
from tests.config.test_demo_acteurs import get_place

FICHIER_ACTEURS = get_recit_demo().find_fichier("acteurs")
ACTUEL, PRECEDENT = "CTG 2024-2028", "CTG 2019-2023"
ECRIT_LE = date(2026, 11, 25)
SECABLE = re.compile(r"(?<=[\w»)’%]) (?=[;?!»])|(?<=[\w»)’%]) :(?=\s)|(?<=«) |(?<=\d) (?=[€%])")


def list_lignes(nom: str) -> list[Mapping[str, Any]]:
    """The actions of a plan, as its files say them."""
    noeuds = [noeud for axe in read_axes(nom) for noeud in (axe, *axe.get("objectifs", ()))]
    return [ligne for noeud in noeuds for ligne in noeud.get("fiches", ())]


TOUTES = [*list_lignes(PRECEDENT), *list_lignes(ACTUEL)]


@pytest.mark.parametrize("nom", [fichier for fichiers in FICHIERS.values() for fichier in fichiers])
def test_file_is_written_as_french_is_printed(nom: str):
    texte = (DOSSIER / f"{nom}.yaml").read_text(encoding="utf-8")
    lignes = "\n".join(ligne for ligne in texte.splitlines() if not ligne.startswith("#"))
    # The only one is in the name of a commune, as the code list writes it.
    assert "'" not in lignes.replace("Petit-Gué-l'Étang", "")
    assert [found.group() for found in SECABLE.finditer(lignes)] == []
    assert not re.search(r"@|\d{10}", texte)


@pytest.mark.parametrize("ligne", TOUTES, ids=lambda ligne: ligne["code"])
def test_money_is_balanced_year_by_year(ligne: Mapping[str, Any]):
    for budget in ligne.get("budget", {}).values():
        charges = [row if isinstance(row, list) else [row, None] for row in budget["charges"].values()]
        produits = [row[2:4] for row in budget["produits"]]
        assert sum(row[0] for row in charges) == sum(row[0] for row in produits)
        realises = [row[1] for row in (*charges, *produits)]
        assert realises == [None] * len(realises) or sum(r[1] for r in charges) == sum(r[1] for r in produits)
        assert set(budget["charges"]) <= set(regles.NATURES_CHARGES)
        assert {row[0] for row in budget["produits"]} <= set(regles.NATURES_PRODUITS)


@pytest.mark.parametrize("ligne", TOUTES, ids=lambda ligne: ligne["code"])
def test_life_follows_the_rules(ligne: Mapping[str, Any]):
    """Its status moved as the rules allow, in order, with a reason when it stops something; nothing is dated after the
    day on which the story was written."""
    statuts = [(ECRIT_LE.replace(year=2000), Statut.A_PREPARER.value), *(tuple(row[:2]) for row in ligne["statuts"])]
    for (jour, de), (ensuite, vers) in pairwise(statuts):
        transition = get_transition(de, vers)
        assert transition is not None, f"{de} → {vers}"
        assert jour <= ensuite <= ECRIT_LE
    for row in ligne["statuts"]:
        if row[1] in {"en_pause", "bloquee", "reportee", "abandonnee"}:
            assert row[2]
        if row[1] in {"validee", "reportee", "abandonnee", "perennisee"}:
            assert row[3]
    assert ("blocage" in ligne) == (statuts[-1][1] == Statut.BLOQUEE)
    assert all(row[2] is None or row[2] <= ECRIT_LE for row in ligne.get("etapes", ()))
    assert all(row[0] <= ECRIT_LE for row in ligne.get("notes", ()))
    assert all(row[1] <= ECRIT_LE for row in ligne.get("meteos", ()))
    assert set(ligne["publics"]) <= set(regles.PUBLICS)
    coeur = {row["coeur"] for row in ligne.get("indicateurs", ()) if "coeur" in row}
    assert coeur <= set(get_coeur().by_identifiant)


def test_nobody_speaks_before_having_a_function():
    """A météo and a note are of someone who was there on that day, in a function that the directory knows."""
    depuis: dict[str, list[date]] = {}
    for organisation in read_yaml(FICHIER_ACTEURS)["organisations"]:
        for contact in organisation.get("contacts", ()):
            nom = contact.get("deja") or contact["nom"]
            depuis.setdefault(nom, []).append(contact.get("depuis", date(2000, 1, 1)))
    paroles = [(row[1], row[0]) for ligne in TOUTES for row in ligne.get("notes", ())]
    paroles += [(ligne["elu"], row[1]) for ligne in TOUTES for row in ligne.get("meteos", ()) if row[0] == "elu"]
    assert [(qui, jour) for qui, jour in paroles if qui in depuis and jour < min(depuis[qui])] == []


@pytest.mark.django_db
def test_demo_shows_a_plan_in_all_its_states_and_the_one_before(demo):
    espace = get_place("chargee").espace
    fiches = FicheAction.objects.filter(espace=espace)
    actuelles, anciennes = fiches.filter(ctg__nom=ACTUEL), fiches.filter(ctg__nom=PRECEDENT)
    assert NoeudPlan.objects.filter(ctg__nom=ACTUEL, niveau__rang=1, espace=espace).count() == 4
    assert 40 <= actuelles.count() <= 50
    assert anciennes.count() == 17
    assert set(actuelles.values_list("statut", flat=True)) == {statut.value for statut in Statut}
    assert not anciennes.filter(statut__in=[statut.value for statut in ACTIFS]).exists()
    # « Dix-sept objectifs dans le plan précédent, dont neuf sans porteur », says the diagnostic.
    assert anciennes.filter(organisation_porteuse__isnull=True).count() == 9
    assert actuelles.filter(fiche_origine__ctg__nom=PRECEDENT).count() >= 6
    assert fiches.filter(fiche_parente__isnull=False).count() == 1


@pytest.mark.django_db
def test_demo_has_something_for_the_coach_and_for_those_who_disagree(demo):
    espace = get_place("chargee").espace
    fiches = FicheAction.objects.filter(espace=espace, ctg__nom=ACTUEL)
    actives = fiches.filter(statut__in=[statut.value for statut in ACTIFS])
    assert actives.filter(meteo_pilote="").exists()
    assert actives.filter(pilotes__isnull=True).exists()
    assert actives.filter(completude__lt=100).exists()
    assert fiches.en_retard().exists()
    regards = Counter(
        len({niveau for niveau in row if niveau})
        for row in actives.values_list("meteo_pilote", "meteo_caf", "meteo_elu")
    )
    assert regards[2] + regards[3] >= 5
    notes = NoteSuivi.objects.filter(fiche__in=fiches)
    assert {note.visibilite for note in notes} == {"interne", "partagee"}
    assert MeteoFiche.objects.filter(fiche__in=fiches).exclude(phrase="").count() >= 100
    assert ChangementStatut.objects.filter(fiche__in=fiches).count() >= 70
    assert LigneBudget.objects.filter(fiche__in=fiches, confirme=False, sens="produit").exists()
    indicateurs = IndicateurFiche.objects.filter(fiche__in=fiches)
    assert indicateurs.filter(indicateur__isnull=False).count() >= 3
    assert indicateurs.exclude(code_coeur="").exists()


@pytest.mark.django_db
def test_partner_of_the_demo_finds_its_own_actions(demo):
    place = get_place("partenaire")
    propres = FicheAction.objects.visible_to(place.compte).filter(organisation_porteuse__nom="Les Passeurs du Gué")
    assert {fiche.code for fiche in propres} >= {"1.2.2", "1.2.5"}
