"""A note that helps to decide: the question, what to know, the scenarios side by side, how it was settled."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.arbitrage import reopen_note
from convive.gouvernance.actions.note import create_avis, delete_avis, delete_note
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.forms.arbitrage import ReprendreForm
from convive.gouvernance.forms.note import AvisForm
from convive.gouvernance.models import NoteDecision
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.notes import MAX_SCENARIOS
from convive.gouvernance.rules.seances import DUREES_USUELLES, NaturePoint
from convive.gouvernance.selectors.note import PageNote, get_page_note, list_seances_possibles
from convive.gouvernance.views.acces_note import build_contexte_note, get_note_or_404
from convive.socle.formats import avec_de
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_detail(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    note = get_note_or_404(membre, note_uuid)
    page = get_page_note(membre, note)
    peut_ecrire = can_update_instances(membre) and not membre.espace.is_expire
    geste = request.POST.get("geste", "")
    if request.method == "POST":
        if not can_update_instances(membre):
            raise PermissionDenied("Vous pouvez lire cette note\u00a0; elle s’écrit par l’équipe de coopération.")
        if geste not in GESTES:
            raise Http404("Ce geste n’existe pas.")
    avis = AvisForm(request.POST if geste == "avis" else None, membre=membre) if peut_ecrire else None
    reprendre = ReprendreForm(request.POST if geste == "reprendre" else None) if peut_ecrire else None
    if geste:
        try:
            if (answer := GESTES[geste](request, membre, page, avis)) is not None:
                return answer
        except GouvernanceRefusee as refus:
            form = avis if geste == "avis" else reprendre if geste == "reprendre" else None
            if form is not None and form.is_valid():
                form.explain_refus(refus)
            else:
                messages.warning(request, str(refus))
    context = build_contexte_note(request, membre, note, page=page, avis=avis, reprendre=reprendre, formats=FORMATS)
    context["seances"] = list_seances_possibles(membre, note) if peut_ecrire and page.arbitrage is None else []
    context["place_scenario"] = len(page.scenarios) < MAX_SCENARIOS
    context["brouillon"] = build_cle_brouillon(membre.compte, "avis_note", note.pk)
    return render(request, "gouvernance/note_detail.html", context)


def _back(note: NoteDecision, ancre: str = "") -> HttpResponse:
    answer = redirect("gouvernance:note_detail", note.espace_id, note.pk)
    answer["Location"] += ancre
    return answer


def _add_avis(request: HttpRequest, membre: Membre, page: PageNote, form: AvisForm | None) -> HttpResponse | None:
    if form is None or not form.is_valid():
        return None
    avis = create_avis(by=membre.compte, note=page.note, saisie=form.get_saisie())
    cle = build_cle_brouillon(membre.compte, "avis_note", page.note.pk)
    messages.success(request, f"L’avis {avec_de(avis.nom)} est noté.", extra_tags=cle)
    return _back(page.note, "#avis")


def _drop_avis(request: HttpRequest, membre: Membre, page: PageNote, _form: AvisForm | None) -> HttpResponse:
    wanted = parse_uuid(request.POST.get("avis", ""))
    avis = next((row for row in page.avis if row.pk == wanted), None)
    if avis is None:
        raise Http404("Cet avis n’est plus là.")
    avis.note = page.note
    delete_avis(by=membre.compte, avis=avis)
    messages.success(request, f"L’avis {avec_de(avis.nom)} est retiré.")
    return _back(page.note, "#avis")


def _put_on_agenda(request: HttpRequest, membre: Membre, page: PageNote, _form: AvisForm | None) -> HttpResponse:
    wanted = parse_uuid(request.POST.get("seance", ""))
    seance = next((row for row in list_seances_possibles(membre, page.note) if row.pk == wanted), None)
    if seance is None:
        raise GouvernanceRefusee("Choisissez une séance qui se prépare.")
    nature = NaturePoint.DECISION
    saisie = SaisiePoint(page.note.question, nature.value, DUREES_USUELLES[nature])
    cible = Reference(TYPE_NOTE, page.note.pk)
    seance.espace = seance.instance.espace = membre.espace
    create_point(by=membre.compte, instance=seance.instance, seance=seance, saisie=saisie, cible=cible)
    messages.success(request, f"Elle est à l’ordre du jour\u00a0: {seance}.")
    return _back(page.note, "#suite")


def _take_back(request: HttpRequest, membre: Membre, page: PageNote, _form: AvisForm | None) -> HttpResponse:
    if page.arbitrage is None:
        raise Http404("Cette note n’est pas arbitrée.")
    page.arbitrage.note = page.note
    motif = " ".join(request.POST.get("motif", "").split())
    reopen_note(by=membre.compte, arbitrage=page.arbitrage, motif=motif)
    messages.success(request, "L’arbitrage est repris\u00a0: la note s’écrit de nouveau, et la trace reste.")
    return _back(page.note)


def _delete(request: HttpRequest, membre: Membre, page: PageNote, _form: AvisForm | None) -> HttpResponse:
    delete_note(by=membre.compte, note=page.note)
    messages.success(request, "La note est supprimée.")
    return redirect("gouvernance:note_list", membre.espace_id)


GESTES: dict[str, Callable[[HttpRequest, Membre, PageNote, AvisForm | None], HttpResponse | None]] = {
    "avis": _add_avis,
    "retirer_avis": _drop_avis,
    "inscrire": _put_on_agenda,
    "reprendre": _take_back,
    "supprimer": _delete,
}
