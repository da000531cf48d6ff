"""The reference files of the institution, of today and of before: give one, put one aside, bring one back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.modele import close_modele, create_modele, reopen_modele
from convive.documents.forms.modele import ModeleForm
from convive.documents.permissions import can_list_modeles, can_update_modele
from convive.documents.refus import DocumentRefuse
from convive.documents.rules import Famille, list_formats
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.selectors.modele import get_modele, list_modeles
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid

PAGE = "documents:modele_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def modele_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_modeles)
    form = ModeleForm()
    if request.method == "POST":
        if not can_update_modele(membre):
            raise PermissionDenied("Votre rôle dans cet espace ne permet pas ce geste.")
        if request.POST.get("geste") == "deposer":
            form = ModeleForm(request.POST, request.FILES)
            if form.is_valid() and _create(request, membre, form):
                return redirect(PAGE, espace_uuid)
        else:
            _change(request, membre)
            return redirect(PAGE, espace_uuid)
    modeles = list_modeles(membre.espace)
    context = build_contexte(request, membre, PAGE, form=form, peut_changer=can_update_modele(membre))
    context["actuels"] = [affiche for affiche in modeles if affiche.modele.is_actuel]
    context["anciens"] = [affiche for affiche in modeles if not affiche.modele.is_actuel]
    context["formats"] = list_formats(Famille.TEXTE, Famille.DIAPORAMA)
    return render(request, "documents/modele_list.html", context, status=422 if form.errors else 200)


def _create(request: HttpRequest, membre: Membre, form: ModeleForm) -> bool:
    """Give the file; False, with the reason on the form, when it is refused."""
    fichier = form.cleaned_data["fichier"]
    try:
        modele = create_modele(by=membre.compte, espace=membre.espace, nom_fichier=fichier.name, contenu=fichier.read())
    except (ModeleRefuse, DocumentRefuse) as error:
        form.add_error("fichier", str(error))
        return False
    messages.success(request, f"« {modele} » est le modèle des documents de l’espace.")
    return True


def _change(request: HttpRequest, membre: Membre) -> None:
    """Put a model aside or bring it back. A row of another espace does not exist here."""
    gestes = {"retirer": close_modele, "reprendre": reopen_modele}
    identifiant = parse_uuid(request.POST.get("objet", ""))
    modele = get_modele(membre.espace, identifiant) if identifiant else None
    if modele is None or (action := gestes.get(request.POST.get("geste", ""))) is None:
        raise Http404("Ce geste, ou ce modèle, n’existe pas dans cet espace.")
    action(by=membre.compte, modele=modele)
