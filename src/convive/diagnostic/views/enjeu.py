"""The enjeux: where each comes from, how they are ranked, what was decided."""

from typing import Any

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.actions.enjeu import create_enjeu, record_decision, update_enjeu
from convive.diagnostic.forms.enjeu import DecisionForm, EnjeuForm
from convive.diagnostic.models import Enjeu
from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux, can_update_enjeux
from convive.diagnostic.rules.enjeux import compute_resultat, write_nombre
from convive.diagnostic.selectors.element import list_noms_thematiques
from convive.diagnostic.selectors.enjeu import (
    choose_tour,
    get_enjeu,
    get_poids,
    get_tableau,
    group_votes,
    list_bulletins,
    list_choix_constats,
    list_notes,
    list_tours,
    list_votes,
)
from convive.diagnostic.views.rubrique import ENJEUX, PAGE_ENJEUX, PAGE_SYNTHESE, peut_decider
from convive.espaces.models import Membre
from convive.espaces.views.ecran import FORMULAIRE, SUPPRESSION, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages

pages = Pages(ENJEUX, "enjeux/")
synthese = pages.sous("sur-une-page/", onglet=PAGE_SYNTHESE)
enjeu = pages.objet("<uuid:enjeu_uuid>/", get_enjeu, "Cet enjeu n’existe pas, ou vous n’y avez pas accès.")


@pages.lecture("", droit=can_list_enjeux)
def enjeu_list(page: Page) -> dict[str, Any]:
    """Their ranking, what was decided, and the constats that none takes up."""
    return {"tableau": get_tableau(page.membre, with_ouvert=can_decide_enjeux(page.membre))}


@synthese.lecture("", droit=can_list_enjeux)
def enjeu_synthese(page: Page) -> dict[str, Any]:
    """« Les cinq enjeux retenus sur dix-sept »: what was kept and what was not, on one page."""
    tableau = get_tableau(page.membre, with_ouvert=can_decide_enjeux(page.membre))
    total, retenus = len(tableau.lignes), len(tableau.retenus)
    dits = "L’enjeu retenu" if retenus == 1 else f"Les {write_nombre(retenus)} enjeux retenus"
    titre = f"{dits} sur {write_nombre(total)}" if retenus else "Les enjeux"
    return {"tableau": tableau, "titre": titre}


@pages.ecriture("ecrire/", droit=can_update_enjeux, gabarit=FORMULAIRE)
def enjeu_create(page: Page) -> Formulaire:
    """From constats."""
    initial = {"constats": page.request.GET.getlist("constat")}
    form = EnjeuForm(page.data, membre=page.membre, constats=list_choix_constats(page.membre), initial=initial)
    return Formulaire(
        form,
        lambda: create_enjeu(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Enjeu enregistré.",
        suite=lambda enjeu: page.get_url("diagnostic:enjeu_detail", enjeu.pk),
        brouillon="nouvel-enjeu",
        ecran=Ecran(
            titre="Écrire un enjeu",
            chapeau="Ce qui se joue, d’après ce que l’on a constaté.",
            qui_voit="l’équipe de coopération. L’enjeu, lui, sera visible par les membres qu’il concerne.",
            bouton="Enregistrer l’enjeu",
            champs="diagnostic/_enjeu_champs.html",
            retour=("Revenir aux enjeux", page.get_url("diagnostic:enjeu_list")),
        ),
    )


@enjeu.ecriture("", droit=can_list_enjeux, ecrit=can_decide_enjeux)
def enjeu_detail(page: Page, enjeu: Enjeu) -> Formulaire:
    """Its form notes what was decided."""
    form = DecisionForm(page.data, enjeu=enjeu)
    return Formulaire(
        form,
        lambda: record_decision(by=page.compte, enjeu=enjeu, saisie=form.get_saisie()),
        fait="La décision est notée.",
        suite=page.get_url("diagnostic:enjeu_detail", enjeu.pk),
        contexte={
            "peut_decider": peut_decider(page),
            "thematiques": list_noms_thematiques(enjeu),
            **_build_votes(page.membre, enjeu),
        },
    )


def _build_votes(membre: Membre, enjeu: Enjeu) -> dict[str, Any]:
    tour = choose_tour(list_tours(membre), with_ouvert=can_decide_enjeux(membre))
    if tour is None:
        return {"tour": None}
    votes = list_votes(tour, enjeu)
    bulletins = list(group_votes(votes).values())
    resultat = compute_resultat(bulletins, get_poids(tour))
    return {
        "tour": tour,
        "resultat": resultat,
        "notes": list_notes(tour, bulletins, resultat),
        "bulletins": list_bulletins(tour, votes),
    }


@enjeu.ecriture("modifier/", droit=can_update_enjeux, gabarit=FORMULAIRE)
def enjeu_update(page: Page, enjeu: Enjeu) -> Formulaire:
    """Change the words of an enjeu, or the constats that it takes up."""
    form = EnjeuForm(page.data, membre=page.membre, constats=list_choix_constats(page.membre), enjeu=enjeu)
    return Formulaire(
        form,
        lambda: update_enjeu(by=page.compte, enjeu=enjeu, saisie=form.get_saisie()),
        fait="Enjeu enregistré.",
        suite=page.get_url("diagnostic:enjeu_detail", enjeu.pk),
        brouillon="enjeu",
        ecran=Ecran(
            titre="Modifier l’enjeu",
            chapeau=enjeu.libelle,
            qui_voit="l’équipe de coopération.",
            bouton="Enregistrer l’enjeu",
            champs="diagnostic/_enjeu_champs.html",
            retour=("Revenir à l’enjeu", page.get_url("diagnostic:enjeu_detail", enjeu.pk)),
        ),
    )


@enjeu.ecriture("supprimer/", droit=can_update_enjeux, gabarit=SUPPRESSION)
def enjeu_delete(page: Page, enjeu: Enjeu) -> Formulaire:
    return Formulaire(
        None,
        lambda: delete_fiche(by=page.compte, fiche=enjeu),
        fait="L’enjeu est dans la corbeille du diagnostic.",
        suite=page.get_url(PAGE_ENJEUX),
        ecran=Ecran(
            titre="Supprimer cet enjeu\u00a0?",
            chapeau=enjeu.libelle,
            qui_voit="l’équipe de coopération.",
            texte="Il part dans la corbeille du diagnostic, avec ses notes et sa décision, d’où on le "
            "rétablit. Un enjeu que l’on ne garde pas se note plutôt «\u00a0écarté\u00a0»\u00a0: la raison en reste.",
            bouton="Supprimer l’enjeu",
            retour=("Le garder", page.get_url("diagnostic:enjeu_detail", enjeu.pk)),
        ),
    )
