"""The catalogues of the package, read once from YAML."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convive.finances.rules.aides import Aide, build_aides
from convive.finances.rules.autorisations import ParametresAutorisation, build_parametres_autorisation
from convive.finances.rules.declarations import Etape, Piece, build_calendrier, build_pieces
from convive.finances.rules.parametres import Bareme, Cle, build_cles, build_valeurs
from convive.finances.rules.sources import Source, build_sources
from convive.socle.contenus import read_contenu_yaml

DOSSIER = Path(__file__).parents[1] / "catalogue"


def read_catalogue(nom: str) -> Any:
    return read_contenu_yaml(DOSSIER / f"{nom}.yaml")


@cache
def get_sources() -> MappingProxyType[str, Source]:
    """Code → source."""
    return MappingProxyType(build_sources(read_catalogue("sources")))


@cache
def get_pieces() -> tuple[Piece, ...]:
    return build_pieces(read_catalogue("pieces"))


@cache
def get_aides() -> tuple[Aide, ...]:
    return build_aides(read_catalogue("aides"), {piece.cle: piece.libelle for piece in get_pieces()})


@cache
def get_calendrier() -> tuple[Etape, ...]:
    """The steps of one Caf, that a territory replaces by its own."""
    return build_calendrier(read_catalogue("calendrier"))


@cache
def get_parametres_autorisation() -> ParametresAutorisation:
    return build_parametres_autorisation(read_catalogue("autorisations"))


@cache
def get_cles() -> MappingProxyType[str, Cle]:
    """Each line of a scale, by its key, in the order of the file."""
    return MappingProxyType(build_cles(read_catalogue("baremes")))


@cache
def get_bareme_fourni() -> Bareme:
    """What the product knows of amounts and rates by itself."""
    return Bareme(get_cles(), build_valeurs(read_catalogue("baremes"), get_sources()))
