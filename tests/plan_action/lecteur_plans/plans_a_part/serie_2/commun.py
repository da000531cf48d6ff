"""What the authors of the second series share: one cell of a table, the places of an axis, statuses in one's words."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Action, Attendu, dit, en_chiffres, first, quand

MOTS: Mapping[str, str] = {
    "a_preparer": "à lancer", "validee": "validée", "en_cours": "en cours", "en_pause": "en pause",
    "bloquee": "bloquée", "realisee": "fait", "perennisee": "pérennisée", "reportee": "reportée",
    "abandonnee": "abandonnée",
}  # fmt: skip


def tape(
    action: Action,
    champ: str,
    mots: Mapping[str, str] = MOTS,
    sep: str = ", ",
    jour: Callable[[str], str] = en_chiffres,
) -> str:
    """What the author typed in this cell."""
    ecrit = action.get("ecrit", {})
    if champ in ecrit:
        return str(ecrit[champ])
    if champ in ("debut", "fin"):
        return quand(action, champ, jour)
    if champ == "statut":
        return mots.get(first(action.get("statut", "")), "")
    return str(dit(action, champ, sep))


def rangee(action: Action, champs: Sequence[str], **comment) -> list[str]:
    return [tape(action, champ, **comment) for champ in champs]


def nomme(attendu: Attendu, rang: int = 0) -> Iterator[tuple[int, str, list[Action]]]:
    """Each axis, or each objective: its place from 1, its bare name, its actions."""
    groupes: dict[tuple[str, ...], list[Action]] = {}
    for action in attendu.actions:
        groupes.setdefault(tuple(action["axes"][: rang + 1]), []).append(action)
    for place, (axes, actions) in enumerate(groupes.items(), 1):
        yield place, first(axes[rang]), actions
