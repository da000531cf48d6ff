"""How much the figures give to each chapter, kept for the day: counting them takes as long as reading them."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from django.core.cache import cache

from convive.diagnostic.chapitres import Compte, ContexteChapitre
from convive.diagnostic.exports.assemblage import count_contenus
from convive.diagnostic.rules.contenus import ContenuADessiner
from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes

UN_JOUR = 24 * 60 * 60
# Raise it when what is counted changes: what is cached under another version is forgotten.
VERSION_CACHE = "1"


def count_kept(
    nom: str, build: Callable[[ContexteChapitre], Iterable[ContenuADessiner]]
) -> Callable[[ContexteChapitre], Sequence[Compte]]:
    """The count of what `build` gives, which depends on the figures, the communes and the chapter alone."""

    def count(contexte: ContexteChapitre) -> Sequence[Compte]:
        if contexte.perimetre is None:
            return ()
        try:
            construction = get_construction()
        except DonneesAbsentes:
            return ()
        theme = contexte.thematique.nom if contexte.thematique else ""
        communes = " ".join(commune.code for commune in contexte.perimetre.communes)
        parts = [VERSION_CACHE, construction, contexte.jour.isoformat(), contexte.cle, theme, communes]
        cle = f"diagnostic_{nom}_{hashlib.sha256('|'.join(parts).encode()).hexdigest()}"
        comptes: tuple[Compte, ...] | None = cache.get(cle)
        if comptes is None:
            comptes = count_contenus(build(contexte))
            cache.set(cle, comptes, timeout=UN_JOUR)
        return comptes

    return count
