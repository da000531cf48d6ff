"""What the personal pages of a trainee share: the key of the address is the only authority, no cookie is read."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from convive.espaces.selectors.espace import is_espace_fictif
from convive.formation.cles.stagiaire import get_inscription
from convive.formation.models import Inscription
from convive.ui.onglets import GroupeOnglets, OngletPage

FERMEE = "Cette adresse ne mène nulle part. Elle a peut-être été remplacée\u00a0: cherchez le dernier message reçu."


@dataclass(frozen=True, slots=True)
class PageStagiaire:
    """`vue` is the name of a URL that takes the key."""

    libelle: str
    vue: str
    icone: str
    precision: str = ""


PAGES_STAGIAIRE = (
    PageStagiaire("Ma formation", "formation:stagiaire_detail", "calendar-event"),
    PageStagiaire("Ateliers", "formation:atelier_stagiaire_list", "users-group"),
    PageStagiaire("Mes présences", "formation:emargement_personnel_update", "check"),
)
PAGES_PLUS = (
    PageStagiaire("Mon territoire", "formation:stagiaire_exercice", "map-2", "Un territoire inventé, pour s’exercer"),
    PageStagiaire("Mon dossier", "formation:stagiaire_dossier", "folder", "Tout garder, et le relire sans réseau"),
    PageStagiaire(
        "Mes documents", "formation:document_personnel_list", "file-text", "Convocation, attestation, certificat"
    ),
    PageStagiaire("Entre pairs", "formation:stagiaire_question_list", "message-circle", "Demander, et aider"),
    PageStagiaire("Réclamer", "formation:stagiaire_reclamation", "message", "Dire ce qui ne va pas, lire la réponse"),
)


def get_inscription_or_404(cle: str) -> Inscription:
    inscription = get_inscription(cle)
    if inscription is None:
        raise Http404(FERMEE)
    return inscription


def build_contexte_stagiaire(cle: str, inscription: Inscription, courante: str, **contexte: Any) -> dict[str, Any]:
    """For a page that extends `formation/stagiaire_base.html`."""
    return {
        "cle": cle,
        "inscription": inscription,
        "session": inscription.session,
        "is_fictif": is_espace_fictif(inscription.espace),
        "onglets": _build_onglets(PAGES_STAGIAIRE, cle, courante),
        "groupes_onglets": [GroupeOnglets("Plus", "menu-2", tuple(_build_onglets(PAGES_PLUS, cle, courante)))],
        **contexte,
    }


def _build_onglets(pages: tuple[PageStagiaire, ...], cle: str, courante: str) -> list[OngletPage]:
    return [
        OngletPage(
            page.libelle,
            reverse(page.vue, args=[cle]),
            page.icone,
            page.vue == f"formation:{courante}",
            page.precision,
        )
        for page in pages
    ]
