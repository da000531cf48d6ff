"""How one wants to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.echanges.actions.preference import update_preference
from convive.echanges.forms.preference import PreferenceForm
from convive.echanges.selectors.notification import get_preference, list_sourdines
from convive.echanges.views.acces import get_compte
from convive.espaces.selectors.espace import list_espaces


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preference_update(request: HttpRequest) -> HttpResponse:
    compte = get_compte(request)
    form = PreferenceForm(
        request.POST if request.method == "POST" else None,
        preference=get_preference(compte),
        places=list_espaces(compte),
        sourdines=list_sourdines(compte),
    )
    if form.is_valid():
        update_preference(by=compte, **form.get_choix())
        messages.success(request, "Vos préférences sont enregistrées.")
        return redirect("echanges:notification_list")
    return render(request, "echanges/preference_update.html", {"form": form})
