"""What the others did lately, on what one sees."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from convive.echanges.branchements import branchements, get_condition_objet_visible
from convive.echanges.rules import get_jour_relatif
from convive.espaces.models import Membre
from convive.journal.models import Geste, Journal
from convive.socle.objets import objets

DUREE = timedelta(days=28)
MAX_MOUVEMENTS = 8
MAX_LIGNES_LUES = 60
# Gestures that change nothing for the others.
SILENCIEUX = (Geste.CONSULTER, Geste.EXPORTER)
TYPES_ECHANGES = ("discussion", "commentaire")


@dataclass(frozen=True, slots=True)
class Mouvement:
    """« auteur_nom geste_libelle objet_libelle », `nombre` times in a row; the latest is at `at`."""

    auteur_nom: str
    geste_libelle: str
    objet_libelle: str
    at: datetime
    jour: str
    url: str
    nombre: int


def list_mouvements(membre: Membre, today: date) -> list[Mouvement]:
    """The last gestures of the others on the objects that this place sees; two queries, whatever the number.

    An object that is hidden from the person, an internal exchange for instance, does not exist here.
    """
    types = [*branchements.get_types(), *map(objets.get, TYPES_ECHANGES)]
    rows = (
        Journal.objects.for_espace(membre.espace_id)
        .filter(get_condition_objet_visible(membre.compte, types), at__gte=timezone.now() - DUREE)
        .exclude(auteur=membre.compte_id)
        .exclude(geste__in=SILENCIEUX)
        .order_by("-at", "uuid")[:MAX_LIGNES_LUES]
    )
    groups: dict[tuple[object, ...], list[Journal]] = {}
    for row in rows:
        cle = row.detail.get("discussion") or row.reference
        groups.setdefault((row.auteur_nom, row.au_nom_de, row.geste, cle), []).append(row)
    gardees = list(groups.values())[:MAX_MOUVEMENTS]
    autres = [group[0].reference for group in gardees if group[0].objet_type not in TYPES_ECHANGES]
    resolus = objets.resolve_all([reference for reference in autres if reference.objet_type != "espace"], membre.compte)
    mouvements = []
    for group in gardees:
        row = group[0]
        resolu = resolus.get(row.reference)
        is_echange = row.objet_type in TYPES_ECHANGES
        libelle = row.objet_libelle if is_echange else f"« {resolu.libelle if resolu else row.objet_libelle} »"
        mouvements.append(
            Mouvement(
                auteur_nom=row.au_nom_de or row.auteur_nom,
                geste_libelle=row.get_geste_display(),
                objet_libelle=libelle,
                at=row.at,
                jour=get_jour_relatif(timezone.localdate(row.at), today),
                url=_get_url_discussion(row) if is_echange else resolu.url if resolu else "",
                nombre=len(group),
            )
        )
    return mouvements


def _get_url_discussion(row: Journal) -> str:
    discussion = row.detail.get("discussion")
    return reverse("echanges:discussion_detail", args=[row.espace_uuid, discussion]) if discussion else ""
