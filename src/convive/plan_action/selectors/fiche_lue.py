"""The row of an action, with those it points at, as its page reads it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, StringAgg, Subquery, Value

from convive.espaces.models import Membre
from convive.plan_action.models import EtiquettePlan, FicheAction
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.fiche import list_fiches

SEPARATEUR = "\n"


def get_fiche_lue(membre: Membre, uuid: UUID) -> FicheAction | None:
    """None for an action that this place does not read; one query."""
    rows: Any = list_fiches(membre).select_related(
        *("ctg", "noeud__niveau", "organisation_porteuse", "elu_referent", "updated_by")
    )
    etiquettes = EtiquettePlan.objects.filter(fiches=OuterRef("pk")).order_by().values("fiches")
    noms = StringAgg("nom", delimiter=Value(SEPARATEUR), order_by="nom")
    rows = rows.annotate(noms_etiquettes=Subquery(etiquettes.annotate(noms=noms).values("noms")))
    if not can_update_fiches(membre):
        rows = _with_liens_personnels(rows, membre)
    fiche: FicheAction | None = rows.filter(pk=uuid).first()
    return fiche


def _with_liens_personnels(rows: Any, membre: Membre) -> Any:
    """Who this compte is for the action: its pilote, someone of the organisation that carries it, its élu·e."""
    personnes = get_personnes(membre.compte).order_by().values("pk")
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"), personne__in=personnes)
    porteurs = get_fonctions(membre.compte).filter(organisation=OuterRef("organisation_porteuse"))
    return rows.annotate(
        est_pilote=Exists(pilotes),
        est_porteur=Exists(porteurs),
        est_elu=Exists(get_personnes(membre.compte).filter(pk=OuterRef("elu_referent"))),
    )
