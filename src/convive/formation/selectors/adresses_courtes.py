"""The short addresses that ship with the course."""

from functools import cache

from convive.formation.rules.adresses_courtes import AdressesCourtes, build_adresses
from convive.formation.selectors.contenus import read_contenu


@cache
def get_adresses_courtes() -> AdressesCourtes:
    return build_adresses(read_contenu("adresses_courtes"))
