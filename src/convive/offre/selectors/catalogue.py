"""What all inventories share: types of services, prestations, parameters. Read from YAML."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from types import MappingProxyType

from convive.espaces.models import Espace, Thematique
from convive.espaces.selectors import parametres
from convive.offre.models import TypeService
from convive.offre.rules.sppe import Seuils
from convive.offre.rules.types_usuels import get_types_usuels as get_types_usuels
from convive.offre.rules.types_usuels import read_catalogue
from convive.offre.rules.verification import Parametres
from convive.socle.noms import fold_nom


@dataclass(frozen=True, slots=True)
class TypeLu:
    """A type as an espace has it: `is_propre` if the espace added it; `thematique` is one of the espace's, if any."""

    cle: str
    nom: str
    famille: str
    thematique: Thematique | None
    accueil: str | None
    is_cache: bool = False
    is_propre: bool = False
    is_change: bool = False


@cache
def get_prestations(sorte: str) -> MappingProxyType[str, str]:
    """Key → name of the prestations of a kind, « ps » or « bonus »."""
    return MappingProxyType({row["cle"]: row["nom"] for row in read_catalogue("prestations") if row["sorte"] == sorte})


@cache
def get_thematiques_inclusion() -> MappingProxyType[str, str]:
    """Key of a usual type → code of its theme in data·inclusion."""
    return MappingProxyType(read_catalogue("inclusion"))


def _get_valeurs(today: date, modele: type) -> dict[str, int]:
    """The values at that date of the parameters that are fields of a dataclass."""
    valeurs = parametres.get_parametres("offre", today)
    return {champ.name: valeurs[champ.name] for champ in fields(modele) if champ.name in valeurs}


def get_parametres(today: date) -> Parametres:
    return Parametres(**_get_valeurs(today, Parametres))


def get_seuils(today: date) -> Seuils:
    return Seuils(**_get_valeurs(today, Seuils))


def get_zone_blanche(today: date) -> int:
    """The distance in km, as the crow flies, beyond which a commune counts as far from a service."""
    return int(parametres.get_parametres("offre", today)["km_zone_blanche"])


def list_types(espace: Espace) -> dict[str, TypeLu]:
    """Key → type of this espace, hidden ones included, in the order in which lists show them; two queries."""
    thematiques = list(Thematique.objects.filter(espace=espace))
    by_pk = {thematique.pk: thematique for thematique in thematiques}
    by_nom = {fold_nom(thematique.nom): thematique for thematique in thematiques}
    changes = {row.cle: row for row in TypeService.objects.filter(espace=espace).order_by("nom", "pk")}
    types: dict[str, TypeLu] = {}
    for cle, usuel in get_types_usuels().items():
        row = changes.pop(cle, None)
        if row is None:
            theme = by_nom.get(fold_nom(usuel.thematique)) if usuel.thematique else None
            types[cle] = TypeLu(cle, usuel.nom, usuel.famille, theme, usuel.accueil)
        else:
            theme = by_pk.get(row.thematique_id) if row.thematique_id else None
            types[cle] = TypeLu(cle, row.nom, usuel.famille, theme, usuel.accueil, row.is_cache, is_change=True)
    for cle, row in changes.items():
        theme = by_pk.get(row.thematique_id) if row.thematique_id else None
        types[cle] = TypeLu(cle, row.nom, "Types de l’espace", theme, None, row.is_cache, is_propre=True)
    return types
