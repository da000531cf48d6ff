"""One’s first hundred days: what one can do today, then every step; before it begins, the question of the first day."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.prise import create_prise, delete_prise, update_debut, update_partage
from convive.prise_poste.forms.parcours import DebutForm
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.parcours import DUREE_JOURS
from convive.prise_poste.selectors.contenus import get_etapes
from convive.prise_poste.selectors.parcours import get_prise, list_pages, read_prise
from convive.prise_poste.views.sous_pages import build_contexte_poste

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def parcours_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    prise = get_prise(membre)
    geste = request.POST.get("geste", "")
    initial = {"date_debut": prise.date_debut if prise else membre.date_debut}
    form = DebutForm(request.POST if geste in ("", "debut") and request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        try:
            if (answer := _write(request, membre, prise, form, geste)) is not None:
                return answer
        except PosteRefuse as refus:
            form.explain_refus(refus) if form.is_bound else messages.warning(request, str(refus))
    context = build_contexte_poste(request, membre, "parcours_detail", form=form, prise=prise, formats=FORMATS)
    context["duree"] = DUREE_JOURS
    if prise is None:
        context["etapes"] = get_etapes()
    else:
        today = timezone.localdate()
        parcours = read_prise(membre, prise, today)
        context["parcours"] = parcours
        context["aujourdhui"] = [(ligne, list_pages(membre, ligne, today)) for ligne in parcours.aujourdhui]
    return render(request, "prise_poste/parcours_detail.html", context)


def _write(
    request: HttpRequest, membre: Membre, prise: PrisePoste | None, form: DebutForm, geste: str
) -> HttpResponse | None:
    if geste not in ("", "debut", "partager", "reprendre", "supprimer") or (prise is None and geste):
        raise Http404("Ce geste n’existe pas.")
    if form.is_bound:
        if not form.is_valid():
            return None
        debut = form.cleaned_data["date_debut"]
        if prise is None:
            create_prise(by=membre.compte, espace=membre.espace, date_debut=debut)
            messages.success(
                request, "Votre parcours est commencé\u00a0: trois pas pour aujourd’hui, le reste attendra."
            )
        else:
            update_debut(by=membre.compte, prise=prise, date_debut=debut)
            messages.success(request, "Les étapes sont datées à partir de ce jour.")
    elif prise is not None and geste == "supprimer":
        delete_prise(by=membre.compte, prise=prise)
        messages.success(request, "Votre parcours est effacé. Ce que vous avez écrit dans l’espace reste.")
    elif prise is not None:
        update_partage(by=membre.compte, prise=prise, is_partage=geste == "partager")
        phrase = (
            "La direction peut lire votre parcours." if geste == "partager" else "Votre parcours n’est plus partagé."
        )
        messages.success(request, phrase)
    return redirect("prise_poste:parcours_detail", membre.espace_id)
