"""The row of an action, with those it points at, as its page reads it."""

from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Trim

from convive.espaces.models import Membre
from convive.plan_action.models import EtiquettePlan, FicheAction, LigneSppe
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.fiche import list_fiches

SEPARATEUR = "\n"


def get_fiche_lue(membre: Membre, uuid: UUID) -> FicheAction | None:
    """None for an action that this place does not read; one query."""
    rows: Any = list_fiches(membre).select_related(
        *("ctg", "noeud__niveau", "organisation_porteuse", "elu_referent", "updated_by")
    )
    versions = FicheAction.versions.filter(uuid=OuterRef("pk")).order_by().values("uuid")
    rows = rows.annotate(
        nb_versions=Coalesce(Subquery(versions.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        noms_etiquettes=_join_noms(EtiquettePlan.objects.filter(fiches=OuterRef("pk")), "fiches", "nom"),
        cles_sppe=_join_noms(LigneSppe.objects.filter(fiche=OuterRef("pk")), "fiche", "item"),
        # Whole actions are wide: of these two, the page says the name.
        nom_parente=_name("fiche_parente"),
        nom_origine=_name("fiche_origine"),
    )
    if not can_update_fiches(membre):
        rows = _with_liens_personnels(rows, membre)
    fiche: FicheAction | None = rows.filter(pk=uuid).first()
    return fiche


def _join_noms(rows: Any, fiche: str, champ: str) -> Subquery:
    """The values of a field of its rows, in order, on lines of one text."""
    noms = StringAgg(champ, delimiter=Value(SEPARATEUR), order_by=(champ,))
    return Subquery(rows.order_by().values(fiche).annotate(noms=noms).values("noms"))


def _name(relation: str) -> Any:
    """As `str` of an action says it."""
    return Trim(Concat(F(f"{relation}__code"), Value(" "), F(f"{relation}__titre"), output_field=CharField()))


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
