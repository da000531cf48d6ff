"""What others did recently, on objects that a person can see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from convive.echanges.branchements import branchements
from convive.echanges.models import Commentaire, Discussion
from convive.echanges.rules import SUITE_INTERNE, get_jour_relatif
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_journal
from convive.journal.models import AUTEUR_AUTOMATIQUE, Geste, Journal
from convive.socle.objets import ObjetResolu, objets

DUREE = timedelta(days=28)
MAX_MOUVEMENTS = 8
PAR_LECTURE = 60
MAX_LIGNES_LUES = 300
# Actions that change nothing for others.
SILENCIEUX = (Geste.CONSULTER, Geste.EXPORTER)
# Who votes is known before the end by the team alone, which reads the journal.
DE_L_EQUIPE = (Geste.VOTER,)
TYPES_ECHANGES = ("discussion", "commentaire")


@dataclass(frozen=True, slots=True)
class Mouvement:
    """« auteur_nom geste_libelle objet_libelle », `nombre` times; the latest one was at `at`."""

    auteur_nom: str
    geste_libelle: str
    objet_libelle: str
    at: datetime
    jour: str
    url: str
    nombre: int


@dataclass(frozen=True, slots=True)
class LigneVisible:
    """A line of the journal and the object it is about; for a comment, the object being discussed."""

    row: Journal
    objet: ObjetResolu


def list_mouvements(membre: Membre, today: date) -> list[Mouvement]:
    """The last actions of others on objects that this membre can see, latest first.

    It reads a page of the journal, then checks access to its objects with a small query per type: a single condition
    on the journal, with a subquery per type, takes longer than the rest of the home page. Objects that are hidden from
    the person, such as internal discussions, are left out.
    """
    types = {type_objet.cle for type_objet in branchements.get_types()} | set(TYPES_ECHANGES)
    rows = (
        Journal.objects.for_espace(membre.espace_id)
        .filter(objet_type__in=types, at__gte=timezone.now() - DUREE)
        .exclude(auteur=membre.compte_id)
        .exclude(geste__in=SILENCIEUX if can_get_journal(membre) else SILENCIEUX + DE_L_EQUIPE)
        # Nobody made the espace of a demonstration.
        .exclude(objet_type="espace", geste=Geste.CREER, auteur_nom=AUTEUR_AUTOMATIQUE)
        .order_by("-at", "uuid")
    )
    groups: dict[tuple[object, ...], list[LigneVisible]] = {}
    for debut in range(0, MAX_LIGNES_LUES, PAR_LECTURE):
        page = list(rows[debut : debut + PAR_LECTURE])
        for ligne in _list_visibles(membre, page):
            row = ligne.row
            cle = row.detail.get("discussion") or row.reference
            groups.setdefault((row.auteur_nom, row.au_nom_de, row.geste_libelle, cle), []).append(ligne)
        if len(page) < PAR_LECTURE or len(groups) >= MAX_MOUVEMENTS:
            break
    return [_build_mouvement(group, today) for group in list(groups.values())[:MAX_MOUVEMENTS]]


def _list_visibles(membre: Membre, rows: list[Journal]) -> list[LigneVisible]:
    """The lines about objects that this membre can see, or about comments on them that have not been deleted."""
    echanges = [row for row in rows if row.objet_type in TYPES_ECHANGES]
    cites = {row.detail.get("discussion") for row in echanges} - {None}
    lues = Discussion.objects.for_membre(membre).filter(pk__in=cites) if cites else Discussion.objects.none()
    discussions = {str(discussion.pk): discussion for discussion in lues}
    commentaires = [row.objet_uuid for row in echanges if row.objet_type == "commentaire"]
    supprimes = set(
        Commentaire.objects.filter(pk__in=commentaires, supprime_le__isnull=False).values_list("pk", flat=True)
        if commentaires
        else ()
    )
    references = {row.pk: row.reference for row in rows if row.objet_type not in TYPES_ECHANGES}
    for row in echanges:
        discussion = discussions.get(row.detail.get("discussion", ""))
        if discussion is not None and row.objet_uuid not in supprimes:
            references[row.pk] = discussion.reference
    resolus = objets.resolve_all(references.values(), membre.compte)
    return [LigneVisible(row, resolus[references[row.pk]]) for row in rows if references.get(row.pk) in resolus]


def _build_mouvement(group: list[LigneVisible], today: date) -> Mouvement:
    row, objet = group[0].row, group[0].objet
    geste, libelle = row.geste_libelle, f"« {objet.libelle} »"
    if row.objet_type in TYPES_ECHANGES:
        libelle = row.objet_libelle
    if row.geste == Geste.COMMENTER and objet.reference.objet_type == "espace":
        suite = SUITE_INTERNE if libelle.endswith(SUITE_INTERNE) else ""
        geste, libelle = "a écrit", f"dans la discussion de l’espace{suite}"
    return Mouvement(
        auteur_nom=row.au_nom_de or row.auteur_nom,
        geste_libelle=geste,
        objet_libelle=libelle,
        at=row.at,
        jour=get_jour_relatif(timezone.localdate(row.at), today),
        url=_get_url(row, objet),
        nombre=len(group),
    )


def _get_url(row: Journal, objet: ObjetResolu) -> str:
    """The page of the object; empty for the espace, since this list is shown on its home."""
    if row.objet_type in TYPES_ECHANGES:
        return reverse("echanges:discussion_detail", args=[row.espace_uuid, row.detail["discussion"]])
    return "" if row.objet_type == "espace" else objet.url
