"""The ateliers of a session, as trainers see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from convive.formation.models import Atelier, GroupeAtelier, Inscription, PlaceAtelier, ReponseAtelier, SessionFormation
from convive.formation.rules.ateliers import OBSERVATEUR, fit_temps
from convive.formation.rules.chrono import Minuteur, is_fait_connu, read_minuteur
from convive.formation.rules.feuille import Bloc, Feuille, Portee
from convive.formation.rules.formation import EtatInscription
from convive.formation.selectors.feuilles import ContenuAtelier, read_contenu_atelier
from convive.prise_poste.rules.case import Case, CaseLue

NOM_OBSERVATEUR = "Observe"
FEUILLE_VIDE = Feuille((), ())


@dataclass(frozen=True, slots=True)
class PlaceLue:
    inscription: Inscription
    role: str
    nom_role: str


def build_case_lue(case: Case, reponse: ReponseAtelier | None) -> CaseLue:
    if reponse is None:
        return CaseLue(case)
    par = reponse.ecrit_par.nom if reponse.groupe_id and reponse.ecrit_par else ""
    return CaseLue(case, reponse.texte, par, reponse.updated_at)


@dataclass(frozen=True, slots=True)
class BlocLu:
    bloc: Bloc
    cases: tuple[CaseLue, ...]

    @property
    def ecrites(self) -> int:
        return sum(1 for case in self.cases if case.texte.strip())


@dataclass(frozen=True, slots=True)
class GroupeLu:
    """`personnels` is how many people of the group have written something of their own."""

    groupe: GroupeAtelier
    places: tuple[PlaceLue, ...]
    roles_libres: tuple[str, ...]
    blocs: tuple[BlocLu, ...]
    personnels: int

    @property
    def ecrites(self) -> int:
        return sum(bloc.ecrites for bloc in self.blocs)

    @property
    def total(self) -> int:
        return sum(len(bloc.cases) for bloc in self.blocs)


@dataclass(frozen=True, slots=True)
class TableauAtelier:
    """`contenu` is None if its key no longer exists; what was written is still shown."""

    atelier: Atelier
    contenu: ContenuAtelier | None
    minuteur: Minuteur
    is_fait_connu: bool
    groupes: tuple[GroupeLu, ...]
    sans_groupe: tuple[Inscription, ...]


def list_ateliers(session: SessionFormation) -> QuerySet[Atelier]:
    """The ateliers, in order, annotated with `nombre_groupes` and `nombre_reponses`."""
    return session.ateliers.annotate(
        nombre_groupes=Count("groupes", distinct=True),
        nombre_reponses=Count("reponses", filter=~Q(reponses__texte=""), distinct=True),
    ).order_by("ordre", "pk")


def get_atelier(session: SessionFormation, uuid: UUID) -> Atelier | None:
    """An atelier; None if it belongs to another session."""
    atelier = Atelier.objects.filter(session=session, pk=uuid).first()
    if atelier is not None:
        atelier.session, atelier.espace = session, session.espace
    return atelier


def list_presents(session: SessionFormation) -> QuerySet[Inscription]:
    """The people who take part: neither on the waiting list nor gone."""
    return session.inscriptions.filter(etat=EtatInscription.INSCRITE.value).order_by("nom", "pk")


def list_places(atelier: Atelier) -> dict[UUID, PlaceAtelier]:
    """Inscription id → place."""
    return {row.inscription_id: row for row in atelier.places.select_related("groupe")}


def list_sources(atelier: Atelier) -> list[Atelier]:
    """The other ateliers of the session whose groups can be copied, latest first."""
    rows = Atelier.objects.filter(session=atelier.session_id, places__isnull=False).exclude(pk=atelier.pk)
    return list(rows.distinct().order_by("-ordre", "pk"))


def read_tableau(atelier: Atelier, now: datetime) -> TableauAtelier:
    contenu = read_contenu_atelier(atelier)
    feuille = contenu.feuille if contenu else FEUILLE_VIDE
    rows = list(atelier.places.select_related("inscription", "groupe").order_by("inscription__nom", "pk"))
    reponses = list(atelier.reponses.select_related("ecrit_par"))
    places: dict[UUID, list[PlaceAtelier]] = {}
    for row in rows:
        places.setdefault(row.groupe_id, []).append(row)
    auteurs = {reponse.inscription_id for reponse in reponses if reponse.inscription_id and reponse.texte.strip()}
    placees = {row.inscription_id for row in rows}
    return TableauAtelier(
        atelier,
        contenu,
        read_minuteur(atelier.chrono, fit_temps(feuille.temps, atelier.minutes), now),
        is_fait_connu(contenu.fait if contenu else None, atelier.chrono, now),
        tuple(
            _read_groupe(groupe, contenu, feuille, places.get(groupe.pk, []), reponses, auteurs)
            for groupe in atelier.groupes.all()
        ),
        tuple(row for row in list_presents(atelier.session) if row.pk not in placees),
    )


def get_noms_roles(contenu: ContenuAtelier | None) -> dict[str, str]:
    """Key → label of each role, including the observer; empty if the atelier is not a play."""
    if contenu is None or contenu.jeu is None:
        return {}
    return {**contenu.jeu.noms_roles, OBSERVATEUR: NOM_OBSERVATEUR}


def build_blocs(
    feuille: Feuille, portee: Portee, textes: Mapping[str, ReponseAtelier], *, is_retour: bool
) -> tuple[BlocLu, ...]:
    """The boxes of a scope (group or person) that are shown now, with their texts."""
    return tuple(
        BlocLu(bloc, tuple(build_case_lue(case, textes.get(case.champ)) for case in bloc.cases))
        for bloc in feuille.list_blocs(is_retour=is_retour)
        if bloc.portee is portee
    )


def _read_groupe(
    groupe: GroupeAtelier,
    contenu: ContenuAtelier | None,
    feuille: Feuille,
    places: list[PlaceAtelier],
    reponses: list[ReponseAtelier],
    auteurs: set[UUID],
) -> GroupeLu:
    noms = get_noms_roles(contenu)
    joues = {place.role for place in places}
    libres = tuple(nom for role, nom in noms.items() if role != OBSERVATEUR and role not in joues)
    textes = {reponse.champ: reponse for reponse in reponses if reponse.groupe_id == groupe.pk}
    return GroupeLu(
        groupe,
        tuple(PlaceLue(place.inscription, place.role, noms.get(place.role, "")) for place in places),
        libres,
        build_blocs(feuille, Portee.GROUPE, textes, is_retour=True),
        sum(1 for place in places if place.inscription_id in auteurs),
    )
