"""Agreement of what the catalogue counts: written in the plural there, said in the singular below two."""

from convive.socle.formats import Nombre, is_pluriel

INVARIABLES = frozenset(
    {"décès", "relais", "accès", "avis", "bus", "concours", "corps", "cours", "fois", "mois", "repas", "temps"}
)
# What follows one of these words does not depend on the number: « habitant de 65 ans ou plus ».
_LIAISONS = frozenset({"de", "par", "pour", "au", "à"})


def accorde(value: Nombre, groupe: str) -> str:
    """`accorde(1, "résidences principales")` → « résidence principale »; plural from two on, as French does."""
    if is_pluriel(value):
        return groupe
    words = groupe.split(" ")
    end = next((index for index, word in enumerate(words) if word in _LIAISONS), len(words))
    return " ".join(
        word[:-1] if index < end and word.endswith("s") and word not in INVARIABLES else word
        for index, word in enumerate(words)
    )
