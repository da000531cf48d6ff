"""The pages that this package brings to the menus of an espace."""

from convive.convention.permissions import can_get_ctg, can_list_plans, can_update_ctg
from convive.convention.rules.articles import name_champs
from convive.espaces.onglets import Onglet, onglets
from convive.espaces.textes import TypeTexte, textes
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet("La CTG", "convention:ctg_detail", "file-text", 10, can_get_ctg, verbe=Verbe.AGIR),
        Onglet(
            *("Autres plans et schémas", "convention:plan_externe_list", "files", 40, can_list_plans),
            verbe=Verbe.AGIR,
            sous="convention:ctg_detail",
        ),
    )
    textes.record(
        TypeTexte(
            "article_convention",
            {"titre": "Titre", "texte": "Texte"},
            "convention:ctg_detail",
            can_get_ctg,
            lambda membre, _article: can_update_ctg(membre),
            name_champs,
        )
    )
