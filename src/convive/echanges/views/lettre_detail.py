"""What one's next letter would say, if it left now, and what the last one said."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.echanges.selectors.lettre import build_contenu, get_derniere_lettre
from convive.echanges.selectors.notification import get_preference
from convive.echanges.views.acces import get_compte


@login_required
@require_safe
def lettre_detail(request: HttpRequest) -> HttpResponse:
    compte = get_compte(request)
    preference = get_preference(compte)
    jour = preference.get_jour_lettre_display() if preference.jour_lettre else ""
    context = {"contenu": build_contenu(compte, timezone.now()), "jour": jour}
    context["derniere"] = get_derniere_lettre(compte)
    return render(request, "echanges/lettre_detail.html", context)
