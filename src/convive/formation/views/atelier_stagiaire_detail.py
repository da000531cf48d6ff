"""A workshop as a trainee plays it: her card and hers alone, the time, what her group writes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.permissions import EspaceExpire
from convive.espaces.views.public import without_trace
from convive.formation.actions.reponse import record_reponse
from convive.formation.models import Atelier, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier
from convive.formation.selectors.atelier_stagiaire import AtelierLu, read_atelier
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.lecture import read_lecture, read_salle
from convive.formation.views.acces_atelier import get_atelier_ouvert_or_404
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.prise_poste.forms.case import CaseForm
from convive.prise_poste.rules.case import SaisieCase
from convive.prise_poste.views.case import CaseMontree, render_case
from convive.socle.requetes import is_fragment

PAGE = "formation/atelier_stagiaire_detail.html"


# The key of the address is the authority; a page without a Referer sends no Origin that the check could read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def atelier_stagiaire_detail(request: HttpRequest, cle: str, atelier_uuid: UUID) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    atelier = get_atelier_ouvert_or_404(inscription, atelier_uuid)
    montree = _write(request, inscription, atelier) if request.method == "POST" else None
    if montree is not None and is_fragment(request):
        return render_case(request, montree)
    if request.method == "POST" and (montree is None or not montree.refus):
        ancre = f"#case-{montree.case.champ}" if montree else ""
        return redirect(f"{request.path}{ancre}")
    lu = read_atelier(inscription, atelier, timezone.now())
    context = _build_contexte(request, cle, inscription, lu)
    if is_fragment(request) and request.method == "GET":
        return render(request, f"{PAGE}#etat", context)
    return render(request, PAGE, context | {"montree": montree})


def _build_contexte(request: HttpRequest, cle: str, inscription: Inscription, lu: AtelierLu) -> dict[str, Any]:
    """`vu` and `marque` are what the page showed when it was opened, carried by each look at what moved since."""
    is_lecture = lu.sorte == SorteAtelier.LECTURE
    vu, marque = request.GET.get("vu", lu.vue), request.GET.get("marque", lu.marque)
    return build_contexte_stagiaire(
        cle,
        inscription,
        "atelier_stagiaire_list",
        lu=lu,
        url=request.path,
        peut_ecrire=lu.peut_ecrire,
        lecture=read_lecture(inscription, lu.atelier) if is_lecture else None,
        salle=read_salle(lu.atelier) if is_lecture and lu.etat != EtatAtelier.OUVERT else (),
        echelle=get_grille_lecture().echelle,
        vu=vu,
        is_autre_page=vu != lu.vue,
        cases_autres=lu.cases_groupe if marque != lu.marque else (),
    )


def _write(request: HttpRequest, inscription: Inscription, atelier: Atelier) -> CaseMontree | None:
    """The box, once saved or refused; None for a box that this workshop has not."""
    form = CaseForm(request.POST)
    lue = read_atelier(inscription, atelier, timezone.now()).get_case(form.data.get("champ", ""))
    if not form.is_valid() or lue is None:
        return None
    saisie: SaisieCase = form.get_saisie()
    try:
        ecrite = record_reponse(inscription=inscription, atelier=atelier, saisie=saisie)
    except (FormationRefusee, EspaceExpire) as error:
        return CaseMontree(lue.case, saisie.texte, saisie.base, str(error))
    texte, reponse = ecrite.redaction.texte, ecrite.reponse
    return CaseMontree(
        lue.case,
        texte,
        reponse.texte if reponse else "",
        ecrite.redaction.refus,
        reponse.ecrit_par.nom if reponse and reponse.groupe_id and reponse.ecrit_par else "",
        reponse.updated_at if reponse else None,
        is_telle_quelle=texte == saisie.texte,
    )
