"""A tool that a team fills: each box saves itself, two colleagues lose nothing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.rules import Famille, list_formats
from convive.espaces.models import Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.outil import clone_outil, delete_outil, record_case_outil, update_titre
from convive.prise_poste.forms.case import CaseForm
from convive.prise_poste.forms.outil import TitreOutilForm
from convive.prise_poste.permissions import can_remplir_outils
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.outils import PAGES_OUTILS, OutilLu, get_outil_lu
from convive.prise_poste.views.case import CaseMontree, render_case
from convive.prise_poste.views.sous_pages import build_contexte_poste
from convive.socle.requetes import is_fragment

FORMATS = tuple(f.extension for f in list_formats(Famille.TEXTE))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def outil_detail(request: HttpRequest, espace_uuid: UUID, outil_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_remplir_outils)
    lu = get_outil_lu(membre, outil_uuid)
    if lu is None:
        raise Http404("Cet outil n’est pas, ou n’est plus, dans cet espace.")
    montree = _write(request, membre, lu) if "champ" in request.POST else None
    if montree is not None and is_fragment(request):
        return render_case(request, montree)
    titre = TitreOutilForm(request.POST if request.POST.get("geste") == "titre" else None, rempli=lu.rempli)
    if request.method == "POST" and (montree is None or not montree.refus):
        answer = _apply(request, membre, lu, titre)
        if answer is not None:
            return answer
    context = build_contexte_poste(
        request,
        membre,
        "outil_list",
        lu=lu,
        url=request.path,
        montree=montree,
        titre=titre,
        lieu=PAGES_OUTILS.get(lu.outil.page) if lu.outil else None,
        formats=FORMATS,
    )
    return render(request, "prise_poste/outil_detail.html", context)


def _apply(request: HttpRequest, membre: Membre, lu: OutilLu, titre: TitreOutilForm) -> HttpResponse | None:
    """None when the page is to be shown again with what was typed."""
    geste, args = request.POST.get("geste", ""), [membre.espace_id]
    try:
        if geste in ("copier", "vider") and lu.outil is not None:
            copie = clone_outil(by=membre.compte, rempli=lu.rempli, outil=lu.outil, is_vide=geste == "vider")
            messages.success(request, "Voici la copie\u00a0: l’original n’a pas changé.")
            return redirect("prise_poste:outil_detail", *args, copie.pk)
        if geste == "supprimer":
            delete_outil(by=membre.compte, rempli=lu.rempli)
            messages.success(request, f"«\u00a0{lu.rempli}\u00a0» est supprimé.")
            return redirect("prise_poste:outil_list", *args)
        if geste == "titre":
            if not titre.is_valid():
                return None
            update_titre(by=membre.compte, rempli=lu.rempli, titre=titre.cleaned_data["titre"])
    except PosteRefuse as refus:
        messages.error(request, str(refus))
    return redirect(request.path)


def _write(request: HttpRequest, membre: Membre, lu: OutilLu) -> CaseMontree | None:
    """The box, once saved or refused; None for a box that this tool has not."""
    form = CaseForm(request.POST)
    lue = lu.get_case(request.POST["champ"])
    if not form.is_valid() or lue is None or lu.outil is None:
        return None
    refuse_espace_expire(membre.espace)
    saisie = form.get_saisie()
    try:
        redaction = record_case_outil(
            by=membre.compte, rempli=lu.rempli, champ=saisie.champ, base=saisie.base, texte=saisie.texte
        )
    except PosteRefuse as error:
        return CaseMontree(lue.case, saisie.texte, saisie.base, str(error))
    neuve = get_outil_lu(membre, lu.rempli.pk) or lu
    base = neuve.rempli.valeurs.get(saisie.champ, "")
    return CaseMontree(
        lue.case,
        redaction.texte,
        base,
        redaction.refus,
        le=neuve.rempli.updated_at,
        is_telle_quelle=redaction.texte == saisie.texte,
    )
