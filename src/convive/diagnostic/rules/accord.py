"""Agreement of what the catalogue counts: written in the plural there, said in the singular below two."""

from convive.socle.formats import Nombre, is_pluriel

INVARIABLES = frozenset(
    {"décès", "relais", "accès", "avis", "bus", "concours", "corps", "cours", "fois", "mois", "repas", "temps"}
)
# What follows one of these words does not depend on the number: « habitant de 65 ans ou plus ».
_LIAISONS = frozenset({"de", "par", "pour", "au", "à"})
# The name of the label, « structure France services », never changes.
_NOMS_PROPRES = frozenset({"France"})
# The feminine nouns that the catalogue counts: « aucune place ».
_FEMININS = frozenset(
    {
        *("années", "associations", "communes", "écoles", "naissances", "personnes", "pharmacies", "places"),
        *("résidences", "structures"),
    }
)


def accorde(value: Nombre, groupe: str) -> str:
    """`accorde(1, "résidences principales")` → « résidence principale »; plural from two on, as French does."""
    if is_pluriel(value):
        return groupe
    words = groupe.split(" ")
    stops = _LIAISONS | _NOMS_PROPRES
    end = next((index for index, word in enumerate(words) if word in stops), len(words))
    return " ".join(_get_singulier(word) if index < end else word for index, word in enumerate(words))


def aucun(groupe: str) -> str:
    """`aucun("places pour 100 enfants")` → « aucune place pour 100 enfants »."""
    return f"{'aucune' if groupe.split(' ')[0] in _FEMININS else 'aucun'}\u00a0{accorde(0, groupe)}"


def _get_singulier(word: str) -> str:
    if word in INVARIABLES:
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1] if word.endswith(("s", "eaux")) else word
