"""What one chooses among before taking sheets away."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convive.espaces.models import Membre
from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.impression import is_imprimable
from convive.plan_action.rules.plan import Visibilite
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, map_racines


@dataclass(frozen=True, slots=True)
class FicheAEmporter:
    """`is_ecartee`: the document of the plan leaves it out, unless it is forced."""

    uuid: UUID
    libelle: str
    statut: str
    is_ecartee: bool


@dataclass(frozen=True, slots=True)
class GroupeAEmporter:
    """An element of the first level; `cle` is what one asks for to have all its sheets, empty without a place."""

    libelle: str
    cle: str
    fiches: tuple[FicheAEmporter, ...]


def list_a_emporter(
    membre: Membre, dossier: DossierPlan, noeuds: Sequence[tuple[int, NoeudPlan]]
) -> list[GroupeAEmporter]:
    """The actions that this place reads, under their element of the first level; one query."""
    racines = map_racines(noeuds)
    held: dict[UUID | None, list[FicheAEmporter]] = defaultdict(list)
    rows = list_fiches(membre).filter(ctg=dossier.ctg).order_by("ordre", "created_at", "pk")
    champs = ("pk", "code", "titre", "statut", "visibilite", "completude", "noeud")
    for pk, code, titre, statut, visibilite, completude, noeud in rows.values_list(*champs):
        is_interne = statut == Statut.A_PREPARER or visibilite == Visibilite.INTERNE
        is_ecartee = not is_imprimable(is_interne=is_interne, completude=completude)
        libelle = " ".join(filter(None, (code, titre)))
        fiche = FicheAEmporter(pk, libelle, Statut(statut).libelle.lower(), is_ecartee)
        held[racines.get(noeud)].append(fiche)
    found = [
        GroupeAEmporter(f"{noeud}", str(noeud.pk), tuple(held[noeud.pk]))
        for rang, noeud in noeuds
        if rang == 1 and noeud.pk in held
    ]
    return (
        [*found, GroupeAEmporter("Pas encore classée dans le plan", "", tuple(held[None]))] if None in held else found
    )
