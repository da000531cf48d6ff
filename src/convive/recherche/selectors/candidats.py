"""Search in what a person may open. The text of anything else is never read, whether to count, rank or suggest."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models.functions import Left

from convive.recherche.models import EntreeRecherche
from convive.recherche.moteurs import get_moteur
from convive.recherche.rules.classement import MAX_LU, Rang, compute_rang
from convive.recherche.rules.cles import SANS_ESPACE, build_cle_espace, build_cle_type
from convive.recherche.rules.francais import VERSION_ANALYSE
from convive.recherche.rules.requete import Requete
from convive.socle.objets import TypeObjet, objets

# With more matches, the page says « plus de 200 » and asks for another word: ranking by such a common word is useless.
MAX_CANDIDATS = 200
# For such a common word, only this many of the latest matching titles are added: they fill the first pages, and each
# one has a cost.
MAX_TITRES = 60


@dataclass(frozen=True, slots=True)
class Candidat:
    """A row that matches, before its texts are read. `cle_espace` and `cle_type` are its keys in the index."""

    pk: int
    cle_espace: str
    cle_type: str
    rang: Rang


def list_types_cherches() -> list[TypeObjet]:
    return [type_objet for type_objet in objets.get_all() if type_objet.get_textes is not None]


def search_candidats(
    compte: Any,
    requete: Requete,
    *,
    espaces: Sequence[UUID],
    types: Sequence[TypeObjet],
    type_seul: TypeObjet | None = None,
) -> list[Candidat]:
    """The matches in these `espaces` that the compte may open, best first by `compute_rang`, then latest first.

    Three queries, plus one when a word is so common that titles are searched separately. There are more only when many
    matches are hidden from this compte: they do not count, so the search continues past them.
    """
    if requete.is_vide or not types:
        return []
    cles: list[Sequence[str]] = [[SANS_ESPACE, *map(build_cle_espace, espaces)]]
    if type_seul is not None:
        types, cles = [type_seul], [*cles, [build_cle_type(type_seul.cle)]]
    visibles: set[int] = set()
    avant, lot = None, MAX_CANDIDATS
    while True:
        rows = _list_lot(requete, cles, lot, avant=avant)
        is_dernier = len(rows) < lot
        if avant is None and not is_dernier:
            # Older matches in a title must not be lost behind recent matches in a body.
            rows = [*_list_lot(requete, cles, MAX_TITRES, titre_seul=True), *rows]
        visibles |= filter_visibles(compte, types, rows)
        if is_dernier or len(visibles) >= MAX_CANDIDATS:
            return _build_candidats(visibles, requete)
        avant, lot = rows[-1][0], lot * 4


type _Ligne = tuple[int, str, UUID]


def _list_lot(
    requete: Requete,
    cles: Sequence[Sequence[str]],
    limit: int,
    *,
    avant: int | None = None,
    titre_seul: bool = False,
) -> list[_Ligne]:
    """The latest rows that match, among those written before the row `avant`."""
    entrees = EntreeRecherche.objects.all() if avant is None else EntreeRecherche.objects.filter(pk__lt=avant)
    found = get_moteur().filter_entrees(entrees, requete, cles=cles, titre_seul=titre_seul)
    return list(found.values_list("pk", "objet_type", "objet_uuid")[:limit])


def filter_visibles(compte: Any, types: Sequence[TypeObjet], rows: Sequence[_Ligne]) -> set[int]:
    """Primary keys of the entries whose object this person may open: the `visible_to` of every type, in one query."""
    identifiants: dict[str, dict[UUID, int]] = defaultdict(dict)
    for pk, objet_type, objet_uuid in rows:
        identifiants[objet_type][objet_uuid] = pk
    parts = [
        type_objet.visible_to(compte).filter(pk__in=list(uuids)).order_by().values_list("pk")
        for type_objet in types
        if (uuids := identifiants.get(type_objet.cle))
    ]
    if not parts:
        return set()
    # The union would otherwise restore the default ordering of its first model.
    seen = parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0]
    by_uuid = {uuid: pk for uuids in identifiants.values() for uuid, pk in uuids.items()}
    return {by_uuid[uuid] for (uuid,) in seen}


def _build_candidats(pks: set[int], requete: Requete) -> list[Candidat]:
    rows = EntreeRecherche.objects.filter(pk__in=pks).annotate(debut=Left("corps_index", MAX_LU))
    found = []
    for pk, mots, titre, debut in rows.order_by().values_list("pk", "cles", "titre_index", "debut"):
        cle_espace, cle_type = mots.split()
        found.append(Candidat(pk, cle_espace, cle_type, compute_rang(titre, debut, requete)))
    return sorted(found, key=lambda candidat: (candidat.rang, candidat.pk), reverse=True)


def is_index_perime() -> bool:
    """Whether the index is missing, or was built by a version that analysed French differently."""
    entrees = EntreeRecherche.objects
    return entrees.exclude(version_analyse=VERSION_ANALYSE).exists() or (
        not entrees.exists() and any(t.model._default_manager.exists() for t in list_types_cherches())
    )
