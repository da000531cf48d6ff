"""Import one's dossier into an espace where one can write; this needs a compte, the stagiaire's key is not enough."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.formation.actions.dossier import BilanRapport, import_pieces
from convive.formation.forms.dossier import RapporterForm
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.dossier import read_dossier
from convive.formation.selectors.dossier_pieces import get_inscription_de, list_pieces, list_places_carnet
from convive.prise_poste.refus import PosteRefuse
from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.formulaires import explain_refus


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_import(request: HttpRequest, inscription_uuid: UUID) -> HttpResponse:
    compte = get_compte(request)
    inscription = get_inscription_de(compte, inscription_uuid)
    if inscription is None:
        raise Http404("Cette formation n’est pas la vôtre, ou votre inscription n’est pas rattachée à votre compte.")
    places = list_places_carnet(compte)
    pieces = list_pieces(read_dossier(inscription, timezone.now()))
    form = RapporterForm(request.POST if request.method == "POST" else None, places=places, pieces=pieces)
    if form.is_valid():
        try:
            bilan = import_pieces(by=compte, place=form.place_choisie, pieces=form.pieces_choisies)
        except (FormationRefusee, PosteRefuse) as refus:
            explain_refus(form, refus)
        else:
            messages.success(request, _say(bilan))
            page = "prise_poste:outil_list" if bilan.outils and not bilan.notes else "espaces:note_list"
            return redirect(page, form.place_choisie.espace_id)
    context = {"inscription": inscription, "places": places, "form": form}
    return render(request, "formation/dossier_import.html", context)


def _say(bilan: BilanRapport) -> str:
    dites = [
        nombre_accorde(nombre, mot) + ou
        for nombre, mot, ou in (
            (bilan.outils, "outil", " dans «\u00a0Outils\u00a0»"),
            (bilan.notes, "page", " dans le carnet"),
        )
        if nombre
    ]
    if not dites:
        return "Tout y était déjà\u00a0: rien n’est écrit deux fois."
    return f"{liste_fr(dites)}\u00a0: à reprendre, à partager."


# The URL has no espace, because the page is about a compte's own inscription.
urls = [path("compte/formations/<uuid:inscription_uuid>/rapporter/", dossier_import, name="dossier_import")]
