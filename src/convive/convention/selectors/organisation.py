"""The organisations of the directory, as one names them while entering a CTG."""

from collections.abc import Iterable

from convive.acteurs.models import Organisation, TypeOrganisation
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.models import Membre
from convive.socle.noms import fold_nom

PREMIERES = (TypeOrganisation.EPCI, TypeOrganisation.CAF)


def list_organisations(membre: Membre) -> list[Organisation]:
    """Those that one proposes; one query."""
    return list_choix_organisations(membre)


def find_organisations(organisations: Iterable[Organisation], nom: str) -> list[Organisation]:
    """Those that bear this name, or this acronym, accents and case set aside."""
    folded = fold_nom(nom)
    found = [o for o in organisations if folded and folded in (o.nom_compare, fold_nom(o.sigle))]
    return [o for o in found if o.nom_compare == folded] or found


def list_noms_proposes(organisations: Iterable[Organisation]) -> list[str]:
    """The names that nearly every CTG begins with, when the directory has one and only one of each."""
    organisations = list(organisations)
    by_type = [[o.nom for o in organisations if o.type == kind.value] for kind in PREMIERES]
    return [noms[0] if len(noms) == 1 else "" for noms in by_type]
