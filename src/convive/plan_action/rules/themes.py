"""Which thématiques of the espace the titles above an action speak of. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Sequence

from convive.socle.noms import fold_nom

# Words that say a usual thématique without its whole name.
MOTS: dict[str, tuple[str, ...]] = {
    "animation vie sociale": ("vie sociale", "avs", "lien social"),
    "acces droits": ("droits",),
    "inclusion numerique": ("numerique",),
    "logement cadre vie": ("logement", "habitat", "cadre vie"),
    "parentalite": ("parents", "soutien parents"),
    "jeunesse": ("jeunes", "adolescents", "ados"),
    "handicap": ("inclusion handicap", "situation handicap"),
}


def guess_themes[T](titres: Sequence[str], themes: Iterable[tuple[str, T]]) -> list[T]:
    """Of the nearest title that speaks of one: « Axe 1 : petite enfance » is « Petite enfance », and not « Enfance »;
    « Enfance et jeunesse » is both. `titres` from the root to the action, `themes` their names and what to return."""
    dits = [
        (dit.split(), nom, theme)
        for nom, theme in themes
        for dit in (fold_nom(nom), *MOTS.get(fold_nom(nom), ()))
        if dit
    ]
    # The longest first: its words are not those of a shorter one.
    dits.sort(key=lambda dit: -len(dit[0]))
    for titre in reversed(titres):
        mots = Counter(fold_nom(titre.replace("/", " ").replace(":", " ")).split())
        found: dict[str, T] = {}
        for cherches, nom, theme in dits:
            voulus = Counter(cherches)
            if nom not in found and voulus <= mots:
                mots -= voulus
                found[nom] = theme
        if found:
            return list(found.values())
    return []
