"""Read espaces and their périmètres, always through what the person may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, Q, QuerySet, Value, When
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, PerimetreEspace, TypeEspace, get_condition_en_cours
from convive.espaces.models.espace import get_communes_fictives
from convive.espaces.rules import get_dernier_jour, is_en_cours
from convive.socle.uuids import parse_uuid
from convive.territoires.models import Territoire
from convive.territoires.rules import PerimetreResolu, TypeTerritoire
from convive.territoires.selectors import build_perimetre

# Nobody works in more; their périmètres are looked at one by one.
MAX_CHERCHES = 12


@dataclass(frozen=True, slots=True)
class LignePerimetre:
    """The communes of an espace between two days; `dernier_jour` counts, and comes before `date_debut` in a row that
    was replaced on its first day."""

    etat: str
    date_debut: date
    dernier_jour: date | None
    communes: tuple[str, ...]

    @property
    def is_remplace_le_jour_meme(self) -> bool:
        return self.dernier_jour is not None and self.dernier_jour < self.date_debut


def list_espaces(compte: Compte) -> list[Membre]:
    """The places of a person today, with their espace, in the order of names; one query."""
    membres = Membre.objects.en_cours().filter(compte=compte).select_related("espace")
    return list(membres.order_by("espace__nom", "espace_id"))


def get_perimetre_espace(espace: Espace) -> PerimetreResolu | None:
    """The périmètre of today, else the one to come, under the name of the espace; None when the espace has none (a
    cabinet, for instance)."""
    rows = PerimetreEspace.objects.filter(espace=espace).select_related("perimetre")
    row = rows.filter(get_condition_en_cours()).first() or rows.filter(date_fin__isnull=True).first()
    return replace(build_perimetre(row.perimetre), nom=espace.nom) if row else None


def find_espace_territoire(compte: Compte, codes: set[str]) -> Espace | None:
    """The espace of exactly these communes in which this person has a place today; an espace where one trains is none.
    Two queries at most by espace."""
    for membre in list_espaces(compte)[:MAX_CHERCHES]:
        if membre.espace.type != TypeEspace.TERRITOIRE:
            continue
        perimetre = get_perimetre_espace(membre.espace)
        if perimetre is not None and {commune.code for commune in perimetre.communes} == codes:
            return membre.espace
    return None


def _list_noms(espace: UUID) -> "QuerySet[PerimetreEspace, Any]":
    en_cours, commune = get_condition_en_cours(), "perimetre__communes"
    rows = PerimetreEspace.objects.filter(en_cours | Q(date_fin__isnull=True), espace=espace)
    return (
        rows.annotate(is_actuel=Case(When(en_cours, then=Value(1)), default=Value(0)))
        .order_by("-is_actuel", "-date_debut", "uuid")
        .values_list(
            *("pk", f"{commune}__is_actif", f"{commune}__code", f"{commune}__nom"),
            *(f"{commune}__parent__is_actif", f"{commune}__parent__code", f"{commune}__parent__nom"),
        )
    )


def get_noms_communes_perimetre(espace: UUID) -> dict[str, str]:
    """Code → name of the communes of `get_perimetre_espace`, by code, and nothing else of them; one query."""
    noms: dict[str, str] = {}
    premier = None
    for pk, is_actif, code, nom, parent_actif, parent_code, parent_nom in _list_noms(espace):
        premier = premier or pk
        if pk != premier:
            break
        if is_actif:
            noms[code] = nom
        elif parent_actif:
            # A commune that disappeared is named by its successor.
            noms[parent_code] = parent_nom
    return dict(sorted(noms.items()))


def get_noms_communes(codes: Iterable[str], connus: dict[str, str]) -> dict[str, str]:
    """The names of these codes, those out of the périmètre included; one query, none when all are known."""
    dehors = sorted({*codes} - {*connus} - {""})
    if not dehors:
        return connus
    types = (TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL)
    return connus | dict(Territoire.objects.filter(type__in=types, code__in=dehors).values_list("code", "nom"))


def list_perimetres(espace: Espace) -> list[PerimetreEspace]:
    """Every périmètre that the espace had, has or will have, the most recent first; two queries."""
    rows = PerimetreEspace.objects.filter(espace=espace).select_related("perimetre")
    return list(rows.prefetch_related("perimetre__communes").order_by("-date_debut", "-created_at"))


def get_dernier_perimetre(rows: Iterable[PerimetreEspace]) -> PerimetreResolu | None:
    """The périmètre that a change would close: the open one, be it to come; one query."""
    ouvert = next((row for row in rows if row.date_fin is None), None)
    return build_perimetre(ouvert.perimetre) if ouvert is not None else None


def build_lignes_perimetres(rows: Iterable[PerimetreEspace]) -> list[LignePerimetre]:
    today, lignes = timezone.localdate(), []
    for row in rows:
        is_actuel = is_en_cours(row.date_debut, row.date_fin, today)
        etat = "en cours" if is_actuel else "à venir" if row.date_debut > today else "passé"
        noms = tuple(sorted(commune.nom for commune in row.perimetre.communes.all()))
        lignes.append(LignePerimetre(etat, row.date_debut, row.date_fin and get_dernier_jour(row.date_fin), noms))
    return lignes


def get_espace_in_installation(uuid: str) -> Espace | None:
    """An espace whoever asks: for the command line of the installation, never for a page."""
    return Espace.objects.filter(pk=identifier).first() if (identifier := parse_uuid(uuid)) else None


def is_espace_fictif(espace: Espace) -> bool:
    """Whether each page says that its communes are invented, for one that did not come through a place; one query."""
    return Espace.objects.filter(Exists(get_communes_fictives("pk")), pk=espace.pk).exists()
