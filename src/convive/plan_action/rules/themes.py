"""Which thématiques of the espace the titles above an action speak of. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from convive.socle.noms import fold_nom

# Words that say a usual thématique without its whole name.
MOTS: dict[str, tuple[str, ...]] = {
    "animation vie sociale": ("vie sociale", "avs", "lien social"),
    "acces droits": ("droits",),
    "inclusion numerique": ("numerique",),
    "logement cadre vie": ("logement", "logements", "habitat", "amelioration habitat", "cadre vie", "hebergement"),
    "parentalite": ("parents", "soutien parents", "soutien parentalite", "familles"),
    "jeunesse": ("jeunes", "adolescents", "ados", "adolescence"),
    "handicap": ("inclusion handicap", "situation handicap"),
    "accompagnement social": ("action sociale", "insertion", "solidarites"),
}


def match_theme[T](dit: str, themes: Mapping[str, T]) -> T | None:
    """The thématique that a cell names: by its name, folded or not, else by a word that means it: « Logement »,
    « Cadre de vie ». `themes`: by name."""
    cle = fold_nom(dit)
    found = themes.get(dit) or themes.get(cle)
    if found is not None:
        return found
    return next((themes[nom] for nom, mots in MOTS.items() if cle in mots and nom in themes), None)


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
