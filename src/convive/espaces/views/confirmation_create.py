"""« Ma place » : what one holds in the espace, and the yearly question."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.confirmation import validate_place
from convive.espaces.forms.confirmation import ConfirmationForm
from convive.espaces.gestes import MERCIS, get_contexte
from convive.espaces.models import ReponsePlace
from convive.espaces.permissions import can_validate_place
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:confirmation_create"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def confirmation_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_validate_place)
    form = ConfirmationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        validate_place(by=membre.compte, membre=membre, **form.cleaned_data)
        messages.success(request, MERCIS[ReponsePlace(form.cleaned_data["reponse"])])
        return redirect(PAGE, espace_uuid)
    context = build_contexte(request, membre, PAGE, form=form, **get_contexte(membre))
    return render(request, "espaces/confirmation_create.html", context)
