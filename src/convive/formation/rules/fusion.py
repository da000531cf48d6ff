"""Two trainers write one page at once: join field by field, and line by line in the texts. Pure Python."""

from collections.abc import Collection, Mapping

from convive.socle.conflits import ValeursReunies, fuse_valeurs
from convive.socle.fusion import fuse_textes


def fuse_saisie(
    *,
    depart: Mapping[str, object],
    actuelles: Mapping[str, object],
    saisies: Mapping[str, object],
    textes: Collection[str],
) -> ValeursReunies:
    """As `fuse_valeurs`; a field of `textes` that both changed is joined when no line of it was changed twice."""
    reunies = fuse_valeurs(depart=depart, actuelles=actuelles, saisies=saisies)
    valeurs, conflits = dict(reunies.valeurs), dict(reunies.conflits)
    for champ in [champ for champ in conflits if champ in textes and champ in depart]:
        fusion = fuse_textes(str(depart[champ]), str(saisies[champ]), str(actuelles[champ]))
        if fusion.is_complete:
            valeurs[champ] = fusion.texte
            del conflits[champ]
    return ValeursReunies(valeurs, conflits)
