"""Exchanges about one object: those it has, and a new one. The panel of its page sends its forms here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.echanges.actions.discussion import create_discussion
from convive.echanges.actions.suivi import update_suivi
from convive.echanges.forms.commentaire import CommentaireForm
from convive.echanges.panneau import (
    TEMPLATE,
    build_cle_commentaire,
    build_contexte_panneau,
    build_formulaire,
    build_panneau,
)
from convive.echanges.permissions import can_list_echanges
from convive.echanges.rules import EchangeRefuse
from convive.echanges.selectors.discussion import get_objet_resolu
from convive.echanges.selectors.membre import get_assistance
from convive.echanges.views.acces import get_objet_or_404, is_du_panneau, refuse_sans_ecriture
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.socle.objets import Reference
from convive.socle.requetes import get_htmx

PAGE = "echanges:discussion_list"
MAX_SUR_SA_PAGE = 100
SUIVRE = {"suivre": True, "ne-plus-suivre": False}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def discussion_create(request: HttpRequest, espace_uuid: UUID, objet_type: str, objet_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges)
    objet = get_objet_or_404(membre, Reference(objet_type, objet_uuid))
    assistance = get_assistance(membre, objet, Reference(objet_type, objet_uuid))
    form, annonce, clos = None, "", ""
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        if geste in SUIVRE:
            reference = Reference(objet_type, objet_uuid)
            update_suivi(by=membre.compte, espace=membre.espace, reference=reference, is_actif=SUIVRE[geste])
            assistance, annonce = get_assistance(membre, objet, reference), "C’est noté."
        elif geste == "publier":
            refuse_sans_ecriture(membre, is_interne=False)
            form = build_formulaire(membre, assistance, request.POST)
            if _publish(membre, objet, form):
                form, annonce = None, "Votre commentaire est publié."
                clos = build_cle_commentaire(membre, get_objet_resolu(objet))
        else:
            raise Http404("Ce geste n’existe pas ici.")
        if annonce and not get_htmx(request):
            messages.success(request, annonce, extra_tags=clos)
            return redirect(_get_retour(request, objet))
    detail = {"assistance": assistance, "annonce": annonce, "brouillon_clos": clos}
    return _render(request, membre, objet, formulaire=form, **detail)


def _publish(membre: Membre, objet: Any, form: CommentaireForm) -> bool:
    resolu = get_objet_resolu(objet)
    if not form.is_valid():
        return False
    try:
        create_discussion(
            by=membre.compte,
            espace=membre.espace,
            reference=resolu.reference,
            libelle=resolu.libelle,
            texte=form.cleaned_data["texte"],
            is_interne=form.cleaned_data["is_interne"],
            cle=form.cleaned_data["cle"],
            mentions=form.cleaned_data["membres"],
        )
    except EchangeRefuse as error:
        form.add_refus(str(error))
        return False
    return True


def _get_retour(request: HttpRequest, objet: Any) -> str:
    return f"{get_objet_resolu(objet).url}#echanges" if is_du_panneau(request) else request.path


def _render(request: HttpRequest, membre: Membre, objet: Any, **detail: Any) -> HttpResponse:
    """The panel alone for htmx, which puts it back in its place; else the page of the exchanges of the object."""
    if get_htmx(request):
        panneau = build_panneau(membre, objet, is_sur_objet=is_du_panneau(request), **detail)
        return render(request, TEMPLATE, build_contexte_panneau(membre, panneau))
    panneau = build_panneau(membre, objet, limit=MAX_SUR_SA_PAGE, **detail)
    context = build_contexte(request, membre, PAGE) | build_contexte_panneau(membre, panneau)
    return render(request, "echanges/discussion_create.html", context)
