"""Read the discussions of an object or of an espace."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, StringAgg, Subquery, Value

from convive.comptes.models import Compte
from convive.echanges.branchements import branchements
from convive.echanges.models import Commentaire, Discussion, Mention
from convive.espaces.models import Membre
from convive.socle.objets import ObjetResolu, Reference, objets

SEPARATEUR = "\n"
MAX_DISCUSSIONS = 20
PAR_PAGE = 25


class Vue(StrEnum):
    """The lists of the page « Échanges »."""

    OUVERTES = "ouvertes"
    POUR_MOI = "pour-moi"
    INTERNES = "internes"
    REGLEES = "reglees"


@dataclass(frozen=True, slots=True)
class FilDiscussion:
    """A discussion and its comments, oldest first. Each has `noms`, the people whose advice it asks for."""

    discussion: Discussion
    commentaires: tuple[Commentaire, ...]


@dataclass(frozen=True, slots=True)
class DiscussionsObjet:
    """`is_complete` is false if the object has more discussions than those returned."""

    ouvertes: tuple[FilDiscussion, ...]
    reglees: tuple[FilDiscussion, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class LigneDiscussion:
    """A discussion in a list: its object, its last comment, and its number of comments."""

    discussion: Discussion
    objet: ObjetResolu
    auteur_nom: str
    extrait: str
    nombre: int


def get_objet(compte: Compte, espace_uuid: UUID, reference: Reference) -> Any | None:
    """The object, if its type can be discussed, the person can see it and it belongs to this espace; otherwise None."""
    if branchements.get(reference.objet_type) is None:
        return None
    type_objet = objets.get(reference.objet_type)
    objet = type_objet.visible_to(compte).filter(pk=reference.objet_uuid).first()
    if objet is None or type_objet.get_espace_uuid is None or type_objet.get_espace_uuid(objet) != espace_uuid:
        return None
    return objet


def get_objet_resolu(objet: Any) -> ObjetResolu:
    """Name, type and page of an object that is already loaded."""
    reference = objets.get_reference(objet)
    type_objet = objets.get(reference.objet_type)
    return ObjetResolu(reference, type_objet.libelle, str(objet), type_objet.get_url(objet))


def _group(rows: Iterable[Commentaire]) -> list[FilDiscussion]:
    groups: dict[UUID, list[Commentaire]] = {}
    for row in rows:
        groups.setdefault(row.discussion_id, []).append(row)
    return [FilDiscussion(group[0].discussion, tuple(group)) for group in groups.values()]


def _with_noms() -> Any:
    rows = Commentaire.objects.select_related("discussion")
    return rows.annotate(noms=StringAgg("mentions__compte__nom_affiche", delimiter=Value(SEPARATEUR)))


def _list_commentaires(membre: Membre, reference: Reference, limit: int) -> Any:
    discussions = Discussion.objects.for_membre(membre).filter(
        objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
    )
    # Open discussions first: the limit must only cut off settled ones.
    ordre = (F("reglee_le").desc(nulls_first=True), "-active_le", "uuid")
    choisies = discussions.order_by(*ordre)[: limit + 1]
    rows = _with_noms().filter(discussion__in=choisies.values("pk"))
    return rows.order_by("-discussion__active_le", "discussion_id", "publie_le", "uuid")


def list_discussions_objet(membre: Membre, reference: Reference, limit: int) -> DiscussionsObjet:
    """The discussions a membre may read about an object she can see, last active first, at most `limit`; one query."""
    fils = _group(_list_commentaires(membre, reference, limit))
    gardes = fils if len(fils) <= limit else sorted(fils, key=lambda fil: fil.discussion.is_reglee)[:limit]
    return DiscussionsObjet(
        tuple(fil for fil in gardes if not fil.discussion.is_reglee),
        tuple(fil for fil in gardes if fil.discussion.is_reglee),
        len(fils) <= limit,
    )


def count_discussions(membre: Membre, objet_type: str) -> dict[UUID, int]:
    """How many open discussions a membre may read about each object of a type, for a page that lists them; one
    query."""
    rows = Discussion.objects.for_membre(membre).filter(objet_type=objet_type, reglee_le__isnull=True)
    return dict(rows.order_by().values_list("objet_uuid").annotate(Count("pk")))


def count_discussions_objet(membre: Membre, reference: Reference) -> tuple[int, int]:
    """How many discussions a membre may read about an object, open and settled; one query."""
    rows = Discussion.objects.for_membre(membre).filter(
        objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
    )
    comptes = rows.aggregate(toutes=Count("pk"), reglees=Count("reglee_le"))
    return comptes["toutes"] - comptes["reglees"], comptes["reglees"]


def has_discussions(objet: Any) -> bool:
    """Whether an object has discussions, which would be deleted with it, whoever may read them."""
    reference = objets.get_reference(objet)
    rows = Discussion.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)
    return rows.exists()


def get_discussion(membre: Membre, uuid: UUID) -> FilDiscussion | None:
    """A discussion that this membre may read, with its comments. The caller must still check access to the object."""
    discussions = Discussion.objects.for_membre(membre).filter(pk=uuid)
    rows = _with_noms().filter(discussion__in=discussions.values("pk")).order_by("publie_le", "uuid")
    fils = _group(rows)
    return fils[0] if fils else None


def get_commentaire(membre: Membre, uuid: UUID) -> Commentaire | None:
    """A comment, deleted or not, of a discussion that this membre may read."""
    discussions = Discussion.objects.for_membre(membre)
    rows = Commentaire.objects.filter(discussion__in=discussions.values("pk"), pk=uuid)
    return rows.select_related("discussion__espace").first()


def has_suite(commentaire: Commentaire) -> bool:
    suite = Commentaire.objects.filter(discussion=commentaire.discussion_id, publie_le__gt=commentaire.publie_le)
    return suite.exists()


def list_discussions(membre: Membre, vue: Vue, numero: str) -> tuple[Page[Discussion], list[LigneDiscussion]]:
    """One page of the discussions of an espace that the person can see, last active first.

    « Pour moi » keeps the open ones in which her advice is asked, or in which she has written.
    """
    rows = (
        Discussion.objects.for_membre(membre).visible_to(membre.compte).filter(reglee_le__isnull=vue is not Vue.REGLEES)
    )
    if vue is Vue.INTERNES:
        rows = rows.filter(is_interne=True)
    if vue is Vue.POUR_MOI:
        ecrits = Commentaire.objects.filter(discussion=OuterRef("pk"), auteur=membre.compte_id)
        mentions = Mention.objects.filter(commentaire__discussion=OuterRef("pk"), compte=membre.compte_id)
        rows = rows.filter(Exists(ecrits) | Exists(mentions))
    dernier = Commentaire.objects.filter(discussion=OuterRef("pk")).order_by("-publie_le", "-uuid")
    rows = rows.annotate(
        nombre=Count("commentaires"),
        dernier_auteur=Subquery(dernier.values("auteur_nom")[:1]),
        dernier_texte=Subquery(dernier.values("texte")[:1]),
    )
    page = Paginator(rows.order_by("-active_le", "uuid"), PAR_PAGE).get_page(numero)
    resolus = objets.resolve_all([discussion.reference for discussion in page], membre.compte)
    lignes = [
        LigneDiscussion(
            discussion,
            resolus[discussion.reference],
            discussion.dernier_auteur,  # type: ignore[attr-defined]  # annotated above
            discussion.dernier_texte,  # type: ignore[attr-defined]  # annotated above
            discussion.nombre,  # type: ignore[attr-defined]  # annotated above
        )
        for discussion in page
        if discussion.reference in resolus
    ]
    return page, lignes
