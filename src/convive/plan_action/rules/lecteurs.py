"""Who reads an action. Pure Python."""

from dataclasses import dataclass

from convive.plan_action.rules.plan import Visibilite
from convive.plan_action.rules.statuts import Statut

EQUIPE = "l’équipe de coopération, la personne qui pilote l’action et l’organisation qui la porte"


@dataclass(frozen=True, slots=True)
class Lecteurs:
    """`court` follows « Visible par : », `page` follows « Qui voit cette page : »."""

    court: str
    page: str


def explain_lecteurs(*, statut: str, visibilite: str) -> Lecteurs:
    if statut == Statut.A_PREPARER:
        page = f"{EQUIPE}. C’est un brouillon : ni la Caf ni les partenaires ne le lisent."
        return Lecteurs("l’équipe ; la Caf et les partenaires une fois l’action validée", page)
    if visibilite == Visibilite.INTERNE:
        return Lecteurs(
            "l’équipe seulement", f"{EQUIPE}. Elle est interne : ni la Caf ni les partenaires ne la lisent."
        )
    court = "équipe, Caf, élu·es, partenaires de l’espace"
    page = f"{court}."
    if visibilite == Visibilite.PUBLIQUE:
        court, page = f"{court} ; peut être montré à tous", f"{court}. Elle peut être montrée à tous."
    return Lecteurs(court, page)
