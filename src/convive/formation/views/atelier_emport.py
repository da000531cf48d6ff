"""Take home what a workshop left: a file, or a tool in one’s own espace."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.documents.exports.page import get_cadre
from convive.documents.rules import DocumentInvalide, Famille, list_formats
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Espace
from convive.espaces.views.public import without_trace
from convive.formation.actions.emport import render_emport
from convive.formation.cles.emport import build_jeton, is_jeton_valide
from convive.formation.exports.atelier import build_travail
from convive.formation.models import Atelier, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.atelier_stagiaire import read_atelier
from convive.formation.selectors.outil_groupe import OutilGroupe, build_provenance, get_outil_groupe
from convive.formation.views.acces_atelier import get_atelier_ouvert_or_404
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.prise_poste.actions.outil import import_outil
from convive.prise_poste.exports.outil import build_outil_document
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.outils import list_espaces_outils

FORMATS = tuple(f.extension for f in list_formats(Famille.TEXTE))


# The key of the address is the authority; a page without a Referer sends no Origin that the check could read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def atelier_emport(request: HttpRequest, cle: str, atelier_uuid: UUID) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    atelier = get_atelier_ouvert_or_404(inscription, atelier_uuid)
    groupe = get_outil_groupe(inscription, atelier)
    espaces = list_espaces_outils(request.user) if isinstance(request.user, Compte) else []
    refus = ""
    if request.method == "POST":
        try:
            return _take(request, inscription, atelier, groupe, espaces)
        except (FormationRefusee, PosteRefuse, DocumentInvalide) as error:
            refus = str(error)
    context = _build_contexte(request, cle, inscription, atelier, groupe=groupe, espaces=espaces, refus=refus)
    return render(request, "formation/atelier_emport.html", context)


def _build_contexte(
    request: HttpRequest, cle: str, inscription: Inscription, atelier: Atelier, **contexte: Any
) -> dict[str, Any]:
    return build_contexte_stagiaire(
        cle,
        inscription,
        "atelier_stagiaire_list",
        atelier=atelier,
        jeton=build_jeton(request.user, atelier.pk) if isinstance(request.user, Compte) else "",
        is_anonyme=isinstance(request.user, AnonymousUser),
        formats=FORMATS,
        **contexte,
    )


def _take(
    request: HttpRequest,
    inscription: Inscription,
    atelier: Atelier,
    groupe: OutilGroupe | None,
    espaces: list[Espace],
) -> HttpResponse:
    """Raise FormationRefusee, PosteRefuse, DocumentInvalide; Http404 for a format or an espace that is not offered."""
    espace = next((row for row in espaces if str(row.pk) == request.POST.get("espace")), None)
    if espace is not None and groupe is not None and isinstance(request.user, Compte):
        if not is_jeton_valide(request.POST.get("jeton", ""), request.user, atelier.pk):
            raise FormationRefusee("Cette page a attendu trop longtemps\u00a0: recommencez d’ici.")
        rempli = import_outil(
            by=request.user,
            espace=espace,
            outil=groupe.outil,
            valeurs=groupe.valeurs,
            provenance=build_provenance(atelier),
            source=groupe.place.groupe_id,
        )
        return redirect("prise_poste:outil_detail", espace.pk, rempli.pk)
    return _build_fichier(request, inscription, atelier, groupe)


def _build_fichier(
    request: HttpRequest, inscription: Inscription, atelier: Atelier, groupe: OutilGroupe | None
) -> HttpResponse:
    format, quoi = request.POST.get("format", ""), request.POST.get("quoi", "")
    if format not in FORMATS or (quoi == "outil" and groupe is None):
        raise Http404("Ce format n’est pas proposé.")
    if quoi == "outil" and groupe is not None:
        contenu = build_outil_document(
            get_cadre(atelier.espace), groupe.outil, groupe.valeurs, provenance=build_provenance(atelier)
        )
        titre = groupe.outil.titre
    else:
        contenu, titre = build_travail(read_atelier(inscription, atelier, timezone.now())), atelier.titre
    rendu = render_emport(atelier.espace, contenu, format)
    return build_reponse_fichier(rendu.contenu, titre, rendu.format)
