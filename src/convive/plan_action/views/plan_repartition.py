"""The plan by commune, by public, by partner, by élu·e, by thématique: who has no action?"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors import vues
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class Angle:
    """A way to part the plan. `filtre` is the field of the list that shows the actions of one group, when there is one;
    `vides` says what it means to have none."""

    cle: str
    libelle: str
    icone: str
    get: Callable[[Membre, DossierPlan], vues.Repartition]
    filtre: str
    vides: str


ANGLES = (
    Angle("commune", "Par commune", "map-pin", vues.get_par_commune, "commune", "Sans action qui leur soit propre"),
    Angle("public", "Par public", "users", vues.get_par_public, "", "Publics sans action"),
    Angle("organisation", "Par partenaire", "building-community", vues.get_par_organisation, "", ""),
    Angle("elu", "Par élu·e", "user", vues.get_par_elu, "", ""),
    Angle("thematique", "Par thématique", "bookmark", vues.get_par_thematique, "thematique", "Thématiques sans action"),
)


@login_required
@require_safe
def plan_repartition(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = require_dossier(membre, ctg_uuid)
    wanted = request.GET.get("par", "")
    angle = next((row for row in ANGLES if row.cle == wanted), ANGLES[0])
    context = build_contexte_arbre(
        request,
        membre,
        "plan_repartition",
        dossier,
        angle=angle,
        angles=[OngletPage(row.libelle, f"?par={row.cle}", row.icone, row is angle) for row in ANGLES],
        repartition=angle.get(membre, dossier),
    )
    return render(request, "plan_action/plan_repartition.html", context)
