"""Read constats with what they rest on and what partners say of them, through the limits of a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from convive.diagnostic.models import AvisConstat, Constat, NatureConstat, Parole, PreuveConstat
from convive.diagnostic.rules.constats import (
    Accord,
    build_detail_accord,
    compute_accord,
    list_manques,
)
from convive.diagnostic.selectors.element import (
    filter_mots,
    filter_portee,
    get_noms,
    list_noms_thematiques,
    with_thematiques,
)
from convive.documents.models import PieceJointe
from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_noms_communes_perimetre

PAR_PAGE = 20
MAX_CHOIX = 40
SANS_PREUVE, BROUILLONS, SANS_AVIS, DEUX_LECTURES = "sans_preuve", "brouillons", "sans_avis", "deux_lectures"


@dataclass(frozen=True, slots=True)
class CriteresConstats:
    q: str = ""
    thematique: str = ""
    commune: str = ""
    nature: str = ""
    fiabilite: str = ""
    etat: str = ""

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.thematique or self.commune or self.nature or self.fiabilite or self.etat)


@dataclass(frozen=True, slots=True)
class CarteConstat:
    """A constat, its evidence that this place may read, and the avis; ready to show."""

    constat: Constat
    thematiques: tuple[str, ...]
    communes: tuple[str, ...]
    preuves: tuple[PreuveConstat, ...]
    avis: tuple[AvisConstat, ...]

    @property
    def chiffres(self) -> list[PreuveConstat]:
        return [preuve for preuve in self.preuves if preuve.nature == NatureConstat.DONNEE]

    @property
    def paroles(self) -> list[PreuveConstat]:
        return [preuve for preuve in self.preuves if preuve.nature == NatureConstat.PAROLE]

    @property
    def observations(self) -> list[PreuveConstat]:
        return [preuve for preuve in self.preuves if preuve.nature == NatureConstat.OBSERVATION]

    @property
    def documents(self) -> list[PreuveConstat]:
        return [preuve for preuve in self.preuves if preuve.nature == NatureConstat.DOCUMENT]

    @property
    def accord(self) -> Accord:
        return compute_accord(avis.sens for avis in self.avis)

    @property
    def accord_libelle(self) -> str:
        return self.accord.libelle

    @property
    def detail_accord(self) -> str:
        return build_detail_accord([avis.sens for avis in self.avis])

    @property
    def manques(self) -> list[str]:
        return list_manques(
            natures=[preuve.nature for preuve in self.preuves],
            has_thematique=bool(self.thematiques),
            is_partage=self.constat.is_partage,
        )


def get_constats(membre: Membre) -> QuerySet[Constat]:
    return Constat.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def with_cartes(membre: Membre, constats: QuerySet[Constat]) -> QuerySet[Constat]:
    """With all that a card shows: four queries more, whatever the number of constats."""
    visibles = Parole.objects.visible_to(membre.compte)
    preuves = PreuveConstat.objects.order_by("ordre", "created_at").prefetch_related(Prefetch("parole", visibles))
    avis = AvisConstat.objects.select_related("organisation").order_by("date", "created_at")
    return with_thematiques(constats).prefetch_related(Prefetch("preuves", preuves), Prefetch("avis", avis))


def build_carte(constat: Constat, noms: dict[str, str]) -> CarteConstat:
    """No query once `with_cartes` was used. Words that this place may not read are not there."""
    shown = [p for p in constat.preuves.all() if p.nature != NatureConstat.PAROLE or p.parole is not None]
    for preuve in shown:
        preuve.constat = constat
    return CarteConstat(
        constat,
        list_noms_thematiques(constat),
        get_noms(constat.communes, noms),
        tuple(shown),
        tuple(constat.avis.all()),
    )


def build_carte_publique(constat: Constat) -> CarteConstat:
    return build_cartes_publiques([constat])[0]


def build_cartes_publiques(constats: Sequence[Constat]) -> list[CarteConstat]:
    """For someone without an account, who was sent these constats: words that may be quoted only, no document. One
    query."""
    rows = PreuveConstat.objects.filter(constat__in=constats).exclude(nature=NatureConstat.DOCUMENT)
    shown: dict[UUID, list[PreuveConstat]] = {constat.pk: [] for constat in constats}
    for preuve in rows.select_related("parole").order_by("ordre", "created_at"):
        parole = preuve.parole
        if parole is None or (parole.is_partagee and parole.date_suppression is None):
            shown[preuve.constat_id].append(preuve)
    return [CarteConstat(constat, (), (), tuple(shown[constat.pk]), ()) for constat in constats]


def filter_constats(constats: QuerySet[Constat], criteres: CriteresConstats) -> QuerySet[Constat]:
    rows = filter_portee(constats, thematique=criteres.thematique, commune=criteres.commune)
    rows = filter_mots(rows, criteres.q, ("texte", "precision"))
    if criteres.nature:
        rows = rows.filter(Exists(PreuveConstat.objects.filter(constat=OuterRef("pk"), nature=criteres.nature)))
    if criteres.fiabilite.isdecimal():
        rows = rows.filter(fiabilite=int(criteres.fiabilite))
    avis = AvisConstat.objects.filter(constat=OuterRef("pk"))
    if criteres.etat == SANS_PREUVE:
        rows = rows.filter(~Exists(PreuveConstat.objects.filter(constat=OuterRef("pk"))))
    elif criteres.etat == BROUILLONS:
        rows = rows.filter(date_partage__isnull=True)
    elif criteres.etat == SANS_AVIS:
        rows = rows.filter(~Exists(avis), date_partage__isnull=False)
    elif criteres.etat == DEUX_LECTURES:
        rows = rows.filter(Exists(avis.filter(sens="desaccord")))
    return rows


def list_constats(
    membre: Membre, criteres: CriteresConstats, numero: str, noms: dict[str, str]
) -> tuple[Page[Any], list[CarteConstat]]:
    """One page of cards, the latest first; six queries."""
    rows = filter_constats(get_constats(membre), criteres).order_by("-updated_at", "pk")
    page = Paginator(with_cartes(membre, rows), PAR_PAGE).get_page(numero)
    return page, [build_carte(constat, noms) for constat in page]


def get_constat(membre: Membre, uuid: UUID) -> Constat | None:
    """A constat with its card; five queries."""
    rows = with_cartes(membre, get_constats(membre)).select_related("created_by", "updated_by")
    constat = rows.filter(pk=uuid).first()
    if constat is not None:
        constat.espace = membre.espace
    return constat


def get_constat_nu(membre: Membre, uuid: UUID) -> Constat | None:
    """A constat with its thématiques, and nothing that its card shows; two queries."""
    constat = with_thematiques(get_constats(membre)).filter(pk=uuid).first()
    if constat is not None:
        constat.espace = membre.espace
    return constat


def list_pieces_posees(constat: Constat) -> frozenset[UUID]:
    """The documents that are under this constat already; one query."""
    rows = PreuveConstat.objects.filter(constat=constat, piece__isnull=False)
    return frozenset(uuid for uuid in rows.values_list("piece", flat=True) if uuid)


def list_pieces_visibles(membre: Membre, preuves: Iterable[PreuveConstat]) -> frozenset[UUID]:
    """Which of the documents quoted this place may open; one query, none without document."""
    uuids = [preuve.piece_id for preuve in preuves if preuve.piece_id]
    if not uuids:
        return frozenset()
    return frozenset(PieceJointe.objects.visible_to(membre.compte).filter(pk__in=uuids).values_list("pk", flat=True))


def get_noms_perimetre(membre: Membre) -> dict[str, str]:
    """Code → name, in the order of the périmètre of the espace."""
    return get_noms_communes_perimetre(membre.espace_id)


def list_choix_paroles(membre: Membre, constat: Constat, q: str) -> Sequence[Parole]:
    """Words to lay under a constat, those of its thématiques first; those already there are left out; one query."""
    rows = Parole.objects.visible_to(membre.compte).filter(espace=membre.espace_id).exclude(preuves__constat=constat)
    siennes = Parole.thematiques.through.objects.filter(
        parole=OuterRef("pk"), thematique__in=[thematique.pk for thematique in constat.thematiques.all()]
    )
    found = filter_mots(rows, q, ("verbatim",)).annotate(is_du_sujet=Exists(siennes))
    return list(found.order_by("-is_du_sujet", "-date_recueil", "pk")[:MAX_CHOIX])
