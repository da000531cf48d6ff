"""The run sheet of a programme, for who teaches: each step with its clock, what is said, what to beware of."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.selectors.deroule import build_deroule
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404
from convive.formation.views.rubrique import FORMATS


@login_required
@require_safe
def deroule_detail(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid)
    context = build_contexte_programme(
        request, membre, lu, "deroule_detail", demi_journees=build_deroule(lu.sequences), formats=FORMATS
    )
    return render(request, "formation/deroule_detail.html", context)
