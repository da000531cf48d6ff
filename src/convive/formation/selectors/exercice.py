"""Read the practice territories of a session: their states, and what people did there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.acteurs.models.organisation import TypeOrganisation
from convive.espaces.fournis import PREFIXE, EspaceFourni, fournis
from convive.espaces.models import Espace, Invitation, Membre, TypeEspace
from convive.formation.models import (
    Atelier,
    GroupeAtelier,
    Inscription,
    PlaceAtelier,
    SessionFormation,
    TerritoireExercice,
)
from convive.formation.rules.exercice import EtatExercice, compute_effacement, name_groupe
from convive.formation.rules.formation import SUIVIES
from convive.formation.selectors.references import Reglages
from convive.journal.models import Geste, Journal
from convive.socle.objets import TypeObjetInconnu, objets

HORS_TRAVAIL = ("espace", "membre", "invitation", "point_depart", "territoire_exercice")
"""The lines of the journal that any espace has, which do not mean that somebody practised there."""
DERNIERS = 12
DUREE, DUREE_LECTURE = "exercice_jours", "exercice_lecture_jours"
DELAI_INVITATION = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class GesteLu:
    """What someone did in a practice territory, as a sentence; `url` only works for its membres."""

    at: datetime
    auteur: str
    geste: str
    titre: str


@dataclass(frozen=True, slots=True)
class ExerciceLu:
    """`domaines` are counts of actions (« Plan d’actions », 4) since the last reset, highest first. `membres` are the
    names of those who may enter, `invites` the addresses of pending invitations."""

    exercice: TerritoireExercice
    domaines: tuple[tuple[str, int], ...] = ()
    dernier: GesteLu | None = None
    membres: tuple[str, ...] = ()
    invites: tuple[str, ...] = ()

    @property
    def gestes(self) -> int:
        return sum(nombre for _, nombre in self.domaines)


@dataclass(frozen=True, slots=True)
class PointDepartLu:
    """A starting point to choose. `cas` is its case study; `phrase` describes one that is only created when chosen."""

    valeur: str
    nom: str
    cas: str = ""
    phrase: str = ""


def list_points_depart(compte: Any) -> list[Espace]:
    """The practice espaces that this person may clone, except lent ones; one query."""
    rows = Espace.objects.visible_to(compte).for_droit(compte, "espaces", "L’espace", "cloner")
    return list(rows.filter(type=TypeEspace.ENTRAINEMENT, prete_a__isnull=True).order_by("nom", "pk"))


def match_fournis(departs: Sequence[Espace]) -> dict[UUID, EspaceFourni]:
    """Which of these espaces are the territory of a case study, recognised by their directory; one query."""
    by_nom = {fourni.organisation: fourni for fourni in fournis.get_all()}
    rows = Organisation.objects.filter(espace__in=departs, type=TypeOrganisation.EPCI, nom__in=by_nom)
    return {espace: by_nom[nom] for espace, nom in rows.values_list("espace", "nom")}


def list_sources(compte: Any) -> list[PointDepartLu]:
    """The starting points of practice territories: this person's espaces, then the case studies for which she has none;
    two queries."""
    departs = list_points_depart(compte)
    remplis = match_fournis(departs)
    siens = [PointDepartLu(str(row.pk), row.nom, remplis[row.pk].titre if row.pk in remplis else "") for row in departs]
    autres = [fourni for fourni in fournis.get_all() if fourni not in remplis.values()]
    return siens + [PointDepartLu(row.valeur, row.nom, row.titre, row.phrase) for row in autres]


def find_source(compte: Any, source: str) -> Espace | EspaceFourni | None:
    """The espace of a starting point, even if created since the form was shown, or the case study to create it from.
    None if this person may not use it. Two queries."""
    departs = list_points_depart(compte)
    if not source.startswith(PREFIXE):
        return next((row for row in departs if str(row.pk) == source), None)
    fourni = fournis.get(source.removeprefix(PREFIXE))
    remplis = match_fournis(departs)
    return next((row for row in departs if fourni and remplis.get(row.pk) == fourni), fourni)


def list_sans_exercice(session: SessionFormation) -> list[Inscription]:
    """The stagiaires of a session who have no practice territory of their own; one query."""
    vivants = TerritoireExercice.objects.exclude(etat=EtatExercice.EFFACE.value)
    rows = Inscription.objects.filter(session=session, etat__in=[etat.value for etat in SUIVIES])
    return list(rows.exclude(pk__in=vivants.filter(inscription__isnull=False).values("inscription")))


def list_stagiaires(session: SessionFormation) -> list[Inscription]:
    rows = Inscription.objects.filter(session=session, etat__in=[etat.value for etat in SUIVIES])
    return list(rows.select_related("compte"))


def list_exercices(session: SessionFormation) -> list[ExerciceLu]:
    """The practice territories of a session, in any state; six queries, however many there are."""
    rows = TerritoireExercice.objects.filter(session=session).select_related("exercice", "inscription")
    return read_exercices(list(rows))


def get_exercice(session: SessionFormation, uuid: UUID) -> TerritoireExercice | None:
    rows = TerritoireExercice.objects.filter(session=session, pk=uuid)
    return rows.select_related("exercice", "inscription", "session", "espace").first()


def get_exercice_de(inscription: Inscription) -> TerritoireExercice | None:
    """The practice territory of a stagiaire, unless it is erased."""
    rows = TerritoireExercice.objects.filter(inscription=inscription, etat=EtatExercice.PRET.value)
    return rows.select_related("exercice", "espace").first()


def get_effacement(exercice: TerritoireExercice, reglages: Reglages | None = None) -> date | None:
    """The date when it will be erased; None before it is created. One query, unless `reglages` is given.

    The delay is the one in force when it was created, as announced to the person.
    """
    if exercice.expire_le is None or exercice.cree_le is None:
        return None
    reglages = reglages or Reglages(exercice.espace)
    jours = reglages.get_duree(DUREE_LECTURE, timezone.localdate(exercice.cree_le))
    return compute_effacement(exercice.expire_le, jours)


def list_perimes(today: date) -> list[TerritoireExercice]:
    """The territories whose read-only period is over too; one query, plus one per organisme concerned."""
    finis = TerritoireExercice.objects.filter(etat=EtatExercice.PRET.value, expire_le__lt=today)
    rows = list(finis.select_related("espace").order_by("expire_le", "nom"))
    reglages = {row.espace_id: Reglages(row.espace) for row in rows}
    effacements = ((row, get_effacement(row, reglages[row.espace_id])) for row in rows)
    return [row for row, jour in effacements if jour is not None and jour <= today]


def read_exercices(rows: Sequence[TerritoireExercice]) -> list[ExerciceLu]:
    espaces = [row.exercice_id for row in rows if row.exercice_id]
    if not espaces:
        return [ExerciceLu(row) for row in rows]
    travail = _get_travail(espaces)
    domaines, derniers = _count_domaines(travail), _get_derniers(travail)
    membres, invites = _list_membres(espaces), _list_invites(espaces)
    return [
        ExerciceLu(
            row,
            domaines.get(row.exercice_id, ()),
            derniers.get(row.exercice_id),
            membres.get(row.exercice_id, ()),
            invites.get(row.exercice_id, ()),
        )
        for row in rows
    ]


def list_derniers_gestes(exercice: TerritoireExercice) -> list[GesteLu]:
    """The last actions there, latest first; two queries."""
    if exercice.exercice_id is None:
        return []
    return [_build_geste(row) for row in _get_travail([exercice.exercice_id]).order_by("-at", "-pk")[:DERNIERS]]


def _get_travail(espaces: Sequence[UUID]) -> Any:
    """The lines of the journal of these espaces since the last reset of each; one query to find these dates."""
    retours = Journal.objects.filter(espace_uuid__in=espaces, objet_type="point_depart", geste=Geste.RESTAURER)
    depuis = dict(retours.order_by().values_list("espace_uuid").annotate(at=Max("at")))
    condition = Q(espace_uuid__in=[uuid for uuid in espaces if uuid not in depuis])
    for uuid, at in depuis.items():
        condition |= Q(espace_uuid=uuid, at__gt=at)
    rows = Journal.objects.filter(condition, auteur__isnull=False).exclude(objet_type__in=HORS_TRAVAIL)
    return rows.exclude(geste=Geste.CONSULTER)


def _count_domaines(travail: Any) -> Mapping[UUID | None, tuple[tuple[str, int], ...]]:
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for uuid, objet_type, nombre in travail.order_by().values_list("espace_uuid", "objet_type").annotate(n=Count("pk")):
        counts[uuid][_get_domaine(objet_type)] += nombre
    return {uuid: tuple(sorted(found.items(), key=lambda row: (-row[1], row[0]))) for uuid, found in counts.items()}


def _get_domaine(objet_type: str) -> str:
    """The French name of the package to which a type of object belongs."""
    try:
        return str(objets.get(objet_type).model._meta.app_config.verbose_name)
    except TypeObjetInconnu:
        return "Autre"


def _get_derniers(travail: Any) -> Mapping[UUID | None, GesteLu]:
    last = travail.filter(espace_uuid=OuterRef("espace_uuid")).order_by("-at", "-pk").values("pk")[:1]
    return {row.espace_uuid: _build_geste(row) for row in travail.filter(pk=Subquery(last))}


def _build_geste(row: Journal) -> GesteLu:
    try:
        defini = objets.get(row.objet_type).defini
    except TypeObjetInconnu:
        defini = ""
    return GesteLu(row.at, row.auteur_nom, f"{row.get_geste_display()} {defini}".strip(), row.objet_libelle)


def _list_membres(espaces: Iterable[UUID]) -> Mapping[UUID | None, tuple[str, ...]]:
    rows = Membre.objects.en_cours().filter(espace__in=list(espaces)).order_by("compte__nom_affiche")
    return _group(rows.values_list("espace", "compte__nom_affiche"))


def _list_invites(espaces: Iterable[UUID]) -> Mapping[UUID | None, tuple[str, ...]]:
    rows = Invitation.objects.en_attente().filter(espace__in=list(espaces)).order_by("email")
    return _group(rows.values_list("espace", "email"))


def _group(rows: Iterable[tuple[UUID, str]]) -> Mapping[UUID | None, tuple[str, ...]]:
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for uuid, nom in rows:
        found[uuid].append(nom)
    return {uuid: tuple(noms) for uuid, noms in found.items()}


def is_invitation_recente(exercice: TerritoireExercice, inscription: Inscription) -> bool:
    """Whether an invitation was sent to this address a moment ago."""
    rows = Invitation.objects.en_attente().filter(espace=exercice.exercice_id, email__iexact=inscription.email)
    return rows.filter(created_at__gt=timezone.now() - DELAI_INVITATION).exists()


def list_ateliers_groupes(session: SessionFormation) -> list[Atelier]:
    """The ateliers of a session that have groups, with their people; three queries."""
    places = Prefetch("places", PlaceAtelier.objects.select_related("inscription").order_by("inscription__nom"))
    rows = Atelier.objects.filter(session=session, groupes__isnull=False).distinct()
    return list(rows.prefetch_related(Prefetch("groupes", GroupeAtelier.objects.prefetch_related(places))))


def name_groupes(ateliers: Sequence[Atelier], choisi: str) -> list[str]:
    """« Groupe 1 : Ysoline Ferrandou, Léandre Vauzelle »: the groups of the chosen atelier, in the form's format."""
    groupes = [groupe for atelier in ateliers if str(atelier.pk) == choisi for groupe in atelier.groupes.all()]
    return [name_groupe(groupe.nom, [place.inscription.nom for place in groupe.places.all()]) for groupe in groupes]
