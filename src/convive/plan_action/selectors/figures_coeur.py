"""What the portrait says today of the core indicators that an action is measured by."""

from collections.abc import Iterable
from datetime import date

from convive.diagnostic.panels import ChiffreCle, build_chiffre
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace


def get_figures_coeur(espace: Espace, codes: Iterable[str], today: date) -> dict[str, ChiffreCle]:
    """By identifier of the core: the latest figure of the périmètre, with its year and its source; one or two queries.

    An identifier that the core no longer has is left out, and all of them without périmètre or without data.
    """
    connus = get_coeur().by_identifiant
    fiches = [connus[code] for code in sorted(set(codes)) if code in connus]
    perimetre = get_perimetre_espace(espace) if fiches else None
    if perimetre is None or not perimetre.communes:
        return {}
    try:
        lignes = get_tableau(perimetre, today, fiches).lignes
    except DonneesAbsentes:
        return {}
    return {fiche.identifiant: build_chiffre(lignes[fiche.identifiant].figure) for fiche in fiches}
