"""The pages that this package brings to the menus of an espace."""

from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.onglets import Onglet, onglets
from convive.finances.permissions import can_list_baremes, can_list_financements
from convive.socle.navigation import Verbe


def _can_list_seuls(membre: Membre) -> bool:
    """A Caf, in the espace of its département, has scales and no plan."""
    return membre.espace.type == TypeEspace.DEPARTEMENT and can_list_baremes(membre)


def record_pages() -> None:
    onglets.record(
        # An élu·e reads what it is for her commune from her own page.
        Onglet(
            *("Finances", "finances:financement_detail", "coin-euro", 21, can_list_financements),
            verbe=Verbe.AGIR,
            sans=frozenset({Role.ELU.value}),
        ),
        Onglet("Barèmes", "finances:bareme_list", "table", 21, _can_list_seuls, verbe=Verbe.AGIR),
    )
