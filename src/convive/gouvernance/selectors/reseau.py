"""Who works with whom, read in the actions, the bodies and the directory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import Fonction, LienOrganisations, Organisation, TypeOrganisation
from convive.acteurs.models.organisation import OrganisationQuerySet
from convive.espaces.models import Membre, Thematique
from convive.espaces.permissions import is_permis_membre
from convive.gouvernance.models import Instance, MembreInstance, ParticipantSeance
from convive.gouvernance.rules.reseau import (
    Absence,
    Dessin,
    Lien,
    Noeud,
    SorteLien,
    build_dessin,
    build_liens,
    count_degres,
    count_usuels,
    explain_reseau,
    list_absents,
)
from convive.gouvernance.rules.seances import Presence, StatutSeance
from convive.plan_action.models import FicheAction, PartenaireFiche
from convive.plan_action.rules.statuts import SORTIS, Statut
from convive.plan_action.selectors.fiche import list_fiches_actuelles
from convive.plan_action.selectors.modeles import get_bibliotheque
from convive.plan_action.selectors.visibles import filter_visibles

MAX_CONNUES = 3
MAX_AVEC = 6
HORS = [statut.value for statut in (*SORTIS, Statut.A_PREPARER)]
"""A draft ties nobody yet; what was given up no longer does."""
type Groupes = list[tuple[str, set[UUID]]]


@dataclass(frozen=True, slots=True)
class LigneReseau:
    """An organisation of the table: with how many others, and the first of them with what ties them."""

    organisation: Organisation
    degre: int
    avec: tuple[tuple[Organisation, Lien], ...]

    @property
    def reste(self) -> int:
        return self.degre - len(self.avec)


@dataclass(frozen=True, slots=True)
class AbsencesThematique:
    """What is usually there and is not, for a thématique that some action bears."""

    thematique: Thematique
    presents: tuple[str, ...]
    absents: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class Reseau:
    """`seules` are the organisations of the directory that nothing ties to another."""

    dessin: Dessin
    phrase: str
    lignes: tuple[LigneReseau, ...]
    seules: tuple[Organisation, ...]


@dataclass(frozen=True, slots=True)
class Matiere:
    """What the page draws from, read once; `organisations` are those that the place sees, by their order of names, and
    `types` the kind of each one of the espace. `fiches` leads each action to the organisation that carries it."""

    organisations: Mapping[UUID, Organisation]
    types: Mapping[UUID, str]
    fiches: Mapping[UUID, UUID | None]
    partenaires: tuple[tuple[UUID, UUID], ...]


def read_matiere(membre: Membre, thematique: UUID | None) -> Matiere:
    """Of one thématique when it is given; four queries, five for a place with limits."""
    rows = Organisation.objects.filter(espace=membre.espace_id).order_by("nom", "pk")
    known = list(rows.only("pk", "nom", "sigle", "type", "espace_id", "archivee_le", "fusionnee_dans_id"))
    seen = None
    if membre.limites.is_limitee or not is_permis_membre(membre, *OrganisationQuerySet.droit):
        visibles = Organisation.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
        seen = set(visibles.order_by().values_list("pk", flat=True))
    shown = (row for row in known if row.archivee_le is None and row.fusionnee_dans_id is None)
    fiches = _get_fiches(membre, thematique)
    partenaires = PartenaireFiche.objects.filter(fiche__in=list(fiches)).exclude(confirme=False).order_by()
    return Matiere(
        {row.pk: row for row in shown if seen is None or row.pk in seen},
        {row.pk: row.type for row in known},
        fiches,
        tuple(partenaires.values_list("fiche", "organisation")),
    )


def get_reseau(membre: Membre, matiere: Matiere, thematique: UUID | None, sorte: str) -> Reseau:
    """Of one thématique when it is given, by one kind of link when it is one of SorteLien. Six queries at most."""
    organisations = matiere.organisations
    groupes = [
        groupe
        for cle, read in (
            (SorteLien.ACTION, _list_actions),
            (SorteLien.INSTANCE, _list_instances),
            (SorteLien.ANNUAIRE, _list_annuaire),
        )
        if sorte not in SorteLien or sorte == cle
        for groupe in read(membre, matiere, thematique)
    ]
    liens = build_liens((cle, members & organisations.keys()) for cle, members in groupes)
    noeuds = [Noeud(row.pk, row.sigle or row.nom, row.get_type_display()) for row in organisations.values()]
    degres = count_degres(liens)
    return Reseau(
        build_dessin(noeuds, liens),
        explain_reseau(noeuds, liens),
        tuple(_build_lignes(organisations, liens, degres)),
        # Of one thématique, who has no link there is nearly everyone: it says nothing.
        () if thematique else tuple(row for row in organisations.values() if not degres[row.pk]),
    )


def _build_lignes(
    organisations: Mapping[UUID, Organisation], liens: Iterable[Lien], degres: Counter[object]
) -> Iterable[LigneReseau]:
    held: dict[UUID, list[tuple[Organisation, Lien]]] = defaultdict(list)
    for lien in liens:
        de, vers = organisations[lien.de], organisations[lien.vers]  # type: ignore[index]  # identifiers of ours
        held[de.pk].append((vers, lien))
        held[vers.pk].append((de, lien))
    rows = sorted((row for row in organisations.values() if degres[row.pk]), key=lambda r: (-degres[r.pk], r.nom))
    for row in rows:
        yield LigneReseau(row, degres[row.pk], tuple(held[row.pk][:MAX_AVEC]))


def _get_fiches(membre: Membre, thematique: UUID | None) -> dict[UUID, UUID | None]:
    """Each action of today’s plan → the organisation that carries it."""
    rows = list_fiches_actuelles(membre, timezone.localdate()).exclude(statut__in=HORS)
    if thematique is not None:
        liens = FicheAction.thematiques.through._default_manager.filter(thematique=thematique)
        rows = rows.filter(pk__in=liens.values("ficheaction"))
    return dict(rows.order_by().values_list("pk", "organisation_porteuse"))


def _list_actions(_membre: Membre, matiere: Matiere, _thematique: UUID | None) -> Groupes:
    """Who carries an action, who contributes, where its pilotes work; one query."""
    members: dict[UUID, set[UUID]] = {pk: {porteuse} if porteuse else set() for pk, porteuse in matiere.fiches.items()}
    for fiche, organisation in matiere.partenaires:
        members[fiche].add(organisation)
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=list(matiere.fiches))
    for fiche, organisation in pilotes.filter(personne__fonctions__in=Fonction.objects.en_cours()).values_list(
        "ficheaction", "personne__fonctions__organisation"
    ):
        members[fiche].add(organisation)
    return [(SorteLien.ACTION.value, cles) for cles in members.values()]


def _list_instances(membre: Membre, _matiere: Matiere, thematique: UUID | None) -> Groupes:
    """Who sits in a body today, or was present in one of its closed séances; one query."""
    instances = Instance.objects.filter(espace=membre.espace_id, archivee_le__isnull=True)
    if thematique is not None:
        through = Instance.thematiques.through._default_manager
        instances = instances.filter(pk__in=through.filter(thematique=thematique).values("instance"))
    visibles = filter_visibles(membre, instances).order_by().values("pk")
    sieges = MembreInstance.objects.en_cours().filter(instance__in=visibles).order_by()
    par_organisation = sieges.filter(organisation__isnull=False).values_list("instance", "organisation")
    propres = sieges.filter(organisation__isnull=True, personne__fonctions__in=Fonction.objects.en_cours())
    presents = ParticipantSeance.objects.filter(
        seance__instance__in=visibles,
        seance__statut=StatutSeance.CLOSE.value,
        presence=Presence.PRESENT.value,
        organisation__isnull=False,
    )
    held: dict[UUID, set[UUID]] = defaultdict(set)
    rows = par_organisation.union(
        propres.values_list("instance", "personne__fonctions__organisation"),
        presents.order_by().values_list("seance__instance", "organisation"),
    )
    # A union takes back the order of its model unless it is told not to.
    for instance, organisation in rows.order_by():
        held[instance].add(organisation)
    return [(SorteLien.INSTANCE.value, cles) for cles in held.values()]


def _list_annuaire(membre: Membre, _matiere: Matiere, thematique: UUID | None) -> Groupes:
    """Ties noted between two organisations; of a thématique, when both act there; one query."""
    rows = LienOrganisations.objects.visible_to(membre.compte).filter(de__espace=membre.espace_id)
    if thematique is not None:
        propres = Organisation.thematiques.through._default_manager.filter(thematique=thematique)
        cles = propres.values("organisation")
        rows = rows.filter(de__in=cles, vers__in=cles)
    return [(SorteLien.ANNUAIRE.value, {de, vers}) for de, vers in rows.order_by().values_list("de", "vers")]


def list_absences(matiere: Matiere, thematiques: Iterable[Thematique]) -> list[AbsencesThematique]:
    """For each thématique that an action bears: which kinds of organisations take part, which of those that the models
    of action name do not, and who could. Two queries."""
    usuels = count_usuels(
        (modele.thematiques, [partenaire.type for partenaire in modele.partenaires])
        for modele in get_bibliotheque().modeles
    )
    fiches, types = matiere.fiches, matiere.types
    themes = FicheAction.thematiques.through._default_manager.filter(ficheaction__in=list(fiches))
    par_theme: dict[UUID, set[UUID]] = defaultdict(set)
    for theme, fiche in themes.values_list("thematique", "ficheaction"):
        par_theme[theme].add(fiche)
    presents: dict[UUID, set[str]] = defaultdict(set)
    for fiche, porteuse in fiches.items():
        if porteuse is not None:
            presents[fiche].add(types[porteuse])
    for fiche, organisation in matiere.partenaires:
        presents[fiche].add(types[organisation])
    connues = _list_connues(matiere)
    found = []
    for thematique in thematiques:
        if thematique.pk not in par_theme or thematique.nom not in usuels:
            continue
        there = {cle for fiche in par_theme[thematique.pk] for cle in presents[fiche]}
        absents = tuple(
            Absence(TypeOrganisation(cle).label, tuple(connues[(thematique.pk, cle)][:MAX_CONNUES]))
            for cle in list_absents(usuels[thematique.nom], there)
        )
        names = tuple(sorted(TypeOrganisation(cle).label for cle in there))
        found.append(AbsencesThematique(thematique, names, absents))
    return found


def _list_connues(matiere: Matiere) -> dict[tuple[UUID, str], list[str]]:
    """Thématique and kind → the organisations of the directory that act there, in the order of names; one query."""
    themes: dict[UUID, list[UUID]] = defaultdict(list)
    liens = Organisation.thematiques.through._default_manager.filter(organisation__in=list(matiere.organisations))
    for organisation, theme in liens.values_list("organisation", "thematique"):
        themes[organisation].append(theme)
    known: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for row in matiere.organisations.values():
        for theme in themes[row.pk]:
            known[(theme, row.type)].append(row.nom)
    return known
