"""What the authors of the third series share: a period, a cost, the axis on the first of its lines."""

from collections.abc import Iterator, Sequence

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Action, Attendu, euros, first, montants
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import rangee, tape

DITS = {
    "a_preparer": "Pas commencé", "en_cours": "En cours", "realisee": "Terminé", "abandonnee": "Abandonné",
    "reportee": "Reporté",
}  # fmt: skip


def periode(action: Action, sep: str = "-", **comment) -> str:
    """« 2025-2028 », or « 2026 » when it begins and ends there; typed as it is where the expectation says how."""
    if "calendrier" in action.get("ecrit", {}):
        return tape(action, "calendrier")
    return sep.join(dict.fromkeys(tape(action, borne, **comment) for borne in ("debut", "fin")))


def somme(action: Action) -> float:
    return sum(combien for _, _, combien in montants(action))


def cout(action: Action) -> str:
    return euros(somme(action)) if montants(action) else tape(action, "cout")


def suites(attendu: Attendu, rang: int = 0) -> Iterator[tuple[str, Sequence[Action]]]:
    """Each element of this level, with the actions that follow one another under it."""
    debut = 0
    actions = attendu.actions
    for place in range(1, len(actions) + 1):
        if place == len(actions) or actions[place]["axes"][: rang + 1] != actions[debut]["axes"][: rang + 1]:
            yield first(actions[debut]["axes"][rang]), actions[debut:place]
            debut = place


def axes(action: Action) -> list[str]:
    return [first(axe) for axe in action["axes"]]


def une_ligne(action: Action, *champs: str, **comment) -> list:
    """As `rangee`, with the cost in words and the period where they are asked."""
    speciaux = {"cout": cout, "periode": periode}
    return [speciaux[champ](action) if champ in speciaux else rangee(action, [champ], **comment)[0] for champ in champs]
