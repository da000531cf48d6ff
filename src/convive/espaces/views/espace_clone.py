"""Make another espace like this one, to practise or to work."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.copie import clone_espace
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.forms.clone import STRUCTURE, CloneForm
from convive.espaces.permissions import can_clone_espace
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.espace_copie import PAGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_clone(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # An espace that has expired is still cloned: nothing here changes it.
    membre = get_membre_or_404(request, espace_uuid, can_clone_espace, is_lecture=True)
    form = CloneForm(request.POST if request.method == "POST" else None, espace=membre.espace)
    if form.is_valid():
        try:
            clone = clone_espace(
                by=membre.compte,
                espace=membre.espace,
                nom=form.cleaned_data["nom"],
                chargee=membre.compte,
                structure=form.cleaned_data["contenu"] == STRUCTURE,
                expire_le=form.cleaned_data["expire_le"],
            )
            messages.success(request, "Voici le nouvel espace. Vous y êtes seul·e : invitez qui vous voulez.")
            return redirect("espaces:espace_detail", clone.pk)
        except CopieRefusee as error:
            form.add_error(None, str(error))
    return render(request, "espaces/espace_clone.html", build_contexte(request, membre, PAGE, form=form))
