"""Two people change one card: what each of them changed is kept, or the action says what has to be chosen."""

from collections.abc import Mapping
from typing import Any

from convive.socle.conflits import fuse_valeurs


class FicheEnConflit(Exception):
    """Nothing was saved. `valeurs` gives, for each field to choose, what is saved today; `version` is its number.

    `reunies` holds the other fields, as both people together would have them: the form goes on from there.
    """

    def __init__(
        self, valeurs: Mapping[str, object], reunies: Mapping[str, object], version: int, auteur: str = ""
    ) -> None:
        self.valeurs, self.version, self.auteur = valeurs, version, auteur
        self.reunies = {champ: valeur for champ, valeur in reunies.items() if champ not in valeurs}
        super().__init__("Un champ a été changé par deux personnes.")


def join_valeurs(
    current: Any, saisies: Mapping[str, object], *, version: int, depart: Mapping[str, object]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a card as they are, then as they would be with what was typed from `depart` on, at `version`.

    Raise FicheEnConflit when someone else changed the same field meanwhile.
    """
    avant = {champ: getattr(current, champ) for champ in saisies}
    reunies = fuse_valeurs(depart=avant if version == current.version else depart, actuelles=avant, saisies=saisies)
    if reunies.conflits:
        raise FicheEnConflit(reunies.conflits, reunies.valeurs, current.version)
    return avant, dict(reunies.valeurs)
