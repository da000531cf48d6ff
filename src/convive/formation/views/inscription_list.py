"""Who comes to a session, who waits, who left; enrol one person, or a pasted list."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.inscription import ListeInscrite, create_inscription, import_inscriptions
from convive.formation.forms.inscription import CollerForm, InscrireForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatInscription
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def inscription_list(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    if request.method == "POST" and not can_organiser(membre):
        raise PermissionDenied("Votre rôle ne permet pas d’inscrire.")
    geste = request.POST.get("geste", "")
    form = InscrireForm(request.POST if geste == "inscrire" else None)
    coller = CollerForm(request.POST if geste == "coller" else None)
    liste = None
    if form.is_valid() and _enrol(request, membre, session, form):
        return redirect(f"{request.path}#inscrire")
    if coller.is_valid():
        liste = _paste(request, membre, session, coller)
        if liste is not None and not liste.refusees:
            return redirect(request.path)
        if liste is not None:
            coller = CollerForm(initial={"lignes": _list_refusees(coller.cleaned_data["lignes"], liste)})
    context = build_contexte_session(
        request,
        membre,
        session,
        "inscription_list",
        lue=read_session(session, timezone.localdate()),
        form=form,
        coller=coller,
        refusees=liste.refusees if liste else (),
    )
    return render(request, "formation/inscription_list.html", context)


def _list_refusees(texte: str, liste: ListeInscrite) -> str:
    """The lines that were left aside, as they were pasted: they are mended where they are."""
    lignes = texte.splitlines()
    return "\n".join(lignes[ligne.numero - 1] for ligne in liste.refusees)


def _enrol(request: HttpRequest, membre: Membre, session: SessionFormation, form: InscrireForm) -> bool:
    try:
        inscription = create_inscription(by=membre.compte, session=session, valeurs=form.get_valeurs())
    except FormationRefusee as refus:
        form.explain_refus(refus)
        return False
    if inscription.etat == EtatInscription.ATTENTE:
        messages.warning(request, f"La session est complète\u00a0: {inscription.nom} est en liste d’attente.")
    else:
        messages.success(request, f"{inscription.nom} est inscrit·e.")
    return True


def _paste(request: HttpRequest, membre: Membre, session: SessionFormation, form: CollerForm) -> ListeInscrite | None:
    try:
        liste = import_inscriptions(by=membre.compte, session=session, texte=form.cleaned_data["lignes"])
    except FormationRefusee as refus:
        form.explain_refus(refus)
        return None
    attente = sum(row.etat == EtatInscription.ATTENTE for row in liste.inscriptions)
    if liste.inscriptions:
        suite = f", dont {attente} en liste d’attente" if attente else ""
        phrase = nombre_accorde(len(liste.inscriptions), "personne ajoutée", "personnes ajoutées")
        messages.success(request, f"{phrase}{suite}.")
    return liste
