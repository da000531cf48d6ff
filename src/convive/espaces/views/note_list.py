"""The carnet of an espace: its notes, and those that were put aside."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from convive.comptes.conservation import get_regle
from convive.espaces.forms.filtre_notes import FiltreNotesForm
from convive.espaces.models import Membre
from convive.espaces.permissions import can_delete_corbeille, can_list_notes, can_update_notes
from convive.espaces.selectors.note import (
    Inventaire,
    get_inventaire,
    list_auteurs_des_notes,
    list_communes_from_codes,
    list_corbeille,
    list_notes,
    list_thematiques_des_notes,
)
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

PAGE = "espaces:note_list"
CORBEILLE = "corbeille"
SEUIL_FILTRES = 5
"""Fewer notes are read at a glance: no filter is shown."""


@login_required
@require_safe
def note_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_notes)
    inventaire, peut_ecrire = get_inventaire(membre), can_update_notes(membre)
    context = build_contexte(request, membre, PAGE, inventaire=inventaire, peut_ecrire=peut_ecrire)
    context["is_corbeille"] = peut_ecrire and request.GET.get("vue") == CORBEILLE
    context["parametres"] = build_parametres(request.GET)
    numero = request.GET.get("page", "")
    if context["is_corbeille"]:
        context["liste"], context["lignes"] = list_corbeille(membre, numero)
        context["peut_effacer"], context["regle"] = can_delete_corbeille(membre), get_regle("notes_supprimees")
    else:
        context["form"] = form = _build_filtres(request, membre, inventaire)
        context["filtre"] = filtre = form.get_filtre()
        context["liste"], context["lignes"] = list_notes(membre, filtre, numero)
    if peut_ecrire and inventaire.supprimees:
        context["onglets"] = _build_onglets(membre, inventaire, is_corbeille=context["is_corbeille"])
    return render(request, "espaces/note_list.html", context)


def _build_filtres(request: HttpRequest, membre: Membre, inventaire: Inventaire) -> FiltreNotesForm:
    """Only what some note answers to is proposed."""
    communes: list[tuple[str, str]] = []
    thematiques: list[tuple[Any, str]] = []
    auteurs: list[tuple[Any, str]] = []
    if inventaire.presentes > SEUIL_FILTRES:
        thematiques = [(thematique.pk, thematique.nom) for thematique in list_thematiques_des_notes(membre)]
        auteurs = list_auteurs_des_notes(membre)
        communes = list_communes_from_codes(inventaire.communes)
    return FiltreNotesForm(request.GET, thematiques=thematiques, communes=communes, auteurs=auteurs)


def _build_onglets(membre: Membre, inventaire: Inventaire, *, is_corbeille: bool) -> list[OngletPage]:
    url = reverse(PAGE, args=[membre.espace_id])
    return [
        OngletPage("Les notes", url, "notebook", not is_corbeille),
        OngletPage(f"La corbeille ({inventaire.supprimees})", f"{url}?vue={CORBEILLE}", "trash", is_corbeille),
    ]
