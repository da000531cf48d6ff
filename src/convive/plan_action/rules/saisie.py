"""Values as a form started from them and as they are now, compared whatever their type. Pure Python."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID


def write_valeur(valeur: object) -> str:
    """A value as the hidden field of a form holds it: nothing, a day, a number, an identifier, a list."""
    if valeur is None or valeur == "":
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        # « 12.50 » and « 12.5 » are one number.
        return format(valeur.normalize(), "f")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, UUID):
        return str(valeur)
    if isinstance(valeur, (list, tuple, set, frozenset)):
        return " ".join(sorted(write_valeur(item) for item in valeur))
    return str(valeur)


def write_valeurs(valeurs: Mapping[str, object]) -> dict[str, str]:
    return {champ: write_valeur(valeur) for champ, valeur in valeurs.items()}
