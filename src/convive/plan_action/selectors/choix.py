"""What an action may be linked to: what one finds by typing a few letters, and what is linked already."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from convive.acteurs.models import Fonction, Organisation
from convive.acteurs.selectors.personne import get_personnes
from convive.convention.models import OrientationPlan, PlanExterne
from convive.diagnostic.models import IndicateurEspace
from convive.espaces.models import Membre
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import EtiquettePlan, FicheAction, NoeudPlan
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import sort_noeuds
from convive.plan_action.selectors.visibles import filter_visibles, get_constats_visibles, get_enjeux_visibles
from convive.socle.noms import fold_nom

MAX_TROUVES = 8
MAX_MOTS = 6
MAX_LISTE = 2_000


@dataclass(frozen=True, slots=True)
class Choix:
    uuid: UUID
    libelle: str
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one searches: `get_rows` gives what this place may link, `champs` the columns searched (folded when
    `is_plie`), `libelle` what one reads."""

    legende: str
    invite: str
    get_rows: Callable[[Membre, FicheAction], QuerySet[Any, Any]]
    champs: tuple[str, ...]
    libelle: Callable[[Any], Choix]
    ordre: tuple[str, ...]
    is_plie: bool = False


def _get_services(membre: Membre, _fiche: FicheAction) -> QuerySet[Any, Any]:
    rows = filter_visibles(membre, ServiceEquipement.objects.filter(espace=membre.espace_id))
    return rows.filter(archive_le__isnull=True)


def _get_fiches(membre: Membre, fiche: FicheAction) -> QuerySet[Any, Any]:
    return list_fiches(membre).exclude(pk=fiche.pk)


def _get_personnes(membre: Membre, _fiche: FicheAction) -> QuerySet[Any, Any]:
    return get_personnes(membre).filter(archivee_le__isnull=True)


def _get_orientations(membre: Membre, _fiche: FicheAction) -> QuerySet[Any, Any]:
    rows = OrientationPlan.objects.filter(plan__espace=membre.espace_id, plan__archive_le__isnull=True)
    return rows.select_related("plan")


def _get_plans(membre: Membre, _fiche: FicheAction) -> QuerySet[Any, Any]:
    return PlanExterne.objects.filter(espace=membre.espace_id, archive_le__isnull=True)


SOURCES: Mapping[str, Source] = {
    "constats": Source(
        "Constats du diagnostic",
        "Un mot du constat",
        lambda membre, _: get_constats_visibles(membre),
        ("texte",),
        lambda row: Choix(row.pk, row.texte, "" if row.is_partage else "brouillon de l’équipe"),
        ("-updated_at", "pk"),
    ),
    "enjeux": Source(
        "Enjeux",
        "Un mot de l’enjeu",
        lambda membre, _: get_enjeux_visibles(membre),
        ("libelle",),
        lambda row: Choix(row.pk, row.libelle, row.get_decision_display().lower()),
        ("-updated_at", "pk"),
    ),
    "services": Source(
        "Services",
        "Le nom du service",
        _get_services,
        ("nom_compare",),
        lambda row: Choix(row.pk, row.nom),
        ("nom", "pk"),
        is_plie=True,
    ),
    "pilotes": Source(
        "Pilotes",
        "Le nom de la personne",
        _get_personnes,
        ("nom_compare",),
        lambda row: Choix(row.pk, str(row)),
        ("nom", "prenom", "pk"),
        is_plie=True,
    ),
    "fiches_liees": Source(
        "Actions liées",
        "Un mot du titre, ou le numéro",
        _get_fiches,
        ("titre", "code"),
        lambda row: Choix(row.pk, str(row), row.get_statut_display().lower()),
        ("ctg", "ordre", "pk"),
    ),
    "orientations": Source(
        "Orientations d’autres plans",
        "Un mot de l’orientation, ou du plan",
        _get_orientations,
        ("texte", "plan__nom"),
        lambda row: Choix(row.pk, str(row), row.plan.nom),
        ("plan", "ordre", "pk"),
    ),
    "plans_externes": Source(
        "Autres plans servis",
        "Le nom du plan",
        _get_plans,
        ("nom",),
        lambda row: Choix(row.pk, row.nom, row.libelle_type),
        ("nom", "pk"),
    ),
}


