"""Write an avenant: first its nature (`?nature=`), then what that nature asks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.models import Organisation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.convention.actions.avenant import ApresLaFin, create_avenant
from convive.convention.forms.avenant import AvenantForm, parse_nature
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.signataire import LISTE, SignataireForm
from convive.convention.models import NatureAvenant
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.avenants import Nature
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.organisation import list_organisations
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.acces import explain_expire, get_membre_or_404

SIGNATAIRE = "entrant"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def avenant_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    nature = parse_nature(request.GET.get("nature", ""))
    context = build_contexte_ctg(request, membre, dossier, "", natures=NatureAvenant.choices, nature=nature)
    if nature is None:
        return render(request, "convention/avenant_create.html", context)
    form = _build_form(request, membre, dossier, nature)
    organisations = list_organisations(membre) if nature is Nature.ADHESION else []
    entrant = _build_entrant(request, organisations) if nature is Nature.ADHESION else None
    if form.is_valid() & (entrant is None or entrant.is_valid()):
        response = _submit(request, membre, dossier, form, entrant, context)
        if response is not None:
            return response
    context |= {"form": form, "entrant": entrant, "organisations": organisations, "liste": LISTE}
    context["libelle_nature"] = NatureAvenant(nature).label
    return render(request, "convention/avenant_create.html", context)


def _build_form(request: HttpRequest, membre: Membre, dossier: DossierCtg, nature: Nature) -> AvenantForm:
    return AvenantForm(
        request.POST if request.method == "POST" else None,
        ctg=dossier.ctg,
        nature=nature,
        signataires=dossier.presents,
        communes=list_choix_communes(membre),
        numero=max((avenant.numero for avenant in dossier.avenants), default=0) + 1,
    )


def _build_entrant(request: HttpRequest, organisations: list[Organisation]) -> SignataireForm:
    data = request.POST if request.method == "POST" else None
    return SignataireForm(data, organisations=organisations, prefix=SIGNATAIRE)


def _submit(
    request: HttpRequest,
    membre: Membre,
    dossier: DossierCtg,
    form: AvenantForm,
    entrant: SignataireForm | None,
    context: dict[str, object],
) -> HttpResponse | None:
    """Record it; None when the page has to say why it cannot be."""
    try:
        contenu = form.get_contenu(entrant.get_saisie() if entrant else None)
        avenant = create_avenant(by=membre.compte, ctg=dossier.ctg, contenu=contenu)
    except ApresLaFin as refus:
        context["apres_la_fin"] = str(refus)
    except ConventionRefusee as refus:
        explain_refus(entrant if entrant and "organisation" in refus.champs else form, refus)
    except ActeurRefuse as refus:
        form.add_error(None, list(refus.messages))
    else:
        messages.success(request, f"« {avenant} » est enregistré.")
        return redirect("convention:avenant_detail", membre.espace_id, dossier.ctg.pk, avenant.pk)
    return None
