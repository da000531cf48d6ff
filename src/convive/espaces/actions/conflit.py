"""Two people change one card: what each of them changed is kept, or the action says what has to be chosen."""

from collections.abc import Mapping


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
