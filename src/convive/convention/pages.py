"""The page that this package brings to the menus of an espace."""

from convive.convention.permissions import can_get_ctg
from convive.espaces.onglets import Onglet, onglets
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(Onglet("La CTG", "convention:ctg_detail", "file-text", 10, can_get_ctg, verbe=Verbe.AGIR))
