"""One project of the critical reading, the grid beside it; each line saves itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.permissions import EspaceExpire
from convive.espaces.views.public import without_trace
from convive.formation.actions.lecture import record_note
from convive.formation.forms.lecture import NoteForm
from convive.formation.models import Atelier, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.lecture import NoteLue, ProjetLu, read_lecture
from convive.formation.views.acces_atelier import get_atelier_ouvert_or_404
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.socle.requetes import is_fragment

PAGE, LIGNE = "formation/lecture_stagiaire_detail.html", "formation/_ligne_lecture.html"


@dataclass(frozen=True, slots=True)
class LigneMontree[L]:
    """A line of a grid once saved or refused: `base` is what is saved, `is_changee` tells that its text is no longer
    the one that was sent."""

    lue: L
    base: str
    refus: str = ""
    le: datetime | None = None
    is_changee: bool = False


# The key of the address is the authority; a page without a Referer sends no Origin that the check could read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def lecture_stagiaire_detail(request: HttpRequest, cle: str, atelier_uuid: UUID, projet_cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    atelier = get_atelier_ouvert_or_404(inscription, atelier_uuid)
    lecture = read_lecture(inscription, atelier)
    projet = lecture.get_projet(projet_cle)
    if atelier.sorte != SorteAtelier.LECTURE or projet is None:
        raise Http404("Ce projet n’est pas dans cette lecture.")
    montree = _write(request, inscription, atelier, projet) if request.method == "POST" else None
    if request.method == "POST" and montree is None:
        return redirect(request.path)
    context = _build_contexte(request, cle, inscription, atelier, lecture=lecture, projet=projet, montree=montree)
    if montree is not None and is_fragment(request):
        return _render_ligne(request, montree, context)
    if montree is not None and not montree.refus:
        return redirect(f"{request.path}#case-{montree.lue.critere.cle}")
    return render(request, PAGE, context)


def _build_contexte(
    request: HttpRequest, cle: str, inscription: Inscription, atelier: Atelier, **contexte: Any
) -> dict[str, Any]:
    return build_contexte_stagiaire(
        cle,
        inscription,
        "atelier_stagiaire_list",
        atelier=atelier,
        echelle=get_grille_lecture().echelle,
        url=request.path,
        peut_ecrire=atelier.etat in (EtatAtelier.OUVERT, EtatAtelier.RETOUR),
        **contexte,
    )


def _render_ligne(request: HttpRequest, montree: LigneMontree[NoteLue], contexte: dict[str, Any]) -> HttpResponse:
    """The state under the line; the whole line when its text is no longer the one that was sent."""
    name = LIGNE if montree.is_changee else f"{LIGNE}#etat"
    response = render(request, name, contexte | {"lue": montree.lue})
    if montree.is_changee:
        response.headers["HX-Retarget"] = f"#case-{montree.lue.critere.cle}"
    return response


def _write(
    request: HttpRequest, inscription: Inscription, atelier: Atelier, projet: ProjetLu
) -> LigneMontree[NoteLue] | None:
    """The line, once saved or refused; None for a line that the grid has not."""
    form = NoteForm(request.POST)
    lue = next((note for note in projet.notes if note.critere.cle == request.POST.get("critere")), None)
    if not form.is_valid() or lue is None:
        return None
    saisie = form.get_saisie(projet.cle)
    try:
        redaction, reponse = record_note(inscription=inscription, atelier=atelier, saisie=saisie)
    except (FormationRefusee, EspaceExpire) as error:
        return LigneMontree(NoteLue(lue.critere, saisie.niveau, "", saisie.texte), saisie.base, str(error))
    montree = NoteLue(lue.critere, saisie.niveau, "", redaction.texte)
    base, le = (reponse.texte, reponse.updated_at) if reponse else ("", None)
    return LigneMontree(montree, base, redaction.refus, le, is_changee=redaction.texte != saisie.texte)
