"""The plan as a page shows it: its tree, a page of actions, what each line says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, Value
from django.utils import timezone

from convive.convention.models import Ctg
from convive.espaces.models import Membre
from convive.espaces.models.portee import SeRencontrent
from convive.plan_action.models import FicheAction, FicheActionQuerySet, NoeudPlan
from convive.plan_action.rules.criteres import (
    A_DEMANDER,
    ACTIVES,
    EN_RETARD,
    ORGANISATION,
    PERSONNE,
    SANS_PILOTE,
    SANS_PORTEUR,
    SANS_PRIORITE,
    CriteresPlan,
)
from convive.plan_action.rules.liste import Tri
from convive.plan_action.rules.plan import NiveauMeteo, Priorite, Visibilite
from convive.plan_action.rules.resume import CompteStatuts, get_sorte
from convive.plan_action.rules.statuts import ACTIFS, Statut
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.lignes_plan import LigneFiche, list_lignes, list_lignes_triees
from convive.plan_action.selectors.plan import DossierPlan, sort_noeuds
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

PAR_PAGE = 100
MAX_MOTS = 8
VALEURS_ACTIVES = [statut.value for statut in ACTIFS]


@dataclass(frozen=True, slots=True)
class Groupe:
    """A node and the lines under it that this page shows; `noeud` is None for actions without a place. Without a
    `rang`, no heading: the list is in another order than the plan."""

    noeud: NoeudPlan | None
    rang: int
    resume: str
    lignes: tuple[LigneFiche, ...]


@dataclass(frozen=True, slots=True)
class VuePlanListe:
    """`compte` counts what the filters keep, `total` the whole plan that this place reads."""

    page: Page[int]
    groupes: tuple[Groupe, ...]
    noeuds: tuple[tuple[int, NoeudPlan], ...]
    compte: CompteStatuts
    total: CompteStatuts


def list_noeuds(dossier: DossierPlan) -> list[tuple[int, NoeudPlan]]:
    """The nodes in the order of the tree, each with its depth; one query."""
    rows = NoeudPlan.objects.filter(ctg=dossier.ctg).order_by("ordre", "created_at", "pk")
    ordered = sort_noeuds(list(rows))
    niveaux = {niveau.pk: niveau for niveau in dossier.niveaux}
    for _, noeud in ordered:
        if noeud.niveau_id in niveaux:
            noeud.niveau = niveaux[noeud.niveau_id]
    return ordered


def build_condition(criteres: CriteresPlan, noeuds: Sequence[tuple[int, NoeudPlan]]) -> Q:
    """What the actions that answer satisfy; what cannot be read asks nothing."""
    condition = _build_statut(criteres.statut) & _build_meteo(criteres.meteo)
    for mot in criteres.q.split()[:MAX_MOTS]:
        condition &= Q(titre__icontains=mot) | Q(code__icontains=mot) | Q(description__icontains=mot)
    if (racine := parse_uuid(criteres.noeud)) and (sous := list_sous_arbre(noeuds, racine)):
        condition &= Q(noeud__in=sous)
    if identifiant := parse_uuid(criteres.thematique):
        liens = FicheAction.thematiques.through._default_manager.filter(thematique=identifiant)
        condition &= Q(pk__in=liens.values("ficheaction"))
    if criteres.commune:
        codes = Value([criteres.commune], output_field=JSONField())
        condition &= Q(SeRencontrent(F("communes"), codes))
    return condition & _build_qui(criteres.qui) & _build_priorite(criteres.priorite)


def _build_statut(statut: str) -> Q:
    if not statut:
        return ~Q(statut=Statut.ABANDONNEE.value)
    if statut == ACTIVES:
        return Q(statut__in=VALEURS_ACTIVES)
    if statut == EN_RETARD:
        return build_condition_retard()
    return Q(statut=statut) if statut in Statut else Q()


def _build_qui(qui: str) -> Q:
    pilotes = FicheAction.pilotes.through._default_manager
    if qui == SANS_PILOTE:
        return ~Q(Exists(pilotes.filter(ficheaction=OuterRef("pk"))))
    if qui == SANS_PORTEUR:
        return Q(organisation_porteuse__isnull=True)
    sorte, _, texte = qui.partition(":")
    identifiant = parse_uuid(texte)
    if identifiant and sorte == PERSONNE:
        return Q(pk__in=pilotes.filter(personne=identifiant).values("ficheaction"))
    return Q(organisation_porteuse=identifiant) if identifiant and sorte == ORGANISATION else Q()


def _build_priorite(priorite: str) -> Q:
    if priorite == SANS_PRIORITE:
        return Q(priorite="")
    return Q(priorite=priorite) if priorite in Priorite else Q()


def _build_meteo(meteo: str) -> Q:
    if meteo == A_DEMANDER:
        return Q(meteo_pilote="", statut__in=VALEURS_ACTIVES)
    # Whoever looks: the three regards may differ.
    condition = Q(meteo_pilote=meteo) | Q(meteo_caf=meteo) | Q(meteo_elu=meteo)
    return condition if meteo in NiveauMeteo else Q()


def build_condition_retard() -> Q:
    """The database twin of `rules.retard.is_en_retard`, for today."""
    return Q(statut__in=VALEURS_ACTIVES, retard_le__lte=timezone.localdate())


def list_sous_arbre(noeuds: Iterable[tuple[int, NoeudPlan]], racine: UUID) -> set[UUID]:
    """A node and all those under it; parents come before children."""
    kept: set[UUID] = set()
    for _, noeud in noeuds:
        if noeud.pk == racine or noeud.parent_id in kept:
            kept.add(noeud.pk)
    return kept


def count_par_noeud(
    fiches: FicheActionQuerySet, condition: Q
) -> tuple[dict[UUID | None, CompteStatuts], CompteStatuts]:
    """How many actions answer, node by node; how many there are in all; one query."""
    retard = build_condition_retard()
    rows = fiches.order_by().values("noeud", "statut", "visibilite")
    rows = rows.annotate(
        nombre=Count("pk"),
        nombre_retard=Count("pk", filter=retard),
        gardees=Count("pk", filter=condition),
        gardees_retard=Count("pk", filter=condition & retard),
    )
    comptes: dict[UUID | None, CompteStatuts] = defaultdict(CompteStatuts)
    total = CompteStatuts()
    for row in rows:
        sorte = get_sorte(row["statut"], is_interne=row["visibilite"] == Visibilite.INTERNE)
        total.add(sorte, row["nombre"], row["nombre_retard"])
        if row["gardees"]:
            comptes[row["noeud"]].add(sorte, row["gardees"], row["gardees_retard"])
    return comptes, total


def count_plan(membre: Membre, ctg: Ctg) -> CompteStatuts:
    """The count of a plan, that every page and every document gives; one query."""
    return count_par_noeud(list_fiches(membre).filter(ctg=ctg), Q())[1]


def build_vue(
    membre: Membre,
    dossier: DossierPlan,
    criteres: CriteresPlan,
    numero: str,
    noeuds: Sequence[tuple[int, NoeudPlan]],
    tri: Tri | None = None,
) -> VuePlanListe:
    """One page of the plan; four queries, whatever its size and its order."""
    visibles, condition = list_fiches(membre).filter(ctg=dossier.ctg), build_condition(criteres, noeuds)
    comptes, total = count_par_noeud(visibles, condition)
    compte = CompteStatuts.build_somme(comptes.values())
    page = Paginator(range(compte.total), PAR_PAGE).get_page(numero)
    debut, fin = page.start_index() - 1 if compte.total else 0, page.end_index()
    if tri is not None:
        triees = list_lignes_triees(visibles.filter(condition), tri, debut, fin - debut)
        return VuePlanListe(page, (Groupe(None, 0, "", tuple(triees)),), tuple(noeuds), compte, total)
    places: list[tuple[int, NoeudPlan | None]] = [*noeuds, (1, None)]
    shown, avant = _list_montres(places, comptes, debut, fin)
    lignes = list_lignes(visibles.filter(condition), shown, debut - avant, fin - debut)
    groupes = _build_groupes(places, comptes, lignes, with_vides=criteres.is_vide and debut == 0)
    return VuePlanListe(page, tuple(groupes), tuple(noeuds), compte, total)


def _list_montres(
    places: Sequence[tuple[int, NoeudPlan | None]],
    comptes: Mapping[UUID | None, CompteStatuts],
    debut: int,
    fin: int,
) -> tuple[list[UUID | None], int]:
    """The nodes of which a page shows an action, and how many actions come before the first of them."""
    shown: list[UUID | None] = []
    position, avant = 0, 0
    for _, noeud in places:
        cle = noeud.pk if noeud else None
        taille = comptes[cle].total if cle in comptes else 0
        if taille and position < fin and position + taille > debut:
            if not shown:
                avant = position
            shown.append(cle)
        position += taille
    return shown, avant


def _build_groupes(
    places: Sequence[tuple[int, NoeudPlan | None]],
    comptes: Mapping[UUID | None, CompteStatuts],
    lignes: Mapping[UUID | None, list[LigneFiche]],
    *,
    with_vides: bool,
) -> list[Groupe]:
    """The headings of a page: those of the lines it shows, with those above them; all of them when nothing is asked."""
    sommes: dict[UUID | None, CompteStatuts] = {}
    utiles: set[UUID | None] = set()
    # From the leaves up: what a node counts is what hangs on it and on all those under it.
    for _, noeud in reversed(places):
        cle = noeud.pk if noeud else None
        somme = sommes.setdefault(cle, CompteStatuts())
        if cle in comptes:
            somme.merge(comptes[cle])
        if lignes.get(cle):
            utiles.add(cle)
        if noeud and noeud.parent_id:
            sommes.setdefault(noeud.parent_id, CompteStatuts()).merge(somme)
            if cle in utiles:
                utiles.add(noeud.parent_id)
    return [
        Groupe(noeud, rang, sommes[cle].explain(), tuple(lignes.get(cle, ())))
        for rang, noeud in places
        if (cle := noeud.pk if noeud else None) in utiles or (with_vides and noeud is not None)
    ]


def explain_plan(total: CompteStatuts, dossier: DossierPlan, noeuds: Sequence[tuple[int, NoeudPlan]]) -> str:
    """The sentence under the title: « 19 actions en 4 axes, dont 2 en retard et 1 bloquée. »"""
    racines = sum(1 for rang, _ in noeuds if rang == 1)
    niveau = dossier.niveaux[0] if dossier.niveaux else None
    axes = ""
    if niveau and racines:
        noms = niveau.nom_singulier.lower(), niveau.nom_pluriel.lower()
        axes = f"en {nombre_accorde(racines, *noms)}"
    return f"{total.explain(axes)}."
