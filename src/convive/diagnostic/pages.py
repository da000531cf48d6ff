"""The pages that this package brings to the menus of an espace; the others are under them."""

from convive.diagnostic.permissions import (
    can_get_diagnostic,
    can_list_constats,
    can_list_enjeux,
    can_list_paroles,
    can_update_chapitre,
)
from convive.diagnostic.rules.sommaire import ZONES
from convive.espaces.models.espace import TYPES_SANS_TERRITOIRE
from convive.espaces.onglets import Onglet, onglets
from convive.espaces.permissions import can_get_espace
from convive.espaces.textes import TypeTexte, textes
from convive.socle.navigation import Verbe

CONSTATS = "diagnostic:constat_list"


def record_pages() -> None:
    onglets.record(
        Onglet("Paroles", "diagnostic:parole_list", "message", 40, can_list_paroles, verbe=Verbe.COMPRENDRE),
        Onglet("Constats & diagnostic", CONSTATS, "search", 50, can_list_constats, verbe=Verbe.COMPRENDRE),
        Onglet("Enjeux", "diagnostic:enjeu_list", "adjustments", 60, can_list_enjeux, verbe=Verbe.COMPRENDRE),
        Onglet(
            *("Le diagnostic", "diagnostic:diagnostic_detail", "file-text", 70, can_get_diagnostic),
            verbe=Verbe.COMPRENDRE,
            sous=CONSTATS,
        ),
        Onglet(
            *("Portrait", "diagnostic:portrait_espace", "map-2", 10, can_get_espace),
            verbe=Verbe.COMPRENDRE,
            vues=("diagnostic:portrait_detail",),
            sans=TYPES_SANS_TERRITOIRE,
        ),
        Onglet(
            *("Indicateurs", "diagnostic:indicateur_list", "chart-line", 10, can_get_espace),
            verbe=Verbe.EVALUER,
            sans=TYPES_SANS_TERRITOIRE,
        ),
    )
    textes.record(
        TypeTexte(
            "chapitre",
            {"titre": "Titre", **ZONES},
            "diagnostic:diagnostic_detail",
            can_get_diagnostic,
            can_update_chapitre,
        )
    )
