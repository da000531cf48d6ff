"""Fiches-action as one document: one of them, several that were chosen, all those of an element of the plan."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.plan_action.exports.exemple import FICHES_EXEMPLE
from convive.plan_action.exports.fiche_parties import build_fiches
from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.fiche_courte import shorten_fiche
from convive.plan_action.rules.impression import FicheImprimee
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.impression import read_lot
from convive.plan_action.selectors.plan import sort_noeuds
from convive.socle.uuids import parse_uuid

CLE_FICHES = "fiches_action"
TITRE = "Des fiches-action"
TEMPLATE = "plan_action/types/fiches.html"
CLE_FICHES_COURTES = "fiches_une_page"
TITRE_COURT = "Des fiches-action, une page chacune"
TEMPLATE_COURT = "plan_action/types/fiches_une_page.html"
PAGES_PAR_FICHE = 3
MAX_FICHES = 400
ABSENTES = "Aucune de ces actions n’existe, ou vous n’y avez pas accès."


def list_choix_fiches(membre: Membre) -> list[tuple[str, str]]:
    """The first level of each plan, its latest CTG first; two queries."""
    rows = NoeudPlan.objects.filter(espace=membre.espace_id, parent=None).select_related("ctg", "niveau")
    rows = rows.order_by("-ctg__date_debut", "ordre", "created_at")
    with_fiches = set(list_fiches(membre).exclude(noeud=None).values_list("ctg", flat=True).distinct())
    return [(str(row.pk), f"{row.ctg} : {row}") for row in rows if row.ctg_id in with_fiches]


def list_uuids(choix: str) -> list[UUID]:
    """The identifiers of a choice, separated by commas. Raise DocumentInconnu for anything else."""
    found = [parse_uuid(part) for part in choix.split(",")][:MAX_FICHES]
    if not found or None in found:
        raise DocumentInconnu(ABSENTES)
    return [uuid for uuid in found if uuid is not None]


def get_condition(membre: Membre, choix: str) -> Q:
    """Actions by their identifiers, or all those under an element of the tree."""
    uuids = list_uuids(choix)
    noeud = NoeudPlan.objects.filter(espace=membre.espace_id, pk=uuids[0]).first() if len(uuids) == 1 else None
    return Q(noeud__in=list_sous(noeud)) if noeud is not None else Q(pk__in=uuids)


def list_sous(noeud: NoeudPlan) -> list[UUID]:
    """An element and all those under it; one query."""
    tree = sort_noeuds(list(NoeudPlan.objects.filter(ctg=noeud.ctg_id).order_by("ordre", "created_at", "pk")))
    kept = {noeud.pk}
    for _, row in tree:
        if row.parent_id in kept:
            kept.add(row.pk)
    return list(kept)


def estimate_pages_fiches(membre: Membre, choix: str) -> int:
    try:
        return PAGES_PAR_FICHE * list_fiches(membre).filter(get_condition(membre, choix)).count()
    except DocumentInconnu:
        return 0


def build_document_fiches(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Those that this place reads among what was chosen. Raise DocumentInconnu when there is none."""
    lot, cadre = read_lot(membre, get_condition(membre, choix)), get_cadre(membre.espace)
    if not lot.fiches:
        raise DocumentInconnu(ABSENTES)
    return _build(cadre, build_fiches(lot, cadre.jour), str(lot.fiches[0].ctg))


def build_exemple_fiches(_famille: Famille) -> Contenu:
    """Two sheets of an invented plan."""
    return _build(CADRE_EXEMPLE, FICHES_EXEMPLE, "CTG 2025-2029")


def build_document_fiches_courtes(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The same, one page each, as the table of the Caf. Raise DocumentInconnu when there is none."""
    lot, cadre = read_lot(membre, get_condition(membre, choix)), get_cadre(membre.espace)
    if not lot.fiches:
        raise DocumentInconnu(ABSENTES)
    return _build_courtes(cadre, build_fiches(lot, cadre.jour), str(lot.fiches[0].ctg))


def build_exemple_fiches_courtes(_famille: Famille) -> Contenu:
    return _build_courtes(CADRE_EXEMPLE, FICHES_EXEMPLE, "CTG 2025-2029")


def estimate_pages_fiches_courtes(membre: Membre, choix: str) -> int:
    return estimate_pages_fiches(membre, choix) // PAGES_PAR_FICHE


def _build_courtes(cadre: Cadre, fiches: Sequence[FicheImprimee], ctg: str) -> Contenu:
    titre = f"Fiche-action {fiches[0].titre}" if len(fiches) == 1 else f"{len(fiches)} fiches-action, une page chacune"
    return build_texte(cadre, titre, TEMPLATE_COURT, {"fiches": [shorten_fiche(f) for f in fiches], "ctg": ctg})


def _build(cadre: Cadre, fiches: Sequence[FicheImprimee], ctg: str) -> Contenu:
    is_seule = len(fiches) == 1
    titre = f"Fiche-action {fiches[0].titre}" if is_seule else f"{len(fiches)} fiches-action"
    contexte = {"placees": [fiche.place(1 if is_seule else 2) for fiche in fiches], "ctg": ctg, "is_seule": is_seule}
    return build_texte(cadre, titre, TEMPLATE, contexte)
