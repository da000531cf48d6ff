"""Other ways to read a plan: over the years, by whom or whom it is for, by what is missing before a meeting."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from convive.acteurs.models import Fonction
from convive.convention.models import Jalon
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.element import list_thematiques
from convive.espaces.models import Membre
from convive.plan_action.models import EtapeFiche, FicheAction, FicheActionQuerySet, IndicateurFiche, PartenaireFiche
from convive.plan_action.rules.plan import PUBLICS, RoleIndicateur
from convive.plan_action.rules.resume import CompteStatuts
from convive.plan_action.rules.ruban import ActionDatee, Rencontre, Ruban, build_ruban
from convive.plan_action.rules.statuts import SORTIS, Statut
from convive.plan_action.selectors.arbre import VALEURS_ACTIVES, build_condition_retard
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, map_racines
from convive.socle.formats import date_longue, nombre_accorde

MAX_RUBAN = 300
MAX_CITEES = 6


def get_ruban(
    membre: Membre,
    dossier: DossierPlan,
    noeuds: Sequence[tuple[int, Any]],
    today: date,
    rencontres: Sequence[Rencontre] = (),
) -> Ruban:
    """The plan over the years of its CTG, by first level; two queries. Abandoned actions are not drawn."""
    racines = map_racines(noeuds)
    fiches = list_fiches(membre).filter(ctg=dossier.ctg).exclude(statut=Statut.ABANDONNEE.value)
    rows = fiches.order_by("ordre", "created_at", "pk").values_list(
        *("pk", "code", "titre", "statut", "date_debut", "date_fin", "retard_le", "noeud")
    )
    held: dict[UUID | None, list[ActionDatee]] = defaultdict(list)
    for pk, code, titre, statut, debut, fin, retard_le, noeud in rows[:MAX_RUBAN]:
        is_late = statut in VALEURS_ACTIVES and retard_le is not None and retard_le <= today
        held[racines.get(noeud)].append(ActionDatee(str(pk), code, titre, statut, debut, fin, is_late))
    groupes = [(str(noeud), held[noeud.pk]) for rang, noeud in noeuds if rang == 1]
    if None in held:
        groupes.append(("Pas encore classée dans le plan", held[None]))
    jalons = Jalon.objects.filter(ctg=dossier.ctg, is_sans_objet=False).values_list(
        "libelle", "date_reelle", "date_prevue"
    )
    dates = [(libelle, jour) for libelle, reelle, prevue in jalons if (jour := reelle or prevue)]
    return build_ruban(dossier.ctg.date_debut, dossier.ctg.date_fin, groupes, dates, today, rencontres)


@dataclass(slots=True)
class GroupeVue:
    """Those for whom, or by whom: `cle` is in the address, `suite` where their actions are listed."""

    cle: str
    libelle: str
    compte: CompteStatuts = field(default_factory=CompteStatuts)
    citees: list[tuple[UUID, str]] = field(default_factory=list)

    @property
    def reste(self) -> int:
        return self.compte.total - len(self.citees)

    def add(self, fiche: "FaitsVue") -> None:
        self.compte.add(fiche.statut, 1, int(fiche.is_en_retard))
        if len(self.citees) < MAX_CITEES:
            self.citees.append((fiche.pk, fiche.libelle))


@dataclass(frozen=True, slots=True)
class FaitsVue:
    """What these views read of an action."""

    pk: UUID
    libelle: str
    statut: str
    is_en_retard: bool
    publics: tuple[str, ...]
    communes: tuple[str, ...]
    porteuse: tuple[UUID, str] | None
    elu: tuple[UUID, str] | None


@dataclass(frozen=True, slots=True)
class Repartition:
    """`commun` are the actions that concern everyone; `groupes` those that have some; `vides` those that have none."""

    commun: GroupeVue | None
    groupes: tuple[GroupeVue, ...]
    vides: tuple[str, ...]


def list_faits(membre: Membre, dossier: DossierPlan) -> list[FaitsVue]:
    """The actions of a plan that are neither abandoned nor postponed; one query."""
    today = timezone.localdate()
    fiches = list_fiches(membre).filter(ctg=dossier.ctg).exclude(statut__in=[statut.value for statut in SORTIS])
    rows = fiches.order_by("ordre", "created_at", "pk").values_list(
        *("pk", "code", "titre", "statut", "retard_le", "publics", "communes"),
        *("organisation_porteuse", "organisation_porteuse__nom"),
        *("elu_referent", "elu_referent__prenom", "elu_referent__nom"),
    )
    return [
        FaitsVue(
            pk,
            " ".join(filter(None, (code, titre))),
            statut,
            statut in VALEURS_ACTIVES and retard_le is not None and retard_le <= today,
            tuple(publics),
            tuple(communes),
            (porteuse, porteuse_nom) if porteuse else None,
            (elu, " ".join(filter(None, (prenom, nom)))) if elu else None,
        )
        for pk, code, titre, statut, retard_le, publics, communes, porteuse, porteuse_nom, elu, prenom, nom in rows
    ]


def build_repartition(
    faits: Iterable[FaitsVue],
    get_cles: Callable[[FaitsVue], Iterable[str]],
    noms: Mapping[str, str],
    commun: str = "",
) -> Repartition:
    """Count the actions by key; `noms` gives those that one expects, in order, so that those without any are named.

    With `commun`, an action without a key is for everyone, and that is its heading.
    """
    groupes = {cle: GroupeVue(cle, nom) for cle, nom in noms.items()}
    pour_tous = GroupeVue("", commun) if commun else None
    for fiche in faits:
        cles = [cle for cle in get_cles(fiche) if cle in groupes]
        for cle in cles:
            groupes[cle].add(fiche)
        if not cles and pour_tous is not None:
            pour_tous.add(fiche)
    return Repartition(
        pour_tous if pour_tous and pour_tous.compte.total else None,
        tuple(groupe for groupe in groupes.values() if groupe.compte.total),
        tuple(groupe.libelle for groupe in groupes.values() if not groupe.compte.total),
    )


def get_par_commune(membre: Membre, dossier: DossierPlan) -> Repartition:
    noms = dict(sorted(get_noms_perimetre(membre).items(), key=lambda pair: pair[1]))
    return build_repartition(list_faits(membre, dossier), lambda f: f.communes, noms, "Tout le territoire")


def get_par_public(membre: Membre, dossier: DossierPlan) -> Repartition:
    return build_repartition(list_faits(membre, dossier), lambda f: f.publics, PUBLICS, "Sans public précisé")


def get_par_thematique(membre: Membre, dossier: DossierPlan) -> Repartition:
    faits = list_faits(membre, dossier)
    pairs = FicheAction.thematiques.through._default_manager.filter(ficheaction__in=[f.pk for f in faits])
    held: dict[UUID, list[str]] = defaultdict(list)
    for fiche, theme in pairs.values_list("ficheaction", "thematique"):
        held[fiche].append(str(theme))
    noms = {str(theme.pk): theme.nom for theme in list_thematiques(membre)}
    return build_repartition(faits, lambda f: held[f.pk], noms, "Sans thématique")


def get_par_elu(membre: Membre, dossier: DossierPlan) -> Repartition:
    faits = list_faits(membre, dossier)
    noms = {str(f.elu[0]): f.elu[1] for f in sorted(faits, key=lambda f: f.elu[1] if f.elu else "") if f.elu}
    return build_repartition(faits, lambda f: [str(f.elu[0])] if f.elu else [], noms, "Sans élu·e référent·e")


def get_par_organisation(membre: Membre, dossier: DossierPlan) -> Repartition:
    """Those that carry an action, and those that take part in one; two queries."""
    faits = list_faits(membre, dossier)
    noms = {str(f.porteuse[0]): f.porteuse[1] for f in faits if f.porteuse}
    held: dict[UUID, set[str]] = {f.pk: {str(f.porteuse[0])} if f.porteuse else set() for f in faits}
    parts = PartenaireFiche.objects.filter(fiche__in=list(held), organisation__isnull=False)
    for fiche, pk, nom in parts.values_list("fiche", "organisation", "organisation__nom"):
        held[fiche].add(str(pk))
        noms[str(pk)] = nom
    noms = dict(sorted(noms.items(), key=lambda pair: pair[1].casefold()))
    return build_repartition(faits, lambda f: held[f.pk], noms, "Sans porteur ni partenaire")


@dataclass(frozen=True, slots=True)
class Manque:
    """One thing to do before the meeting: the actions that lack it, and where one gives it (`section` of the sheet)."""

    titre: str
    pourquoi: str
    section: str
    nombre: int
    fiches: tuple[FicheAction, ...]

    @property
    def reste(self) -> int:
        return self.nombre - len(self.fiches)


@dataclass(frozen=True, slots=True)
class _Regle:
    titre: str
    pourquoi: str
    section: str
    condition: Callable[[date], Q]


REGLES = (
    _Regle(
        "Indiquer qui peut débloquer, et avant quelle date",
        "une action bloquée passe devant l’instance avec un nom et une date",
        "",
        lambda _: Q(statut=Statut.BLOQUEE.value) & (Q(deblocage_par="") | Q(deblocage_avant__isnull=True)),
    ),
    _Regle(
        "Donner une nouvelle date à ce qui est en retard",
        "sans date nouvelle, la séance ne parlera que du retard",
        "?section=etapes#section-etapes",
        lambda _: build_condition_retard(),
    ),
    _Regle(
        "Nommer un·e pilote",
        "personne ne répondra de l’action en séance",
        "?section=porteur#section-porteur",
        lambda _: Q(statut__in=VALEURS_ACTIVES) & ~Q(Exists(_get_pilotes())),
    ),
    _Regle(
        "Demander des nouvelles récentes aux pilotes",
        "elle manque, ou elle a plus de {meteo}",
        "#meteo",
        lambda today: (
            Q(statut__in=VALEURS_ACTIVES)
            & (Q(date_meteo__isnull=True) | Q(date_meteo__lt=today - timedelta(get_delais(today).jours_meteo_valable)))
        ),
    ),
    _Regle(
        "Remplacer l’élu·e dont le mandat a pris fin",
        "l’action n’a plus personne pour la défendre",
        "?section=porteur#section-porteur",
        lambda _: Q(statut__in=VALEURS_ACTIVES, elu_referent__isnull=False) & ~Q(Exists(_get_mandats())),
    ),
    _Regle(
        "Valider les actions prêtes",
        "leurs huit champs sont remplis : l’instance peut se prononcer",
        "",
        lambda _: Q(statut=Statut.A_PREPARER.value, completude=100),
    ),
    _Regle(
        "Choisir un indicateur de résultat",
        "on saura dire ce que l’action change",
        "?section=indicateurs#section-indicateurs",
        lambda _: Q(statut__in=VALEURS_ACTIVES) & ~Q(Exists(_get_resultats())),
    ),
    _Regle(
        "Poser des étapes datées",
        "on ne sait pas si l’action avance",
        "?section=etapes#section-etapes",
        lambda _: Q(statut__in=VALEURS_ACTIVES) & ~Q(Exists(EtapeFiche.objects.filter(fiche=OuterRef("pk")))),
    ),
)
MAX_MANQUES = 5


def _get_pilotes() -> QuerySet[Any]:
    return FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"))


def _get_mandats() -> QuerySet[Any]:
    return Fonction.objects.en_cours().filter(personne=OuterRef("elu_referent"))


def _get_resultats() -> QuerySet[Any]:
    return IndicateurFiche.objects.filter(fiche=OuterRef("pk"), role=RoleIndicateur.RESULTAT.value)


@dataclass(frozen=True, slots=True)
class AvantSeance:
    """`manques`: the rank of each on the page of the coach, what to do, for how many actions. `etat` counts them."""

    titre: str
    quand: str
    etat: str
    manques: tuple[tuple[int, str, int], ...]


def get_avant_seance(membre: Membre, dossier: DossierPlan, today: date, suivante: Rencontre | None) -> AvantSeance:
    """The same as `list_manques`, in a line for each; one query."""
    counts = _count_manques(list_fiches(membre).filter(ctg=dossier.ctg), today)
    kept = [(regle.titre, nombre) for regle, nombre in counts if nombre]
    # The year goes without saying: the meeting is near.
    quand = f"avant le {date_longue(suivante.jour)[:-5]}" if suivante else "avant la prochaine séance"
    titre = f"Avant «\u00a0{suivante.libelle}\u00a0», {date_longue(suivante.jour)}" if suivante else quand.capitalize()
    etat = f"{nombre_accorde(len(kept), 'chose')} à régler" if kept else "rien à régler"
    manques = tuple((rang, *row) for rang, row in enumerate(kept[:MAX_MANQUES], 1))
    return AvantSeance(titre, quand, etat, manques)


def _count_manques(fiches: FicheActionQuerySet, today: date) -> list[tuple[_Regle, int]]:
    counts = fiches.order_by().aggregate(
        **{f"regle_{rang}": Count("pk", filter=regle.condition(today)) for rang, regle in enumerate(REGLES)}
    )
    return [(regle, counts[f"regle_{rang}"]) for rang, regle in enumerate(REGLES)]


def list_manques(membre: Membre, dossier: DossierPlan, today: date) -> tuple[list[Manque], int]:
    """The five that matter most, in order, and how many more kinds are left; one query to count, one for each shown."""
    fiches = list_fiches(membre).filter(ctg=dossier.ctg)
    kept = [(regle, nombre) for regle, nombre in _count_manques(fiches, today) if nombre]
    found, meteo = [], nombre_accorde(get_delais(today).jours_meteo_valable, "jour")
    for regle, nombre in kept[:MAX_MANQUES]:
        rows = fiches.filter(regle.condition(today)).order_by("ordre", "created_at", "pk")
        shown = tuple(rows.only("pk", "code", "titre", "espace_id")[:MAX_CITEES])
        found.append(Manque(regle.titre, regle.pourquoi.format(meteo=meteo), regle.section, nombre, shown))
    return found, max(0, len(kept) - MAX_MANQUES)
