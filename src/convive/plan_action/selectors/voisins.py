"""Those that stand beside an element of the tree, in their order."""

from uuid import UUID

from convive.plan_action.models import FicheAction, NoeudPlan

ORDRE = ("ordre", "created_at", "pk")


def list_voisins(element: NoeudPlan | FicheAction) -> list[UUID]:
    """Itself among them; one query."""
    if isinstance(element, NoeudPlan):
        noeuds = NoeudPlan.objects.filter(ctg=element.ctg_id, parent=element.parent_id)
        return list(noeuds.order_by(*ORDRE).values_list("pk", flat=True))
    fiches = FicheAction.objects.filter(
        ctg=element.ctg_id, noeud=element.noeud_id, fiche_parente=element.fiche_parente_id
    )
    return list(fiches.order_by(*ORDRE).values_list("pk", flat=True))
