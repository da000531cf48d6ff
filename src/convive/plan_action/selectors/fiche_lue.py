"""The row of an action, with those it points at, as its page reads it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from convive.espaces.models import Membre
from convive.espaces.selectors.place_type import build_place_type, get_forme, get_valeurs
from convive.plan_action.models import FicheAction
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.fiche import list_fiches
from convive.socle.requete_preparee import RequetePreparee


def get_fiche_lue(membre: Membre, uuid: UUID) -> FicheAction | None:
    """None for an action that this place does not read; one query."""
    forme = get_forme(membre)
    if forme is None:
        rows = _list_fiches(membre, uuid)
    else:
        rows = FICHES.ask(forme, *get_valeurs(membre), uuid, temoin=lambda: _list_fiches(membre, uuid))
    return next(iter(rows), None)


def _list_fiches(membre: Membre, uuid: UUID) -> QuerySet[FicheAction]:
    rows: Any = list_fiches(membre).select_related(
        *("ctg", "noeud__niveau", "noeud__parent", "organisation_porteuse", "elu_referent", "fiche_parente"),
        *("fiche_origine", "updated_by"),
    )
    versions = FicheAction.versions.filter(uuid=OuterRef("pk")).order_by().values("uuid")
    rows = rows.annotate(
        nb_versions=Coalesce(Subquery(versions.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
    )
    if not can_update_fiches(membre):
        rows = _with_liens_personnels(rows, membre)
    return rows.filter(pk=uuid)[:1]  # type: ignore[no-any-return]  # a queryset with annotations


def _build_fiches(
    today: date, role: str, sorte: str, espace: UUID, compte: UUID, email: str, uuid: UUID
) -> QuerySet[FicheAction]:
    return _list_fiches(build_place_type(today, role, sorte, espace, compte, email), uuid)


FICHES = RequetePreparee(_build_fiches)


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
