"""What ties an organisation to the others: add a tie, take one away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.lien import attach_organisation, detach_organisation
from convive.acteurs.forms.lien import LienOrganisationsForm
from convive.acteurs.models import Organisation
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.organisation import LienLu, list_choix_organisations, list_liens
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs, get_organisation_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lien_organisations_list(request: HttpRequest, espace_uuid: UUID, organisation_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    organisation = get_organisation_or_404(membre, organisation_uuid)
    liens = list_liens(membre, organisation)
    is_retrait = request.method == "POST" and request.POST.get("geste") == "retirer"
    if is_retrait:
        _detach(request, membre, liens)
        return redirect("acteurs:lien_organisations_list", espace_uuid, organisation_uuid)
    choix = [autre for autre in list_choix_organisations(membre) if autre.pk != organisation.pk]
    form = LienOrganisationsForm(request.POST if request.method == "POST" else None, organisations=choix)
    if form.is_valid() and _attach(request, membre, organisation, form):
        return redirect("acteurs:lien_organisations_list", espace_uuid, organisation_uuid)
    context = build_contexte_acteurs(request, membre, PAGE, organisation=organisation, liens=liens, form=form)
    return render(request, "acteurs/lien_organisations_list.html", context)


def _attach(request: HttpRequest, membre: Membre, organisation: Organisation, form: LienOrganisationsForm) -> bool:
    nature, precision = form.cleaned_data["nature"], form.cleaned_data["precision"]
    try:
        attach_organisation(
            by=membre.compte, de=organisation, vers=form.get_autre(), nature=nature, precision=precision
        )
    except ActeurRefuse as error:
        form.add_error("autre", list(error.messages))
        return False
    messages.success(request, "Lien ajouté.")
    return True


def _detach(request: HttpRequest, membre: Membre, liens: list[LienLu]) -> None:
    uuid = parse_uuid(request.POST.get("objet", ""))
    for lu in liens:
        if lu.lien.pk == uuid:
            lu.lien.espace = membre.espace
            detach_organisation(by=membre.compte, lien=lu.lien)
            messages.success(request, "Lien retiré.")
            return
    raise Http404("Ce lien n’existe pas, ou a déjà été retiré.")
