"""How the state of a value is said: a sign for a cell, a word, a sentence, a look.

Missing, secret and zero are three different things on screen; the keys are the statuses of the data plane, kept as
text because `ui` stands below it (a test compares the two lists).
"""

from dataclasses import dataclass


class ComposantIncomplet(ValueError):
    """A component was used without something it cannot be shown without."""


@dataclass(frozen=True, slots=True)
class AffichageStatut:
    """`avec_valeur`: the number is shown and the sign follows it; else the sign stands in its place."""

    cle: str
    signe: str
    mot: str
    phrase: str
    avec_valeur: bool = False


STATUTS = {
    affichage.cle: affichage
    for affichage in (
        AffichageStatut("valeur", "", "valeur", "Valeur publiée.", avec_valeur=True),
        AffichageStatut(
            "secret", "s", "secret statistique", "La valeur existe ; l’effectif est trop petit pour être publié."
        ),
        AffichageStatut(
            "non_disponible", "nd", "non disponible", "Personne ne l’a fournie, ou elle ne figure pas dans le fichier."
        ),
        AffichageStatut(
            "non_publie", "np", "non publié", "La valeur n’est pas publiée à ce niveau : commune, EPCI ou département."
        ),
        AffichageStatut(
            "non_calculable",
            "nc",
            "non calculable",
            "Le calcul n’aurait pas de sens pour ce territoire, ou il y manque un élément.",
        ),
        AffichageStatut(
            "scission_incomplete",
            "sc",
            "scission en cours",
            "La commune a été scindée ; la source ne sépare pas encore les nouvelles communes.",
        ),
        AffichageStatut("non_applicable", "so", "sans objet", "La question ne se pose pas pour ce territoire."),
        AffichageStatut(
            "partiel",
            "p",
            "partiel",
            "Calculé sur les seules communes connues : il en manque, ou certaines sont secrètes.",
            avec_valeur=True,
        ),
        AffichageStatut(
            "rupture_de_serie",
            "r",
            "rupture de série",
            "Le territoire compté a changé (une commune nouvelle, par exemple) : comparer avec prudence.",
            avec_valeur=True,
        ),
    )
}


def get_affichage(cle: str) -> AffichageStatut:
    """Raise `KeyError` for a status that nobody has decided how to show."""
    return STATUTS[cle]
