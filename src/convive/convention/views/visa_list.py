"""The texts that a convention quotes; those who may, add, change, move and take them away here."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.visa import (
    create_visa,
    delete_visa,
    import_visas_usuels,
    update_ordre_visa,
    update_visa,
)
from convive.convention.forms.article import VisaForm
from convive.convention.forms.ctg import explain_refus
from convive.convention.models import Visa
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.visa import get_visa, list_visas_ctg
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404, get_membre_lecteur
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire

PAGE = "convention:visa_list"
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_visa, pas=-1),
    "descendre": partial(update_ordre_visa, pas=1),
    "supprimer": delete_visa,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def visa_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    form, cible = VisaForm(), None
    if request.method == "POST":
        cible = _get_cible(request, dossier)
        form = VisaForm(request.POST, auto_id=_get_auto_id(cible))
        if _submit(request.POST.get("geste", ""), membre, dossier, cible, form):
            anchor = f"#visa-{cible.pk}" if cible else "#liste"
            return redirect(reverse(PAGE, args=[espace_uuid, ctg_uuid]) + anchor)
    visas = list_visas_ctg(dossier.ctg)
    last = len(visas) - 1
    lignes = [
        (visa, form if visa == cible else VisaForm(visa=visa, auto_id=_get_auto_id(visa)), rang > 0, rang < last)
        for rang, visa in enumerate(visas)
    ]
    context = build_contexte_ctg(request, membre, dossier, "", lignes=lignes)
    context |= {"form": VisaForm() if cible else form, "refuse": form if form.is_bound else None}
    return render(request, "convention/visa_list.html", context)


def _get_cible(request: HttpRequest, dossier: DossierCtg) -> Visa | None:
    """The visa of the gesture; None for the gestures that have none."""
    geste = request.POST.get("geste", "")
    if geste in ("ajouter", "usuels"):
        return None
    visa = get_visa(dossier.ctg, request.POST.get("objet", ""))
    if visa is None or geste not in {*GESTES, "modifier"}:
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cette CTG.")
    return visa


def _submit(geste: str, membre: Membre, dossier: DossierCtg, cible: Visa | None, form: VisaForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    try:
        if cible is None and geste == "usuels":
            import_visas_usuels(by=membre.compte, ctg=dossier.ctg)
        elif cible is not None and geste in GESTES:
            GESTES[geste](by=membre.compte, visa=cible)
        elif not form.is_valid():
            return False
        elif cible is None:
            create_visa(by=membre.compte, ctg=dossier.ctg, saisie=form.get_saisie())
        else:
            update_visa(by=membre.compte, visa=cible, saisie=form.get_saisie())
    except ConventionRefusee as refus:
        explain_refus(form, refus)
        return False
    return True


def _get_auto_id(visa: Visa | None) -> str:
    """Each visa that can be changed has fields of its own."""
    return f"id_{visa.pk}_%s" if visa else "id_%s"
