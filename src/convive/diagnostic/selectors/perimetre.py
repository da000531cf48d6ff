"""The périmètre of an espace as the data plane knows it."""

from convive.donnees.rules import Maille
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors import get_codes_by_epci, get_perimetre

# What a périmètre of this kind is in the long table, when a producer publishes figures for it.
MAILLE_PUBLIEE = {
    "epci": Maille.EPCI,
    "ept": Maille.EPT,
    "commune": Maille.COMMUNE,
    "arrondissement_municipal": Maille.ARRONDISSEMENT_MUNICIPAL,
}


def get_cible_publiee(perimetre: PerimetreResolu) -> tuple[str, str] | None:
    """The row of the long table that is this very territory, when there is one besides its communes.

    Asked for here by whoever reads a figure, never by the pages: a bundle that holds the communes of an EPCI, all of
    them and no other one, is that EPCI, whose counts and medians are published although nobody can add them up.
    """
    maille = MAILLE_PUBLIEE.get(perimetre.type)
    if maille in (Maille.COMMUNE, Maille.ARRONDISSEMENT_MUNICIPAL):
        return None
    if maille is not None:
        return (maille, perimetre.code)
    siren = _get_epci_entier(perimetre)
    return (Maille.EPCI, siren) if siren else None


def get_perimetre_publie(perimetre: PerimetreResolu) -> PerimetreResolu:
    """The EPCI when the périmètre is exactly one: for an address that anybody may open."""
    siren = _get_epci_entier(perimetre)
    return get_perimetre(siren) if siren and perimetre.type == "perimetre" else perimetre


def _get_epci_entier(perimetre: PerimetreResolu) -> str | None:
    """SIREN of the EPCI that these communes make, None when they make none."""
    epcis = {commune.epci for commune in perimetre.communes}
    if len(epcis) != 1 or not (siren := epcis.pop()):
        return None
    codes = tuple(sorted(commune.code for commune in perimetre.communes))
    return siren if get_codes_by_epci([siren])[siren] == codes else None
