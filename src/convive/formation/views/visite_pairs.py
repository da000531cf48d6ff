"""What the three entrances of « Entre pairs » share: the espace of the organisme, the private page of a stagiaire, the
espace of somebody who has a compte. An entrance says who comes in; the pages behind are the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.formation.models import Inscription, Pair
from convive.formation.selectors.pairs import get_themes
from convive.ui.onglets import OngletPage

FAITS = {
    "entree": "Vous êtes dans «\u00a0Entre pairs\u00a0». Posez une question, ou répondez à quelqu’un.",
    "posee": "Votre question est posée.",
    "retiree": "Votre question est retirée.",
    "reponse": "Votre réponse est là.",
    "corrige": "C’est corrigé.",
    "efface": "Votre réponse est retirée.",
    "masque": "C’est masqué, avec votre raison.",
    "remis": "Tout le monde le lit à nouveau.",
    "merci": "C’est noté\u00a0: cette réponse vous a aidé·e.",
    "sans_merci": "C’est noté.",
    "reglages": "Vos réglages sont enregistrés.",
    "aide": "Vous êtes dans l’annuaire.",
    "sans_aide": "Vous n’êtes plus dans l’annuaire\u00a0: rien de ce que vous y disiez n’est gardé.",
    "sortie": "Vous êtes sorti·e d’«\u00a0Entre pairs\u00a0». Ce que vous y avez écrit reste, sans votre nom.",
}


@dataclass(frozen=True, slots=True)
class VisitePairs:
    """`espace` is that of the organisme; `porte` is the prefix of the view names of this entrance, `args` their URL
    arguments. `pair` is None for someone who has not joined. `list_niveaux` returns her own levels on the grid, on
    request."""

    espace: Espace
    porte: str
    args: tuple[Any, ...]
    pair: Pair | None
    nom_propose: str = ""
    organisation_proposee: str = ""
    inscription: Inscription | None = None
    compte: Compte | None = None
    is_moderation: bool = False
    is_ouvert: bool = True
    list_transmis: Callable[[], list[str]] | None = None

    def get_url(self, page: str, *args: Any) -> str:
        return reverse(f"formation:{self.porte}{page}", args=[*self.args, *args])

    @property
    def is_lecture(self) -> bool:
        return self.pair is not None or self.is_moderation

    @property
    def peut_ecrire(self) -> bool:
        return self.is_ouvert and not self.espace.is_expire


def build_contexte_pairs(request: HttpRequest, visite: VisitePairs, courante: str, **contexte: Any) -> dict[str, Any]:
    """The context common to these pages, in addition to that of the entrance."""
    pages = (("question_list", "Questions", "message-circle"), ("pair_list", "Je peux aider", "heart-handshake"))
    return {
        "visite": visite,
        "pair": visite.pair,
        "fait": FAITS.get(request.GET.get("fait", ""), ""),
        "pages_pairs": [OngletPage(nom, visite.get_url(vue), icone, vue == courante) for vue, nom, icone in pages]
        if visite.is_lecture
        else [],
        "url_questions": visite.get_url("question_list"),
        "url_annuaire": visite.get_url("pair_list"),
        "themes": get_themes(),
        **contexte,
    }
