"""Search in what a person may open. Nothing else is ever read: not to count, not to rank, not to suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from convive.recherche.models import EntreeRecherche
from convive.recherche.moteurs import get_moteur
from convive.recherche.rules.classement import MAX_LU, Rang, compute_rang
from convive.recherche.rules.cles import SANS_ESPACE, build_cle_espace, build_cle_type
from convive.recherche.rules.requete import Requete
from convive.socle.objets import TypeObjet, objets

# Beyond, the page says « plus de 200 » and asks for one more word; a word that common ranks nothing anyway.
MAX_CANDIDATS = 200


@dataclass(frozen=True, slots=True)
class Candidat:
    """A row that answers, before its texts are read. `cle_espace` and `cle_type` are the words of the index."""

    pk: int
    cle_espace: str
    cle_type: str
    rang: Rang


def list_types_cherches() -> list[TypeObjet]:
    return [type_objet for type_objet in objets.get_all() if type_objet.get_textes is not None]


def filter_visibles(compte: Any, types: Sequence[TypeObjet]) -> QuerySet[EntreeRecherche]:
    """Entries of objects that this person may open: the database decides, by the `visible_to` of each type."""
    condition = Q(pk__in=[])
    for type_objet in types:
        visible = type_objet.visible_to(compte).filter(pk=OuterRef("objet_uuid"))
        condition |= Q(Exists(visible), objet_type=type_objet.cle)
    return EntreeRecherche.objects.filter(condition)


def search_candidats(
    compte: Any,
    requete: Requete,
    *,
    espaces: Sequence[UUID],
    types: Sequence[TypeObjet],
    type_seul: TypeObjet | None = None,
) -> list[Candidat]:
    """What answers in these `espaces`, best first: by `compute_rang`, then the latest.

    One query; two when the words are common, so that a title is never lost among recent texts.
    """
    if requete.is_vide or not types:
        return []
    cles: list[Sequence[str]] = [[SANS_ESPACE, *map(build_cle_espace, espaces)]]
    if type_seul is not None:
        types, cles = [type_seul], [*cles, [build_cle_type(type_seul.cle)]]
    visibles, moteur = filter_visibles(compte, types), get_moteur()
    visibles = visibles.annotate(debut=Left("corps_index", MAX_LU))
    champs = ("pk", "cles", "titre_index", "debut")
    rows = list(moteur.filter_entrees(visibles, requete, cles=cles).values_list(*champs)[:MAX_CANDIDATS])
    if len(rows) == MAX_CANDIDATS:
        titres = moteur.filter_entrees(visibles, requete, cles=cles, titre_seul=True).values_list(*champs)
        rows += titres[:MAX_CANDIDATS]
    found = {}
    for pk, mots, titre, debut in rows:
        cle_espace, cle_type = mots.split()
        found[pk] = Candidat(pk, cle_espace, cle_type, compute_rang(titre, debut, requete))
    return sorted(found.values(), key=lambda candidat: (candidat.rang, candidat.pk), reverse=True)
