"""The organisations of the directory, as one names them while entering a CTG."""

from collections.abc import Iterable

from convive.acteurs.models import Organisation, TypeOrganisation
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.models import Espace, Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.noms import fold_nom
from convive.territoires.selectors import get_perimetre

PREMIERES = (TypeOrganisation.EPCI, TypeOrganisation.CAF)


def list_organisations(membre: Membre) -> list[Organisation]:
    """Those that one proposes; one query."""
    return list_choix_organisations(membre)


def find_organisations(organisations: Iterable[Organisation], nom: str) -> list[Organisation]:
    """Those that bear this name, or this acronym, accents and case set aside."""
    folded = fold_nom(nom)
    found = [o for o in organisations if folded and folded in (o.nom_compare, fold_nom(o.sigle))]
    return [o for o in found if o.nom_compare == folded] or found


def list_noms_proposes(organisations: Iterable[Organisation], espace: Espace) -> list[str]:
    """The names that nearly every CTG begins with, when the directory has one and only one of each; without any, the
    intercommunality that this espace covers."""
    organisations = list(organisations)
    epcis, cafs = ([o.nom for o in organisations if o.type == kind.value] for kind in PREMIERES)
    porteur = epcis[0] if len(epcis) == 1 else "" if epcis else _get_nom_epci(espace)
    return [porteur, cafs[0] if len(cafs) == 1 else ""]


def _get_nom_epci(espace: Espace) -> str:
    """The name of the intercommunality whose communes are exactly those of the espace; nothing otherwise."""
    perimetre = get_perimetre_espace(espace)
    epcis = {commune.epci for commune in perimetre.communes} if perimetre else set()
    siren = epcis.pop() if len(epcis) == 1 else None
    if perimetre is None or siren is None:
        return ""
    epci = get_perimetre(siren)
    return epci.nom if epci.communes == perimetre.communes else ""
