"""Search in what a person may open. Nothing else is ever read: not to count, not to rank, not to suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from convive.recherche.models import EntreeRecherche
from convive.recherche.moteurs import get_moteur
from convive.recherche.rules.cles import SANS_ESPACE, build_cle_espace, build_cle_type
from convive.recherche.rules.requete import Forme, Requete
from convive.socle.objets import TypeObjet, objets

# Beyond, the page says « plus de 500 » and asks for one more word; a word that common ranks nothing anyway.
MAX_CANDIDATS = 500


@dataclass(frozen=True, slots=True)
class Candidat:
    """A row that answers, before its texts are read."""

    pk: int
    objet_type: str
    objet_uuid: UUID
    espace_uuid: UUID | None
    rang: tuple[int, float]


def list_types_cherches() -> list[TypeObjet]:
    return [type_objet for type_objet in objets.get_all() if type_objet.get_textes is not None]


def filter_visibles(compte: Any, types: Sequence[TypeObjet]) -> QuerySet[EntreeRecherche]:
    """Entries of objects that this person may open: the database decides, by the `visible_to` of each type."""
    condition = Q(pk__in=[])
    for type_objet in types:
        visible = type_objet.visible_to(compte).filter(pk=OuterRef("objet_uuid"))
        condition |= Q(objet_type=type_objet.cle) & Exists(visible)
    return EntreeRecherche.objects.filter(condition)


def search_candidats(
    compte: Any, requete: Requete, *, espaces: Sequence[UUID], types: Sequence[TypeObjet], avec_sans_espace: bool = True
) -> list[Candidat]:
    """What answers among the `espaces`, best first: words in the title, then the engine's score, then the latest.

    One query; two when the words are common, so that a title is never lost among recent texts.
    """
    cles_espaces = [*([SANS_ESPACE] if avec_sans_espace else []), *map(build_cle_espace, espaces)]
    if requete.is_vide or not types or not cles_espaces:
        return []
    cles = (cles_espaces, [build_cle_type(type_objet.cle) for type_objet in types])
    visibles, moteur = filter_visibles(compte, types), get_moteur()
    champs = ("pk", "objet_type", "objet_uuid", "espace_id", "score", "titre_index")
    rows = list(moteur.filter_entrees(visibles, requete, cles=cles).values_list(*champs)[:MAX_CANDIDATS])
    if len(rows) == MAX_CANDIDATS:
        titres = moteur.filter_entrees(visibles, requete, cles=cles, titre_seul=True).values_list(*champs)
        rows += titres[:MAX_CANDIDATS]
    found = {
        pk: Candidat(pk, cle, uuid, espace, (_count_termes(titre, requete), score))
        for pk, cle, uuid, espace, score, titre in rows
    }
    return sorted(found.values(), key=lambda candidat: (candidat.rang, candidat.pk), reverse=True)


def _count_termes(titre_index: str, requete: Requete) -> int:
    """How many terms of the question the title holds."""
    jetons = titre_index.split()
    mots = set(jetons)
    return sum(any(_is_forme_dans(forme, jetons, mots) for forme in terme.formes) for terme in requete.termes)


def _is_forme_dans(forme: Forme, jetons: list[str], mots: set[str]) -> bool:
    if not forme.prefixe:
        return mots.issuperset(forme.jetons)
    return any(jeton.startswith(forme.jetons[-1]) for jeton in jetons)
