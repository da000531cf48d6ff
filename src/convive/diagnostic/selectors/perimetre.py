"""The périmètre of an espace as the data plane knows it."""

from dataclasses import replace

from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors import get_perimetre


def get_perimetre_publie(perimetre: PerimetreResolu) -> PerimetreResolu:
    """The EPCI when the périmètre is exactly one: medians and rates are published for it, that nobody adds up."""
    epcis = {commune.epci for commune in perimetre.communes}
    if len(epcis) == 1 and (epci := epcis.pop()):
        codes = {commune.code for commune in perimetre.communes}
        groupement = get_perimetre(epci)
        if {commune.code for commune in groupement.communes} == codes:
            return groupement
    return perimetre


def get_perimetre_des_indicateurs(espace: Espace) -> PerimetreResolu | None:
    """The communes of an espace today, under its own name; None as long as it has none."""
    perimetre = get_perimetre_espace(espace)
    if perimetre is None or not perimetre.communes:
        return None
    return replace(get_perimetre_publie(perimetre), nom=espace.nom)
