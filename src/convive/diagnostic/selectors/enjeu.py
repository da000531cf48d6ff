"""Read the enjeux of an espace, how they were scored, and the constats that none of them takes up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from convive.diagnostic.models import Constat, CritereEnjeu, DecisionEnjeu, Enjeu, TourVote, VoteEnjeu
from convive.diagnostic.rules.enjeux import Resultat, build_conseil, compute_resultat, rank
from convive.diagnostic.selectors.criteres import list_criteres_usuels
from convive.diagnostic.selectors.element import list_noms_thematiques, with_thematiques
from convive.espaces.models import Espace, Membre


@dataclass(frozen=True, slots=True)
class LigneEnjeu:
    """An enjeu with what was voted of it; `resultat` is None when the reader may not see the votes yet."""

    enjeu: Enjeu
    thematiques: tuple[str, ...]
    constats: tuple[Constat, ...]
    resultat: Resultat | None
    rang: int | None


@dataclass(frozen=True, slots=True)
class TableauEnjeux:
    """The enjeux in the order of the ranking, then those without a score; `orphelins` are constats of no enjeu."""

    lignes: tuple[LigneEnjeu, ...]
    tour: TourVote | None
    orphelins: tuple[Constat, ...]

    def list_decision(self, *decisions: str) -> list[LigneEnjeu]:
        return [ligne for ligne in self.lignes if ligne.enjeu.decision in decisions]

    @property
    def retenus(self) -> list[LigneEnjeu]:
        return self.list_decision(DecisionEnjeu.RETENU)

    @property
    def reportes(self) -> list[LigneEnjeu]:
        return self.list_decision(DecisionEnjeu.REPORTE)

    @property
    def ecartes(self) -> list[LigneEnjeu]:
        return self.list_decision(DecisionEnjeu.ECARTE)

    @property
    def a_decider(self) -> list[LigneEnjeu]:
        return self.list_decision(DecisionEnjeu.A_DECIDER)

    @property
    def conseil(self) -> str:
        return build_conseil(len(self.retenus))


@dataclass(frozen=True, slots=True)
class NoteCritere:
    """A criterion of a vote, its mean over the complete ballots, and how many gave each note from 0 to 4."""

    critere: CritereEnjeu
    moyenne: float | None
    repartition: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BulletinLu:
    """A ballot of a comité, under the name of who gave it."""

    nom: str
    notes: tuple[int | None, ...]


def get_enjeux(membre: Membre) -> QuerySet[Enjeu]:
    return Enjeu.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def _with_details(membre: Membre, enjeux: QuerySet[Enjeu]) -> QuerySet[Enjeu]:
    constats = Constat.objects.visible_to(membre.compte).order_by("texte", "pk")
    return with_thematiques(enjeux).prefetch_related(Prefetch("constats", constats))


def get_enjeu(membre: Membre, uuid: UUID) -> Enjeu | None:
    rows = _with_details(membre, get_enjeux(membre)).select_related("created_by", "updated_by", "note_par")
    enjeu = rows.filter(pk=uuid).first()
    if enjeu is not None:
        enjeu.espace = membre.espace
    return enjeu


def list_tours(membre: Membre) -> list[TourVote]:
    """The last one first, with their criteria; two queries."""
    rows = TourVote.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    tours = list(rows.order_by("-date_ouverture", "-created_at").prefetch_related("criteres"))
    for tour in tours:
        tour.espace = membre.espace
    return tours


def choose_tour(tours: Sequence[TourVote], *, with_ouvert: bool) -> TourVote | None:
    """The vote whose scores are shown: the last one; while it is open, only to those who run it."""
    return next((tour for tour in tours if with_ouvert or not tour.is_ouvert), None)


def get_tour_ouvert(membre: Membre) -> TourVote | None:
    return next((tour for tour in list_tours(membre) if tour.is_ouvert), None)


def has_tour_ouvert(membre: Membre) -> bool:
    """One query: the tabs ask it on every page of the enjeux."""
    rows = TourVote.objects.visible_to(membre.compte)
    return rows.filter(espace=membre.espace_id, date_cloture__isnull=True).exists()


def get_poids(tour: TourVote) -> dict[object, int]:
    """No query once the criteria were prefetched."""
    return {critere.pk: critere.poids for critere in tour.criteres.all()}


def read_bulletins(tour: TourVote) -> dict[UUID, dict[str, dict[object, int]]]:
    """Enjeu → ballot → criterion → note; one query."""
    bulletins: dict[UUID, dict[str, dict[object, int]]] = {}
    rows = VoteEnjeu.objects.filter(tour=tour).values_list("enjeu", "bulletin", "critere", "note")
    for enjeu, bulletin, critere, note in rows:
        bulletins.setdefault(enjeu, {}).setdefault(bulletin, {})[critere] = note
    return bulletins


def get_tableau(membre: Membre, *, with_ouvert: bool) -> TableauEnjeux:
    """Seven queries, whatever the number of enjeux."""
    enjeux = list(_with_details(membre, get_enjeux(membre)).order_by("created_at", "pk"))
    tour = choose_tour(list_tours(membre), with_ouvert=with_ouvert)
    constats = {enjeu.pk: tuple(enjeu.constats.all()) for enjeu in enjeux}
    return _build_tableau(enjeux, tour, constats, list_orphelins(membre))


def get_tableau_espace(espace: Espace) -> TableauEnjeux:
    """As everyone may read it, for a document: the last closed vote, no constat. Five queries."""
    enjeux = list(with_thematiques(Enjeu.objects.presentes().filter(espace=espace)).order_by("created_at", "pk"))
    tours = TourVote.objects.filter(espace=espace, date_cloture__isnull=False).prefetch_related("criteres")
    tour = tours.order_by("-date_ouverture", "-created_at").first()
    return _build_tableau(enjeux, tour, {}, ())


def count_enjeux(espace: Espace) -> int:
    return Enjeu.objects.presentes().filter(espace=espace).count()


def _build_tableau(
    enjeux: Sequence[Enjeu],
    tour: TourVote | None,
    constats: Mapping[UUID, tuple[Constat, ...]],
    orphelins: Iterable[Constat],
) -> TableauEnjeux:
    resultats: dict[UUID, Resultat] = {}
    if tour is not None:
        poids, bulletins = get_poids(tour), read_bulletins(tour)
        resultats = {e.pk: compute_resultat(bulletins.get(e.pk, {}).values(), poids) for e in enjeux}
    rangs = rank({pk: resultat.score for pk, resultat in resultats.items()})
    lignes = [
        LigneEnjeu(e, list_noms_thematiques(e), constats.get(e.pk, ()), resultats.get(e.pk), rangs.get(e.pk))
        for e in enjeux
    ]
    ordered = sorted(lignes, key=lambda ligne: ligne.rang or len(lignes) + 1)
    return TableauEnjeux(tuple(ordered), tour, tuple(orphelins))


def list_orphelins(membre: Membre) -> list[Constat]:
    """Shared constats that no enjeu takes up; one query."""
    repris = Enjeu.constats.through._default_manager.filter(
        constat=OuterRef("pk"), enjeu__date_suppression__isnull=True
    )
    rows = Constat.objects.visible_to(membre.compte).filter(
        ~Exists(repris), espace=membre.espace_id, date_partage__isnull=False
    )
    return list(rows.order_by("texte", "pk"))


def list_choix_constats(membre: Membre) -> list[Constat]:
    """Those that an enjeu may take up; two queries."""
    rows = Constat.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date_partage__isnull=False)
    return list(with_thematiques(rows).order_by("texte", "pk"))


def list_criteres(espace: Espace) -> list[CritereEnjeu]:
    """Those of today; the usual ones, not saved yet, for an espace that never changed them; one query."""
    rows = list(CritereEnjeu.objects.filter(espace=espace, date_fin__isnull=True).order_by("ordre", "created_at"))
    today = timezone.localdate()
    return rows or [
        CritereEnjeu(
            espace=espace, libelle=r["libelle"], aide=r["aide"], poids=r["poids"], ordre=ordre, date_debut=today
        )
        for ordre, r in enumerate(list_criteres_usuels(today), start=1)
    ]


def list_notes(tour: TourVote, bulletins: Iterable[Mapping[object, int]], resultat: Resultat) -> list[NoteCritere]:
    """How the notes of an enjeu spread, criterion by criterion; no query once the criteria were prefetched."""
    rows = list(bulletins)
    return [
        NoteCritere(
            critere,
            resultat.moyennes.get(critere.pk),
            tuple(sum(notes.get(critere.pk) == note for notes in rows) for note in range(5)),
        )
        for critere in tour.criteres.all()
    ]


def list_votes(tour: TourVote, enjeu: Enjeu) -> list[VoteEnjeu]:
    """The notes of one enjeu, ballot by ballot; one query."""
    return list(VoteEnjeu.objects.filter(tour=tour, enjeu=enjeu).order_by("votant_nom", "bulletin"))


def group_votes(votes: Iterable[VoteEnjeu]) -> dict[str, dict[object, int]]:
    """Ballot → criterion → note."""
    bulletins: dict[str, dict[object, int]] = {}
    for vote in votes:
        bulletins.setdefault(vote.bulletin, {})[vote.critere_id] = vote.note
    return bulletins


def list_bulletins(tour: TourVote, votes: Sequence[VoteEnjeu]) -> list[BulletinLu]:
    """The ballots of a comité for one enjeu, by name; none for an anonymous vote."""
    if tour.is_anonyme:
        return []
    noms = {vote.bulletin: vote.votant_nom for vote in votes}
    criteres = list(tour.criteres.all())
    return [
        BulletinLu(noms[cle] or "sans nom", tuple(notes.get(critere.pk) for critere in criteres))
        for cle, notes in group_votes(votes).items()
    ]


def read_bulletin(tour: TourVote, cle: str) -> dict[UUID, dict[object, int]]:
    """Enjeu → criterion → note of one ballot; one query."""
    notes: dict[UUID, dict[object, int]] = {}
    for enjeu, critere, note in VoteEnjeu.objects.filter(tour=tour, bulletin=cle).values_list(
        "enjeu", "critere", "note"
    ):
        notes.setdefault(enjeu, {})[critere] = note
    return notes


def list_enjeux_a_noter(membre: Membre) -> list[Enjeu]:
    """In one order for everyone; those already dropped or postponed are not asked again; one query."""
    rows = get_enjeux(membre).filter(decision__in=(DecisionEnjeu.A_DECIDER, DecisionEnjeu.RETENU))
    return list(rows.order_by("created_at", "pk"))


def count_bulletins(tours: Sequence[TourVote]) -> dict[object, int]:
    """How many ballots each vote has; one query."""
    counts: dict[object, set[str]] = {}
    rows = VoteEnjeu.objects.filter(tour__in=list(tours)).order_by().values_list("tour", "bulletin").distinct()
    for tour, bulletin in rows:
        counts.setdefault(tour, set()).add(bulletin)
    return {tour: len(bulletins) for tour, bulletins in counts.items()}


def list_enjeux_constat(membre: Membre, constat: Constat) -> list[Enjeu]:
    """Those that take it up, among those that this place sees; one query."""
    return list(get_enjeux(membre).filter(constats=constat).order_by("libelle", "pk"))
