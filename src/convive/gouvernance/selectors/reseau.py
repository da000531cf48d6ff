"""Who works with whom, read in the actions, the bodies and the directory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from convive.acteurs.models import Fonction, LienOrganisations, Organisation, TypeOrganisation
from convive.espaces.models import Membre, Thematique
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
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.modeles import get_bibliotheque

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


def get_reseau(membre: Membre, thematique: UUID | None, sorte: str) -> Reseau:
    """Of one thématique when it is given, by one kind of link when it is one of SorteLien. About eight queries."""
    organisations = {
        row.pk: row
        for row in Organisation.objects.visible_to(membre.compte)
        .filter(espace=membre.espace_id, archivee_le__isnull=True)
        .only("pk", "nom", "sigle", "type", "espace_id")
        .order_by("nom", "pk")
    }
    groupes = [
        groupe
        for cle, read in (
            (SorteLien.ACTION, _list_actions),
            (SorteLien.INSTANCE, _list_instances),
            (SorteLien.ANNUAIRE, _list_annuaire),
        )
        if sorte not in SorteLien or sorte == cle
        for groupe in read(membre, thematique)
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
    """Each action → the organisation that carries it."""
    rows = list_fiches(membre).exclude(statut__in=HORS)
    if thematique is not None:
        liens = FicheAction.thematiques.through._default_manager.filter(thematique=thematique)
        rows = rows.filter(pk__in=liens.values("ficheaction"))
    return dict(rows.order_by().values_list("pk", "organisation_porteuse"))


def _list_actions(membre: Membre, thematique: UUID | None) -> Groupes:
    """Who carries an action, who contributes, where its pilotes work; three queries."""
    fiches = _get_fiches(membre, thematique)
    members: dict[UUID, set[UUID]] = {pk: {porteuse} if porteuse else set() for pk, porteuse in fiches.items()}
    partenaires = PartenaireFiche.objects.filter(fiche__in=list(fiches)).exclude(confirme=False)
    for fiche, organisation in partenaires.order_by().values_list("fiche", "organisation"):
        members[fiche].add(organisation)
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=list(fiches))
    for fiche, organisation in pilotes.filter(personne__fonctions__in=Fonction.objects.en_cours()).values_list(
        "ficheaction", "personne__fonctions__organisation"
    ):
        members[fiche].add(organisation)
    return [(SorteLien.ACTION.value, cles) for cles in members.values()]


def _list_instances(membre: Membre, thematique: UUID | None) -> Groupes:
    """Who sits in a body today, or was present in one of its closed séances; four queries."""
    instances = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archivee_le__isnull=True)
    if thematique is not None:
        instances = instances.filter(
            pk__in=Instance.thematiques.through._default_manager.filter(thematique=thematique).values("instance")
        )
    held: dict[UUID, set[UUID]] = {pk: set() for pk in instances.order_by().values_list("pk", flat=True)}
    sieges = MembreInstance.objects.en_cours().filter(instance__in=list(held)).order_by()
    for instance, organisation in sieges.filter(organisation__isnull=False).values_list("instance", "organisation"):
        held[instance].add(organisation)
    propres = sieges.filter(organisation__isnull=True, personne__fonctions__in=Fonction.objects.en_cours())
    for instance, organisation in propres.values_list("instance", "personne__fonctions__organisation"):
        held[instance].add(organisation)
    presents = ParticipantSeance.objects.filter(
        seance__instance__in=list(held),
        seance__statut=StatutSeance.CLOSE.value,
        presence=Presence.PRESENT.value,
        organisation__isnull=False,
    )
    for instance, organisation in presents.order_by().values_list("seance__instance", "organisation").distinct():
        held[instance].add(organisation)
    return [(SorteLien.INSTANCE.value, cles) for cles in held.values()]


def _list_annuaire(membre: Membre, thematique: UUID | None) -> Groupes:
    """Ties noted between two organisations; of a thématique, when both act there; two queries."""
    rows = LienOrganisations.objects.visible_to(membre.compte).filter(de__espace=membre.espace_id)
    if thematique is not None:
        propres = Organisation.thematiques.through._default_manager.filter(thematique=thematique)
        cles = propres.values("organisation")
        rows = rows.filter(de__in=cles, vers__in=cles)
    return [(SorteLien.ANNUAIRE.value, {de, vers}) for de, vers in rows.order_by().values_list("de", "vers")]


def list_absences(membre: Membre, thematiques: Iterable[Thematique]) -> list[AbsencesThematique]:
    """For each thématique that an action bears: which kinds of organisations take part, which of those that the models
    of action name do not, and who could. Five queries."""
    usuels = count_usuels(
        (modele.thematiques, [partenaire.type for partenaire in modele.partenaires])
        for modele in get_bibliotheque().modeles
    )
    fiches = _get_fiches(membre, None)
    themes = FicheAction.thematiques.through._default_manager.filter(ficheaction__in=list(fiches))
    par_theme: dict[UUID, set[UUID]] = defaultdict(set)
    for theme, fiche in themes.values_list("thematique", "ficheaction"):
        par_theme[theme].add(fiche)
    types = dict(Organisation.objects.filter(espace=membre.espace_id).order_by().values_list("pk", "type"))
    presents: dict[UUID, set[str]] = defaultdict(set)
    for fiche, porteuse in fiches.items():
        if porteuse is not None:
            presents[fiche].add(types[porteuse])
    partenaires = PartenaireFiche.objects.filter(fiche__in=list(fiches)).exclude(confirme=False).order_by()
    for fiche, organisation in partenaires.values_list("fiche", "organisation"):
        presents[fiche].add(types[organisation])
    connues = _list_connues(membre)
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


def _list_connues(membre: Membre) -> dict[tuple[UUID, str], list[str]]:
    """Thématique and kind → the organisations of the directory that act there; one query."""
    rows = Organisation.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, archivee_le__isnull=True, thematiques__isnull=False
    )
    known: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for theme, cle, nom in rows.order_by("nom", "pk").values_list("thematiques", "type", "nom"):
        known[(theme, cle)].append(nom)
    return known
