"""Where the figures come from."""

from convive.donnees.connexion import get_manifeste_actuel
from convive.donnees.manifeste import EtatSource


def get_provenance() -> list[EtatSource]:
    """The state of every source of the current build: producer, licence, vintages, files, warnings, refusals."""
    return list(get_manifeste_actuel().sources)
