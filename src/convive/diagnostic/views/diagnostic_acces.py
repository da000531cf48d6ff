"""What the pages of a diagnosis share: who opens them, which version, which chapter, the links between them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.permissions import can_get_diagnostic
from convive.diagnostic.selectors.diagnostic import get_diagnostic, list_chapitres_of
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "diagnostic:diagnostic_detail"


@dataclass(frozen=True, slots=True)
class ChapitreOuvert:
    """A chapter and where it stands: `rang` is its number among those that are shown, 0 for a hidden one."""

    chapitre: Chapitre
    chapitres: list[Chapitre]
    rang: int
    avant: Chapitre | None
    apres: Chapitre | None


def get_diagnostic_or_404(membre: Membre, diagnostic_uuid: UUID) -> Diagnostic:
    diagnostic = get_diagnostic(membre, diagnostic_uuid)
    if diagnostic is None:
        raise Http404("Cette version du diagnostic n’existe pas dans cet espace.")
    return diagnostic


def get_chapitre_or_404(membre: Membre, diagnostic_uuid: UUID, chapitre_uuid: UUID) -> ChapitreOuvert:
    chapitres = list_chapitres_of(membre, diagnostic_uuid)
    chapitre = next((c for c in chapitres if c.pk == chapitre_uuid), None)
    if chapitre is None:
        raise Http404("Ce chapitre n’existe pas dans cette version du diagnostic.")
    shown = [c for c in chapitres if not c.is_masque]
    rang = shown.index(chapitre) if chapitre in shown else -1
    avant = shown[rang - 1] if rang > 0 else None
    apres = shown[rang + 1] if 0 <= rang < len(shown) - 1 else None
    return ChapitreOuvert(chapitre, chapitres, rang + 1, avant, apres)


def get_membre_lecteur(request: HttpRequest, espace_uuid: UUID) -> Membre:
    return get_membre_or_404(request, espace_uuid, can_get_diagnostic)


def build_contexte_diagnostic(
    request: HttpRequest, membre: Membre, diagnostic: Diagnostic | None = None, titre: str = "", **contexte: Any
) -> dict[str, Any]:
    """What every page of a diagnosis shows. `titre` names the page under that of the diagnosis."""
    context = build_contexte(request, membre, PAGE, diagnostic=diagnostic)
    context["fil"] = [
        *context["fil"][:-1],
        (membre.espace.nom, reverse("espaces:espace_detail", args=[membre.espace_id])),
    ]
    if diagnostic is not None:
        context["fil"].append((str(diagnostic), reverse(PAGE, args=[membre.espace_id, diagnostic.pk]) if titre else ""))
    else:
        context["fil"].append(("Le diagnostic", ""))
    if titre:
        context["fil"].append((titre, ""))
    context["is_ouvert"] = diagnostic is not None and not diagnostic.is_valide
    return context | contexte
