"""The contents of ateliers, read once and cached."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from convive.formation.rules.ateliers import Cas, Jeu, build_cas, build_jeu
from convive.formation.rules.lecture import PROJETS, GrilleLecture, Projet, build_grille_lecture, build_projet
from convive.formation.selectors.contenus import DOSSIER, read_contenu


@cache
def get_jeux() -> Mapping[str, Jeu]:
    """Key → play, in alphabetical order."""
    jeux = sorted((build_jeu(read_contenu(nom)) for nom in _list_noms("jeux")), key=lambda jeu: jeu.lettre)
    return MappingProxyType({jeu.cle: jeu for jeu in jeux})


@cache
def get_cas() -> Mapping[str, Cas]:
    """Key → case, in numerical order."""
    cas = sorted((build_cas(read_contenu(nom)) for nom in _list_noms("cas")), key=lambda un_cas: un_cas.numero)
    return MappingProxyType({un_cas.cle: un_cas for un_cas in cas})


@cache
def get_versions_cas() -> Mapping[str, Cas]:
    """Key → case, each followed by its short version."""
    versions = (version for cas in get_cas().values() for version in (cas, cas.build_court()) if version)
    return MappingProxyType({version.cle: version for version in versions})


@cache
def get_grille_lecture() -> GrilleLecture:
    return build_grille_lecture(read_contenu("lecture_critique"))


@cache
def get_projets() -> Mapping[str, Projet]:
    """Key → project, in the order in which they are read."""
    return MappingProxyType({cle: build_projet(read_contenu(f"projets/{cle}")) for cle in PROJETS})


def _list_noms(dossier: str) -> list[str]:
    return sorted(f"{dossier}/{path.stem}" for path in (DOSSIER / dossier).glob("*.yaml"))
