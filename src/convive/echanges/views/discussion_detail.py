"""One discussion: read it, answer, settle it, open it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.echanges.actions.discussion import close_discussion, create_reponse, reopen_discussion
from convive.echanges.forms.commentaire import CommentaireForm
from convive.echanges.lecture import VueDiscussion
from convive.echanges.panneau import TEMPLATE, build_contexte_panneau, build_panneau
from convive.echanges.permissions import can_close_discussion, can_list_echanges
from convive.echanges.rules import EchangeRefuse
from convive.echanges.selectors.discussion import get_objet_resolu
from convive.echanges.selectors.membre import Assistance, get_assistance
from convive.echanges.views.acces import get_discussion_or_404, is_du_panneau, refuse_sans_ecriture
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.socle.requetes import get_htmx

PAGE = "echanges:discussion_list"
ANNONCES = {
    "repondre": "Votre réponse est publiée.",
    "regler": "La discussion est réglée.",
    "rouvrir": "La discussion est rouverte.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def discussion_detail(request: HttpRequest, espace_uuid: UUID, discussion_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges)
    vue, objet = get_discussion_or_404(membre, discussion_uuid)
    assistance = get_assistance(membre, objet, vue.discussion.reference)
    form = None
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        form = _build_reponse(membre, vue, assistance, request.POST if geste == "repondre" else None)
        if _submit(membre, vue, get_objet_resolu(objet).libelle, geste, form):
            clos = vue.brouillon if geste == "repondre" else ""
            if get_htmx(request):
                return _render_panneau(request, membre, objet, annonce=ANNONCES[geste], brouillon_clos=clos)
            messages.success(request, ANNONCES[geste], extra_tags=clos)
            return redirect(_get_retour(request, vue, objet))
        if get_htmx(request):
            return _render_panneau(request, membre, objet, repondre_a=vue.discussion, reponse=form)
    form = form or _build_reponse(membre, vue, assistance, None)
    context = build_contexte(request, membre, PAGE, vue=vue, objet=get_objet_resolu(objet), form=form)
    return render(request, "echanges/discussion_detail.html", context)


def _build_reponse(membre: Membre, vue: VueDiscussion, assistance: Assistance, data: Any) -> CommentaireForm:
    """The form of the panel has no list of people: its page is where one asks for advice in an answer."""
    return CommentaireForm(
        data,
        membres=assistance.membres,
        can_choisir=False,
        is_interne=vue.discussion.is_interne,
        prefixe=f"reponse-{vue.discussion.pk}",
    )


def _submit(membre: Membre, vue: VueDiscussion, libelle: str, geste: str, form: CommentaireForm) -> bool:
    """Do the gesture; False when the answer has to be corrected."""
    discussion = vue.discussion
    if geste == "repondre":
        refuse_sans_ecriture(membre, is_interne=discussion.is_interne)
        return form.is_valid() and _repondre(membre, discussion, libelle, form)
    if geste not in ANNONCES:
        raise Http404("Ce geste n’existe pas ici.")
    if not can_close_discussion(membre, discussion):
        raise PermissionDenied("Une discussion est réglée par qui l’a ouverte, ou par la coopération.")
    change = close_discussion if geste == "regler" else reopen_discussion
    change(by=membre.compte, discussion=discussion, libelle=libelle)
    return True


def _repondre(membre: Membre, discussion: Any, libelle: str, form: CommentaireForm) -> bool:
    try:
        create_reponse(
            by=membre.compte,
            discussion=discussion,
            libelle=libelle,
            texte=form.cleaned_data["texte"],
            cle=form.cleaned_data["cle"],
            mentions=form.cleaned_data["membres"],
        )
    except EchangeRefuse as error:
        form.add_refus(str(error))
        return False
    return True


def _get_retour(request: HttpRequest, vue: VueDiscussion, objet: Any) -> str:
    ancre = f"#discussion-{vue.discussion.pk}"
    if is_du_panneau(request):
        return f"{get_objet_resolu(objet).url}{ancre}"
    return reverse("echanges:discussion_detail", args=[vue.discussion.espace_id, vue.discussion.pk]) + "#derniers"


def _render_panneau(request: HttpRequest, membre: Membre, objet: Any, **detail: Any) -> HttpResponse:
    panneau = build_panneau(membre, objet, is_sur_objet=is_du_panneau(request), **detail)
    return render(request, TEMPLATE, build_contexte_panneau(membre, panneau))
