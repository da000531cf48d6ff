"""Correct one's own comment, or take it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.echanges.actions.discussion import delete_commentaire, update_commentaire
from convive.echanges.forms.commentaire import CorrectionForm
from convive.echanges.models import Commentaire
from convive.echanges.objets import get_url_discussion
from convive.echanges.permissions import can_delete_commentaire, can_list_echanges, is_auteur
from convive.echanges.rules import EchangeRefuse, is_corrigeable
from convive.echanges.selectors.discussion import get_commentaire, get_objet_resolu, has_suite
from convive.echanges.views.acces import INTROUVABLE, get_objet_or_404, refuse_sans_ecriture
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "echanges:discussion_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def commentaire_update(request: HttpRequest, espace_uuid: UUID, commentaire_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges)
    commentaire = get_commentaire(membre, commentaire_uuid)
    if commentaire is None or commentaire.is_supprime:
        raise Http404(INTROUVABLE)
    objet = get_objet_resolu(get_objet_or_404(membre, commentaire.discussion.reference))
    if not can_delete_commentaire(membre, commentaire):
        raise PermissionDenied("Un commentaire se corrige et se supprime par la personne qui l’a écrit.")
    data = request.POST if request.POST.get("geste") == "corriger" else None
    form = CorrectionForm(data, initial={"texte": commentaire.texte})
    if request.method == "POST" and _submit(request, membre, commentaire, objet.libelle, form):
        return redirect(get_url_discussion(commentaire.discussion))
    context = build_contexte(request, membre, PAGE, commentaire=commentaire, objet=objet, form=form)
    context["is_a_moi"] = is_auteur(membre.compte, commentaire)
    context["is_corrigeable"] = context["is_a_moi"] and is_corrigeable(
        commentaire.publie_le, timezone.now(), has_suite=has_suite(commentaire)
    )
    return render(request, "echanges/commentaire_update.html", context)


def _submit(request: HttpRequest, membre: Membre, commentaire: Commentaire, libelle: str, form: CorrectionForm) -> bool:
    """Do the gesture; False when the text has to be corrected, or when it is too late."""
    geste = request.POST.get("geste")
    if geste == "supprimer":
        delete_commentaire(by=membre.compte, commentaire=commentaire, libelle=libelle)
        return True
    if geste != "corriger":
        raise Http404("Ce geste n’existe pas ici.")
    if not is_auteur(membre.compte, commentaire):
        raise PermissionDenied("Un commentaire ne se corrige que par la personne qui l’a écrit.")
    refuse_sans_ecriture(membre, is_interne=commentaire.discussion.is_interne)
    if not form.is_valid():
        return False
    try:
        update_commentaire(by=membre.compte, commentaire=commentaire, libelle=libelle, texte=form.cleaned_data["texte"])
    except EchangeRefuse as error:
        form.add_error(None, str(error))
        return False
    return True