def list_lies(membre: Membre, fiche: FicheAction, nom: str) -> list[Choix]:
    """What is linked already, among what this place sees; one query."""
    source = SOURCES[nom]
    rows = source.get_rows(membre, fiche)
    if nom == "fiches_liees":
        rows = rows.filter(Q(liens_vers__de=fiche) | Q(liens_de__vers=fiche)).distinct()
    else:
        rows = rows.filter(pk__in=getattr(fiche, nom).order_by().values("pk"))
    return [source.libelle(row) for row in rows.order_by(*source.ordre)[:MAX_LISTE]]


def list_choisis(membre: Membre, fiche: FicheAction, nom: str, uuids: Iterable[UUID]) -> list[Choix]:
    """Those of these identifiers that this place may link; what is not is left out; one query, none for nothing."""
    wanted = list(uuids)
    if not wanted:
        return []
    source = SOURCES[nom]
    return [source.libelle(row) for row in source.get_rows(membre, fiche).filter(pk__in=wanted).order_by(*source.ordre)]


def search_choix(membre: Membre, fiche: FicheAction, nom: str, mots: str, sauf: Iterable[UUID]) -> list[Choix]:
    """What has all these words, without what is chosen already; the first ones without any word; one query."""
    source = SOURCES[nom]
    rows = source.get_rows(membre, fiche).exclude(pk__in=list(sauf))
    for mot in (fold_nom(mots) if source.is_plie else mots).split()[:MAX_MOTS]:
        condition = Q()
        for champ in source.champs:
            condition |= Q(**{f"{champ}__icontains": mot})
        rows = rows.filter(condition)
    return [source.libelle(row) for row in rows.order_by(*source.ordre)[:MAX_TROUVES]]


def list_noms_personnes(membre: Membre) -> list[tuple[UUID, str]]:
    """People who may be named in an action; one query."""
    rows = get_personnes(membre).filter(archivee_le__isnull=True).order_by("nom", "prenom", "pk")
    return [(row.pk, str(row)) for row in rows.only("pk", "prenom", "nom")[:MAX_LISTE]]


def list_noms_elus(membre: Membre) -> list[tuple[UUID, str]]:
    """Those of the directory who are élu·es today; two queries."""
    elus = set(
        Fonction.objects.en_cours()
        .filter(is_elu=True, personne__espace=membre.espace_id)
        .values_list("personne", flat=True)
    )
    return [row for row in list_noms_personnes(membre) if row[0] in elus]


def list_noms_organisations(membre: Membre) -> list[tuple[UUID, str]]:
    """Organisations that may carry an action, contribute to it or pay for it; one query."""
    rows = Organisation.objects.filter(espace=membre.espace_id, archivee_le__isnull=True, fusionnee_dans__isnull=True)
    if membre.limites.is_limitee:
        rows = Organisation.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archivee_le__isnull=True)
    return list(rows.order_by("nom", "pk").values_list("pk", "nom")[:MAX_LISTE])


def list_noms_noeuds(fiche: FicheAction) -> list[tuple[UUID, str]]:
    """The elements of the tree of its CTG, in order, each after its parent; one query."""
    rows = sort_noeuds(list(NoeudPlan.objects.filter(ctg=fiche.ctg_id).order_by("ordre", "created_at", "pk")))
    return [(noeud.pk, f"{'– ' * (rang - 1)}{noeud}") for rang, noeud in rows]


def list_noms_parentes(membre: Membre, fiche: FicheAction) -> list[tuple[UUID, str]]:
    """Actions of the same CTG that may have it under them; one query."""
    rows = list_fiches(membre).filter(ctg=fiche.ctg_id, fiche_parente__isnull=True).exclude(pk=fiche.pk)
    return [(row.pk, str(row)) for row in rows.order_by("ordre", "pk").only("pk", "code", "titre")[:MAX_LISTE]]


def list_noms_etiquettes(membre: Membre) -> list[str]:
    return list(EtiquettePlan.objects.filter(espace=membre.espace_id).order_by("nom").values_list("nom", flat=True))


def list_noms_indicateurs(membre: Membre) -> list[tuple[UUID, str]]:
    """The indicators of the espace that one follows; one query."""
    rows = filter_visibles(membre, IndicateurEspace.objects.filter(espace=membre.espace_id, archive_le__isnull=True))
    return list(rows.order_by("libelle", "pk").values_list("pk", "libelle")[:MAX_LISTE])
