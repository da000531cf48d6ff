"""A document that was issued: its number, its code, its files; it is cancelled here, never deleted."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.document import close_document
from convive.formation.exports.document_session import FORMATS, build_adresse_verification
from convive.formation.forms.document import AnnulationForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.sceau import is_intact
from convive.formation.views.acces_document import get_document_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def document_session_detail(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, document_uuid: UUID
) -> HttpResponse:
    membre, session, document = get_document_or_404(request, espace_uuid, session_uuid, document_uuid)
    form = AnnulationForm()
    if request.method == "POST":
        if not can_organiser(membre):
            raise PermissionDenied("Qui organise la session annule ses documents.")
        form = AnnulationForm(request.POST)
        if form.is_valid():
            try:
                close_document(by=membre.compte, document=document, now=timezone.localtime(), **form.cleaned_data)
                messages.success(request, "Le document est annulé\u00a0: il reste ici, et son code le dit.")
                return redirect(request.path)
            except FormationRefusee as refus:
                form.explain_refus(refus)
    context = build_contexte_session(
        request,
        membre,
        session,
        "document_session_detail",
        document=document,
        is_intact=is_intact(document),
        adresse=build_adresse_verification(document),
        formats=FORMATS,
        form=form,
    )
    args = [session.espace_id, session.pk]
    context["fil"].append(("Documents", reverse("formation:document_session_list", args=args)))
    return render(request, "formation/document_session_detail.html", context, status=422 if form.errors else 200)
