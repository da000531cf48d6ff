"""The limits of places: what a form offers, and how they are said in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from convive.espaces.models import Espace, Invitation, Membre, PerimetreEspace, Role, Thematique
from convive.espaces.rules import SANS_LIMITE, Limites, build_phrase_limites
from convive.territoires.selectors import get_communes_from_codes

Choix = list[tuple[str, str]]
SANS_LECTURE = "les réglages seulement"
"""The access of a technical administrator, who reads nothing of what is written."""


@dataclass(frozen=True, slots=True)
class ChoixLimites:
    """What a place of this espace may be limited to: (identifier, label) pairs.

    What a place is already limited to is offered too, archived or out of the périmètre, and says so.
    """

    thematiques: Choix
    communes: Choix


def get_choix_limites(espace: Espace, limites: Limites = SANS_LIMITE) -> ChoixLimites:
    """Three queries, one more for a commune that left the périmètre."""
    offered = Q(date_archivage__isnull=True) | Q(pk__in=limites.thematiques)
    thematiques = [
        (str(row.pk), row.nom if row.date_archivage is None else f"{row.nom} (archivée)")
        for row in Thematique.objects.filter(offered, espace=espace)
    ]
    noms = _get_noms_communes(espace)
    dehors = get_communes_from_codes(sorted(limites.communes - set(noms)))
    gone = {commune.code: commune.nom for commune in dehors.communes}
    labels = {code: f"{gone.get(code, code)} (hors du périmètre)" for code in limites.communes - set(noms)}
    return ChoixLimites(thematiques, sorted((noms | labels).items(), key=lambda choix: (choix[1], choix[0])))


def _get_noms_communes(espace: Espace, *, with_anciens: bool = False) -> dict[str, str]:
    """Communes of the périmètres of today and to come, and of those before, code → name; two queries."""
    rows = PerimetreEspace.objects.filter(espace=espace)
    if not with_anciens:
        rows = rows.filter(Q(date_fin__isnull=True) | Q(date_fin__gt=timezone.localdate()))
    perimetres = rows.select_related("perimetre").prefetch_related("perimetre__communes")
    return {commune.code: commune.nom for row in perimetres for commune in row.perimetre.communes.all()}


def is_limites_possibles(espace: Espace, limites: Limites, anciennes: Limites = SANS_LIMITE) -> bool:
    """Whether these limits speak of this espace alone, of today or of before; a place keeps those that it has."""
    added = limites.thematiques - anciennes.thematiques
    known = Thematique.objects.filter(espace=espace, pk__in=added).count() == len(added)
    return known and limites.communes - anciennes.communes <= set(_get_noms_communes(espace, with_anciens=True))


def build_limites_en_mots(
    espace: Espace | None, places: Iterable[Membre | Invitation], noms: Mapping[str, str] = MappingProxyType({})
) -> Mapping[UUID, str]:
    """« Petite enfance, 3 communes » for each place; two queries at most, when one is limited to communes.

    The thématiques of the places are prefetched by the caller. Without `espace`, they may be of several.
    `noms` are those of the communes that the caller already knows.
    """
    places = list(places)
    codes = {code for place in places for code in place.communes}
    noms = dict(noms)
    if codes - set(noms) and espace:
        noms |= _get_noms_communes(espace)
    if missing := sorted(codes - set(noms)):
        noms |= {commune.code: commune.nom for commune in get_communes_from_codes(missing).communes}
    return {
        place.pk: SANS_LECTURE
        if place.role == Role.ADMINISTRATEUR_TECHNIQUE
        else build_phrase_limites(
            [str(thematique) for thematique in place.thematiques.all()],
            sorted(noms.get(code, code) for code in place.communes),
        )
        for place in places
    }
