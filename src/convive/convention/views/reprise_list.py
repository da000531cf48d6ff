"""What a CTG takes from the one before it: choose, several at once, then carry over."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.reprise import RepriseRefusee, record_choix, record_report
from convive.convention.forms.reprise import CHOIX_PROPOSES, Grille
from convive.convention.models import Ctg
from convive.convention.rules.reprise import LIBELLES_FILTRES, MAX_MOTIF, Filtre
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.reprise import DossierReprise, get_dossier_reprise, list_biens_communs
from convive.convention.views.acces import build_contexte_ctg, get_dossier_sans_actes_or_404, get_membre_lecteur
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.socle.formats import nombre_accorde

PAGE = "convention:reprise_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def reprise_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    dossier = get_dossier_sans_actes_or_404(membre, ctg_uuid)
    precedente = next((ctg for ctg in dossier.ctgs if ctg.pk == dossier.ctg.ctg_precedente_id), None)
    if precedente is None:
        context = build_contexte_ctg(request, membre, dossier, "reprise_list", precedente=None)
        return render(request, "convention/reprise_list.html", context)
    lecteur, filtre, errors = membre.compte, _parse_filtre(request), {}
    if request.method == "POST":
        try:
            _submit(request, membre, dossier.ctg, get_dossier_reprise(dossier.ctg, precedente, lecteur), filtre)
            return redirect(f"{reverse(PAGE, args=[espace_uuid, ctg_uuid])}?voir={filtre.value}")
        except RepriseRefusee as refus:
            errors = refus.lignes
    return _render(request, membre, dossier, get_dossier_reprise(dossier.ctg, precedente, lecteur), filtre, errors)


def _parse_filtre(request: HttpRequest) -> Filtre:
    typed = request.GET.get("voir", "")
    return Filtre(typed) if typed in list(Filtre) else Filtre.TOUS


def _submit(request: HttpRequest, membre: Membre, ctg: Ctg, reprise: DossierReprise, filtre: Filtre) -> None:
    """Record the choices of the page, or carry over those that were recorded. Raise RepriseRefusee."""
    if request.POST.get("geste") == "reporter":
        bilan = record_report(by=membre.compte, ctg=ctg)
        if bilan.reportes:
            nombre = nombre_accorde(len(bilan.reportes), "élément est", "éléments sont")
            messages.success(request, f"{nombre} maintenant dans « {ctg} ».")
        for libelle, phrase in bilan.refuses:
            messages.warning(request, f"« {libelle} » n’est pas repris. {phrase}")
        return
    saisies = Grille(reprise, filtre, request.POST).list_saisies()
    changed = record_choix(by=membre.compte, ctg=ctg, saisies=saisies)
    said = f"{nombre_accorde(changed, 'choix enregistré', 'choix enregistrés')}." if changed else "Rien n’a changé."
    messages.success(request, said)


def _render(
    request: HttpRequest,
    membre: Membre,
    dossier: DossierCtg,
    reprise: DossierReprise,
    filtre: Filtre,
    errors: dict[str, str],
) -> HttpResponse:
    grille = Grille(reprise, filtre, request.POST if errors else None)
    grille.erreurs = errors
    comptes = reprise.comptes
    context = build_contexte_ctg(request, membre, dossier, "reprise_list", precedente=reprise.precedente)
    context |= {
        "reprise": reprise,
        "filtre": filtre,
        "filtres": [(f.value, libelle, comptes.get(f, 0)) for f, libelle in LIBELLES_FILTRES.items()],
        "familles": grille.list_familles(),
        "erreurs": grille.list_erreurs(),
        "motif_commun": request.POST.get("motif_commun", ""),
        "choix_proposes": CHOIX_PROPOSES,
        "max_motif": MAX_MOTIF,
        "biens": list_biens_communs(membre),
    }
    return render(request, "convention/reprise_list.html", context)
