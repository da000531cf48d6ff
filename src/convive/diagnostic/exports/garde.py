"""What the figures give to each chapter, kept for the day as long as the data and the communes are the same."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from django.core.cache import cache

from convive.diagnostic.chapitres import Compte, ContexteChapitre
from convive.diagnostic.exports.assemblage import count_contenus
from convive.diagnostic.rules.contenus import ContenuADessiner, draw_contenus
from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes

UN_JOUR = 24 * 60 * 60
# Raise it when what is counted changes: what is cached under another version is forgotten.
VERSION_CACHE = "2"


type Build = Callable[[ContexteChapitre], Iterable[ContenuADessiner]]


def _get_cle(nom: str, contexte: ContexteChapitre) -> str | None:
    """What the figures of a chapter depend on; None when there is nothing to read."""
    if contexte.perimetre is None:
        return None
    try:
        construction = get_construction()
    except DonneesAbsentes:
        return None
    theme = contexte.thematique.nom if contexte.thematique else ""
    communes = " ".join(commune.code for commune in contexte.perimetre.communes)
    parts = [VERSION_CACHE, construction, contexte.jour.isoformat(), contexte.cle, theme, contexte.perimetre.nom]
    return f"diagnostic_{nom}_{hashlib.sha256('|'.join([*parts, communes]).encode()).hexdigest()}"


def keep_contenus(nom: str, build: Build) -> Build:
    """The blocks of `build`, their charts drawn."""

    def read(contexte: ContexteChapitre) -> Iterable[ContenuADessiner]:
        cle = _get_cle(nom, contexte)
        contenus: tuple[ContenuADessiner, ...] | None = cache.get(cle) if cle else ()
        if contenus is None:
            contenus = draw_contenus(build(contexte))
            cache.set(cle, contenus, timeout=UN_JOUR)
        return contenus

    return read


def keep_comptes(nom: str, build: Build) -> Callable[[ContexteChapitre], Sequence[Compte]]:
    """How much `build` gives, without drawing it."""

    def count(contexte: ContexteChapitre) -> Sequence[Compte]:
        cle = _get_cle(f"compte_{nom}", contexte)
        comptes: tuple[Compte, ...] | None = cache.get(cle) if cle else ()
        if comptes is None:
            comptes = count_contenus(build(contexte))
            cache.set(cle, comptes, timeout=UN_JOUR)
        return comptes

    return count
