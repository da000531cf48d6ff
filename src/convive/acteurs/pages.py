"""The page that this package brings to the menus of an espace; the others are under it."""

from convive.acteurs.permissions import can_get_position, can_list_acteurs, can_update_acteurs
from convive.espaces.onglets import Onglet, onglets
from convive.espaces.textes import TypeTexte, textes


def record_pages() -> None:
    onglets.record(Onglet("Acteurs", "acteurs:organisation_list", "users-group", 15, can_list_acteurs))
    textes.record(
        TypeTexte(
            "organisation",
            {"attentes": "Ce qu’elle attend de la CTG", "position_motif": "Sur quoi repose sa position"},
            "acteurs:organisation_list",
            # Its texts say why a position was given: not for everyone who reads the directory.
            can_get_position,
            lambda membre, _organisation: can_update_acteurs(membre),
        )
    )
