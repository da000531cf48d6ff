"""Enter a CTG, with its signatories, on one page: five minutes when it was signed before Convive."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.convention.actions.ctg import create_ctg
from convive.convention.forms.ctg import CtgForm, explain_refus
from convive.convention.forms.signataire import LISTE, LignesSignataires
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.convention.selectors.organisation import list_noms_proposes, list_organisations
from convive.convention.views.acces import PAGE
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def ctg_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    organisations = list_organisations(membre)
    data = request.POST if request.method == "POST" else None
    ajout = request.POST.get("geste") == "ligne"
    form = _build_form(membre, data, ajout=ajout)
    noms = list_noms_proposes(organisations)
    lignes = LignesSignataires(data, organisations=organisations, noms=noms, ajout=ajout)
    if data is not None and not ajout and form.is_valid() & lignes.is_valid():
        try:
            saisies = lignes.list_saisies()
            ctg = create_ctg(by=membre.compte, espace=membre.espace, saisie=form.get_saisie(), signataires=saisies)
            messages.success(request, f"« {ctg} » est enregistrée.")
            return redirect(PAGE, espace_uuid, ctg.pk)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
        except ActeurRefuse as refus:
            form.add_error(None, list(refus.messages))
    context = build_contexte(request, membre, PAGE, form=form, lignes=lignes, organisations=organisations, liste=LISTE)
    return render(request, "convention/ctg_create.html", context)


def _build_form(membre: Membre, data: QueryDict | None, *, ajout: bool) -> CtgForm:
    """A line more keeps what was typed, without a word of reproach; a new CTG follows the current one."""
    ctgs, communes = list_ctgs(membre), list_choix_communes(membre)
    if ajout and data is not None:
        typed = {cle: data.get(cle) for cle in data} | {"communes": data.getlist("communes")}
        return CtgForm(ctgs=ctgs, communes=communes, initial=typed)
    actuelle = choose_ctg(ctgs, None, timezone.localdate())
    initial = {"ctg_precedente": str(actuelle.pk) if actuelle else ""}
    return CtgForm(data, ctgs=ctgs, communes=communes, initial=initial)
