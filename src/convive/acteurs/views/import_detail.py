"""Check what a file would do, correct its columns, import it, undo it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.imports import delete_import, import_lignes, restore_import, update_colonnes
from convive.acteurs.forms.imports import ColonnesForm
from convive.acteurs.models import Import, StatutImport
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.plan_import import build_plan
from convive.acteurs.views.acces import build_contexte_acteurs, get_import_or_404
from convive.acteurs.views.import_list import PAGE_IMPORTS
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404

# A page says all that is wrong, and enough of the rest to see what the file does.
MAX_LIGNES_MONTREES = 200
FAITS = {"importer": "Fichier importé.", "annuler": "Import annulé.", "abandonner": "Ce fichier n’a pas été importé."}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_detail(request: HttpRequest, espace_uuid: UUID, import_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    fichier = get_import_or_404(membre, import_uuid)
    geste, erreur = request.POST.get("geste", ""), ""
    form = ColonnesForm(request.POST if geste == "colonnes" else None, fichier=fichier)
    if request.method == "POST" and (geste != "colonnes" or form.is_valid()):
        try:
            _do(request, membre, fichier, geste, form)
            if geste == "abandonner":
                return redirect(PAGE_IMPORTS, espace_uuid)
            return redirect("acteurs:import_detail", espace_uuid, import_uuid)
        except ActeurRefuse as error:
            erreur = str(error)
    context = build_contexte_acteurs(request, membre, PAGE_IMPORTS, fichier=fichier, form=form, erreur=erreur)
    context |= {"sujet": "Qui", "page_imports": PAGE_IMPORTS}
    if fichier.statut == StatutImport.PREPARE:
        plan = build_plan(membre, fichier)
        montrees = [ligne for ligne in plan.lignes if ligne.etat != "ignoree" or ligne.avertissements]
        lignes = sorted(montrees, key=lambda ligne: not ligne.erreurs)
        context |= {"plan": plan, "montrees": lignes[:MAX_LIGNES_MONTREES], "nombre": len(lignes)}
    return render(request, "acteurs/import_detail.html", context)


def _do(request: HttpRequest, membre: Membre, fichier: Import, geste: str, form: ColonnesForm) -> None:
    if geste == "colonnes":
        update_colonnes(by=membre.compte, fichier=fichier, mapping=form.get_mapping())
    elif geste == "importer":
        import_lignes(membre=membre, fichier=fichier, is_tout=request.POST.get("lignes") != "bonnes")
    elif geste == "annuler":
        restore_import(by=membre.compte, fichier=fichier)
    elif geste == "abandonner":
        delete_import(by=membre.compte, fichier=fichier)
    else:
        raise ActeurRefuse("Choisissez l’un des boutons de la page.")
    if geste in FAITS:
        messages.success(request, FAITS[geste])
