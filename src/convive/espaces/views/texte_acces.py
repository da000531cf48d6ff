"""What the pages of versions share: the object, its type, and the place of the visitor."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.espaces.models import Membre, TexteVersionne
from convive.espaces.selectors.texte import get_texte
from convive.espaces.textes import TypeTexte
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.saisie import get_type_texte


@dataclass(frozen=True, slots=True)
class TexteOuvert:
    membre: Membre
    type: TypeTexte
    objet: TexteVersionne


def get_texte_or_404(request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID) -> TexteOuvert:
    type_texte = get_type_texte(cle)
    membre = get_membre_or_404(request, espace_uuid, type_texte.can_get)
    objet = get_texte(membre, type_texte, objet_uuid)
    if objet is None:
        raise Http404("Ce texte n’existe pas ici, a été supprimé, ou ne vous concerne pas.")
    return TexteOuvert(membre, type_texte, objet)


def build_contexte_texte(request: HttpRequest, ouvert: TexteOuvert, **contexte: Any) -> dict[str, Any]:
    return build_contexte(
        request,
        ouvert.membre,
        ouvert.type.page,
        objet=ouvert.objet,
        cle=ouvert.type.cle,
        url_objet=ouvert.type.objet.get_url(ouvert.objet),
        **contexte,
    )
