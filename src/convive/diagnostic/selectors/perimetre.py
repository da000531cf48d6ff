"""The périmètre of an espace as the data plane knows it."""

from convive.donnees.rules import Maille
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors import get_codes_by_epci, get_codes_by_ept

# What a périmètre of this kind is in the long table, when a producer publishes figures for it.
MAILLE_PUBLIEE = {
    "epci": Maille.EPCI,
    "ept": Maille.EPT,
    "commune": Maille.COMMUNE,
    "arrondissement_municipal": Maille.ARRONDISSEMENT_MUNICIPAL,
}


def get_cible_publiee(perimetre: PerimetreResolu) -> tuple[str, str] | None:
    """The row of the long table that is this very territory, when there is one besides its communes.

    Asked for here by whoever reads a figure, never by the pages: a bundle that holds the communes of an EPCI or of an
    EPT, all of them and no other one, is that EPCI, whose counts and medians are published although nobody can add them
    up.
    """
    maille = MAILLE_PUBLIEE.get(perimetre.type)
    if maille in (Maille.COMMUNE, Maille.ARRONDISSEMENT_MUNICIPAL):
        return None
    if maille is not None:
        return (maille, perimetre.code)
    return _get_groupement_entier(perimetre)


def get_reference_publiee(perimetre: PerimetreResolu) -> str:
    """That of the EPCI, or of the EPT, when the périmètre is exactly one: for an address that anybody may open."""
    groupement = _get_groupement_entier(perimetre) if perimetre.type == "perimetre" else None
    return groupement[1] if groupement is not None else perimetre.reference


def _get_groupement_entier(perimetre: PerimetreResolu) -> tuple[str, str] | None:
    """Level and SIREN of the EPCI or of the EPT that these communes make, None when they make none."""
    codes = tuple(sorted(commune.code for commune in perimetre.communes))
    for maille, sirens, get_codes in (
        (Maille.EPCI, {commune.epci for commune in perimetre.communes}, get_codes_by_epci),
        (Maille.EPT, {commune.ept for commune in perimetre.communes}, get_codes_by_ept),
    ):
        if len(sirens) == 1 and (siren := sirens.pop()) and get_codes([siren])[siren] == codes:
            return (maille, siren)
    return None
