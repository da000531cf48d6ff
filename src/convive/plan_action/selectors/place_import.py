"""Where the levels that a file names stand in the plan that is here already."""

from collections.abc import Iterable
from uuid import UUID

from convive.plan_action.lecteur_plans import NoeudLu, PlanLu
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.numerotation import get_numero
from convive.plan_action.rules.plan import MAX_RANG
from convive.socle.noms import fold_nom


def build_code(lu: NoeudLu) -> str:
    """The number as it is printed: « Axe 1 » for a first level called by its word, « 1.1 » below."""
    if lu.numero is None or lu.is_exact:
        return lu.numero or ""
    return f"{lu.sorte.capitalize()} {lu.numero}" if lu.rang == 1 and lu.sorte and "." not in lu.numero else lu.numero


def find_noeud(connus: list[NoeudPlan], lu: NoeudLu, parent: NoeudPlan | None) -> NoeudPlan | None:
    """The element of the plan under this parent that has this title or this number."""
    code, numero = build_code(lu), get_numero(lu.numero or "")
    freres = [noeud for noeud in connus if noeud.parent_id == (parent.pk if parent is not None else None)]
    if lu.is_exact:
        # Two elements may have one title, or one number in other words: the one that has both is the one.
        freres.sort(key=lambda noeud: (noeud.code != code, noeud.libelle != lu.titre))
        freres = [n for n in freres if (code and n.code == code) or fold_nom(n.libelle) == fold_nom(lu.titre)]
        return freres[0] if freres else None
    for noeud in freres:
        is_numero = bool(numero) and get_numero(noeud.code) == numero
        if fold_nom(noeud.libelle) == fold_nom(lu.titre) or (code and noeud.code == code) or is_numero:
            return noeud
    return None


def find_noeud_libre(
    connus: list[NoeudPlan], lu: NoeudLu, parent: NoeudPlan | None, trouves: Iterable[NoeudPlan | None]
) -> NoeudPlan | None:
    """The same, among those that no other level of the file is when it says its levels exactly."""
    if lu.is_exact:
        pris = {noeud.pk for noeud in trouves if noeud is not None}
        connus = [noeud for noeud in connus if noeud.pk not in pris]
    return find_noeud(connus, lu, parent)


class Places:
    """The elements of a plan, and which of them the levels of a file already are."""

    def __init__(self, ctg_id: UUID, plan: PlanLu) -> None:
        self._noeuds = {noeud.pk: noeud for noeud in NoeudPlan.objects.filter(ctg=ctg_id)}
        self._trouves: dict[int, NoeudPlan | None] = {}
        connus = list(self._noeuds.values())
        for lu in plan.arbre:
            parent = self._trouves.get(id(lu.parent)) if lu.parent is not None else None
            if lu.rang > MAX_RANG:
                # Deeper than a plan goes: its actions hang on the last level.
                self._trouves[id(lu)] = parent
            elif lu.parent is None or parent is not None:
                self._trouves[id(lu)] = find_noeud_libre(connus, lu, parent, self._trouves.values())

    def is_deplacee(self, fiche: FicheAction, lu: NoeudLu | None) -> bool:
        """Whether the file puts this action elsewhere; a file that says no place moves nothing, nor does it move an
        action that stands under another."""
        if lu is None or fiche.fiche_parente_id is not None:
            return False
        trouve = self._trouves.get(id(lu))
        return trouve is None or trouve.pk != fiche.noeud_id

    def get_chemin(self, noeud_id: UUID | None) -> str:
        titres: list[str] = []
        noeud = self._noeuds.get(noeud_id) if noeud_id is not None else None
        while noeud is not None:
            titres.insert(0, noeud.libelle)
            noeud = self._noeuds.get(noeud.parent_id) if noeud.parent_id is not None else None
        return " › ".join(titres) or "–"
