"""One person of a session: what is known of her, what is adapted to her, her place, her personal address."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.convocation import submit_adresse, update_jeton
from convive.formation.actions.inscription import close_inscription, reopen_inscription, update_inscription
from convive.formation.cles.stagiaire import build_cle
from convive.formation.forms.inscription import InscriptionForm
from convive.formation.forms.session import MotifForm
from convive.formation.models import Inscription
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.session import get_sortie
from convive.formation.views.acces_formation import get_inscription_session_or_404, get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def inscription_update(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, inscription_uuid: UUID
) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    if request.method == "POST" and not can_organiser(membre):
        raise PermissionDenied("Votre rôle ne permet pas de changer une inscription.")
    inscription = get_inscription_session_or_404(session, inscription_uuid)
    geste, today = request.POST.get("geste", ""), timezone.localdate()
    form = InscriptionForm(request.POST if geste == "enregistrer" else None, inscription=inscription)
    motif = MotifForm(request.POST if geste == "partir" else None, prefix="partir")
    try:
        if done := _do(membre, inscription, form, motif, geste):
            messages.success(request, done)
            if geste in ("adresse", "changer"):
                return redirect(f"{request.path}#page")
            return redirect("formation:inscription_list", espace_uuid, session_uuid)
    except FormationRefusee as refus:
        bound = next((one for one in (form, motif) if one.is_bound), None)
        if bound is None:
            messages.warning(request, str(refus))
        else:
            bound.explain_refus(refus)
    context = build_contexte_session(request, membre, session, "inscription_update", form=form, motif=motif)
    context |= {
        "inscription": inscription,
        "sortie": get_sortie(session.date_debut, today),
        "adresse": request.build_absolute_uri(reverse("formation:stagiaire_detail", args=[build_cle(inscription)])),
    }
    return render(request, "formation/inscription_update.html", context)


def _do(membre: Membre, inscription: Inscription, form: InscriptionForm, motif: MotifForm, geste: str) -> str:
    """What was done, said in a sentence; empty when nothing was, or while a form has to be corrected."""
    by = membre.compte
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        update_inscription(by=by, inscription=inscription, valeurs=form.get_valeurs(), version=version)
        return "C’est enregistré."
    if motif.is_bound and motif.is_valid():
        parti = close_inscription(by=by, inscription=inscription, motif=motif.get_motif(), today=timezone.localdate())
        return f"{parti.nom}\u00a0: {parti.get_etat_display().lower()}."
    if geste == "adresse":
        submit_adresse(by=by, inscription=inscription)
        return f"L’adresse de sa page part à {inscription.email}."
    if geste == "changer":
        update_jeton(by=by, inscription=inscription)
        return "Sa page a une nouvelle adresse\u00a0; l’ancienne ne s’ouvre plus. Envoyez-lui la nouvelle."
    if geste == "inscrire":
        return f"{reopen_inscription(by=by, inscription=inscription).nom} est inscrit·e."
    return ""
