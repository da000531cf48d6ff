"""Tools for invented figures: reproducible randomness, shares in whole numbers, secrecy."""

from collections.abc import Mapping
from random import Random

from convive.donnees.rules import Maille, Mesure, Statut

SOURCE = "fictif"
GRAINE = 1_703
NOMBRE_SECRETS_MIN = 2


def get_alea(code: str, annee: int, sujet: str) -> Random:
    return Random(f"{GRAINE} {code} {annee} {sujet}")  # noqa: S311 - invented figures, not secrets.


def share_total(total: int, poids: Mapping[str, float]) -> dict[str, int]:
    """Share out a whole number by weights; the largest remainders get the last units.

    >>> share_total(10, {"a": 1.0, "b": 2.0})
    {'a': 3, 'b': 7}
    """
    somme = sum(poids.values())
    exactes = {cle: total * part / somme for cle, part in poids.items()}
    parts = {cle: int(exacte) for cle, exacte in exactes.items()}
    manque = total - sum(parts.values())
    for cle in sorted(parts, key=lambda cle: (parts[cle] - exactes[cle], cle))[:manque]:
        parts[cle] += 1
    return parts


def list_secrets(valeurs: Mapping[str, int], seuil: int) -> list[str]:
    """The communes to hide: those below the threshold, and the next smallest so that none is hidden alone.

    >>> list_secrets({"a": 4, "b": 30, "c": 12, "d": 0}, 11)
    ['a', 'c']
    """
    rangees = sorted((code for code in valeurs if valeurs[code] > 0), key=lambda code: (valeurs[code], code))
    secrets = [code for code in rangees if valeurs[code] < seuil]
    if secrets and (len(secrets) < NOMBRE_SECRETS_MIN or sum(valeurs[code] for code in secrets) < seuil):
        secrets = rangees[: max(NOMBRE_SECRETS_MIN, len(secrets) + 1)]
    return secrets


def build_mesure(
    maille: Maille, code: str, indicateur: str, annee: int, valeur: float, statut: Statut | None = None
) -> Mesure:
    if statut is not None:
        return Mesure(maille, code, indicateur, annee, None, statut, SOURCE)
    return Mesure(maille, code, indicateur, annee, float(valeur), Statut.VALEUR, SOURCE)
