"""An avenant: what it changes, who must still sign it; note its signature, or come back on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.avenant import ApresLaFin, delete_avenant, reopen_avenant, sign_avenant
from convive.convention.forms.ctg import SignatureForm, explain_refus
from convive.convention.models import Avenant
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.avenant import compare_avenant, compare_passage
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404, get_membre_lecteur
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire

GESTES = ("signer", "rouvrir", "supprimer")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def avenant_detail(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, avenant_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    avenant = get_avenant_or_404(dossier, membre, avenant_uuid)
    tableau = next(t for t in dossier.tableaux if t.avenant is not None and t.avenant.pk == avenant.pk)
    geste, refus = request.POST.get("geste", ""), {"apres_la_fin": "", "erreur": ""}
    form = SignatureForm(
        request.POST if geste == "signer" else None, initial={"date_signature": tableau.derniere_signature}
    )
    if request.method == "POST" and _submit(request, membre, avenant, form, refus):
        page = "convention:avenant_list" if geste == "supprimer" else "convention:avenant_detail"
        return redirect(page, espace_uuid, ctg_uuid, *([] if geste == "supprimer" else [avenant_uuid]))
    context = build_contexte_ctg(request, membre, dossier, "", avenant=avenant, tableau=tableau, form=form, **refus)
    context |= {"comparaison": compare_avenant(membre, dossier, avenant), "passage": compare_passage(avenant)}
    context |= {"formats": ("docx", "odt", "pdf"), "is_dernier_signe": _is_dernier_signe(dossier, avenant)}
    return render(request, "convention/avenant_detail.html", context)


def get_avenant_or_404(dossier: DossierCtg, membre: Membre, uuid: UUID) -> Avenant:
    avenant = next((a for a in dossier.avenants if a.pk == uuid), None)
    if avenant is None:
        raise Http404("Cet avenant n’existe pas dans cette CTG.")
    avenant.ctg, avenant.espace = dossier.ctg, membre.espace
    return avenant


def _submit(request: HttpRequest, membre: Membre, avenant: Avenant, form: SignatureForm, refus: dict[str, str]) -> bool:
    """Do the gesture; False when the page has to say why it was not done."""
    geste = request.POST.get("geste", "")
    if geste not in GESTES:
        raise Http404("Ce geste n’existe pas ici.")
    try:
        if geste == "signer":
            if not form.is_valid():
                return False
            sign_avenant(by=membre.compte, avenant=avenant, date_signature=form.cleaned_data["date_signature"])
            messages.success(request, "La signature est notée : la convention a changé.")
        elif geste == "rouvrir":
            reopen_avenant(by=membre.compte, avenant=avenant)
            messages.success(request, "L’avenant est de nouveau un projet ; la convention est comme avant lui.")
        else:
            delete_avenant(by=membre.compte, avenant=avenant)
            messages.success(request, f"« {avenant} » est supprimé.")
    except ApresLaFin as error:
        refus["apres_la_fin"] = str(error)
    except ConventionRefusee as error:
        refus["erreur"] = "" if geste == "signer" else str(error)
        if geste == "signer":
            explain_refus(form, error)
    else:
        return True
    return False


def _is_dernier_signe(dossier: DossierCtg, avenant: Avenant) -> bool:
    signed = [a for a in dossier.avenants if a.date_signature]
    return bool(signed) and signed[-1].pk == avenant.pk
