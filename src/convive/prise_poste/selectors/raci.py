"""Who does what in a CTG, as a place reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from convive.convention.models import Ctg
from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.espaces.models import Membre
from convive.prise_poste.models import LigneRaci
from convive.prise_poste.rules.raci import LigneLue, build_raci
from convive.prise_poste.selectors.contenus import get_missions
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class RaciLu:
    """`is_propose`: nobody has written any line yet, these are those that Convive proposes."""

    ctg: Ctg
    ctgs: Sequence[Ctg]
    lignes: tuple[LigneLue, ...]
    is_propose: bool


@cache
def get_raci_propose() -> tuple[LigneLue, ...]:
    return build_raci(get_missions()["raci"])


def get_raci(membre: Membre, choix: str, today: date) -> RaciLu | None:
    """Of the CTG that `choix` names, the current one otherwise; None for an espace without any. Two queries."""
    ctgs = list_ctgs(membre)
    ctg = choose_ctg(ctgs, parse_uuid(choix), today)
    if ctg is None:
        return None
    ctg.espace = membre.espace
    lignes = tuple(row.lue for row in LigneRaci.objects.visible_to(membre.compte).filter(ctg=ctg))
    return RaciLu(ctg, ctgs, lignes or get_raci_propose(), not lignes)
