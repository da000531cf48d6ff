"""A year of work as the espace knows it: posts, bodies, decisions, plan, diagnosis, objectives, gestures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.selectors.poste import list_postes_lus
from convive.convention.selectors.ctg import get_ctg_actuelle
from convive.diagnostic.models import Constat, Parole
from convive.espaces.models import Membre
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.seances import Presence, StatutSeance
from convive.gouvernance.selectors.decisions import get_decisions
from convive.journal.models import Geste, Journal
from convive.plan_action.models import ChangementStatut, FicheActionQuerySet
from convive.plan_action.rules.resume import HORS, CompteStatuts
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.arbre import count_plan
from convive.plan_action.selectors.fiche import list_fiches_actuelles
from convive.prise_poste.models import ObjectifMission, RapportActivite
from convive.prise_poste.rules.lettre_mission import EtatObjectif
from convive.prise_poste.rules.rapport import RUBRIQUES, Periode, PosteTenu, build_periode, compute_etp, compute_postes
from convive.prise_poste.selectors.lettre_mission import get_lettres
from convive.socle.formats import nombre_accorde
from convive.socle.objets import TypeObjetInconnu, objets

PREMIERE_ANNEE = 2000
ECRITS = (Geste.CREER, Geste.MODIFIER, Geste.VALIDER, Geste.CLORE, Geste.IMPORTER, Geste.COMMENTER)
"""What the journal counts as work on an object; a look, an export, an invitation are something else."""
MAX_TYPES = 12
PLURIELS = {"n’a plus lieu d’être": "n’ont plus lieu d’être"}
COMPTES = ("decisions", "actions", "changements", "diagnostic")


@dataclass(frozen=True, slots=True)
class InstanceTenue:
    """A body and its séances of the period. `presents` of `attendus`, over the séances where attendance was taken."""

    nom: str
    seances: tuple[date, ...]
    presents: int
    attendus: int
    url: str


@dataclass(frozen=True, slots=True)
class Compte:
    """« 22 commentaires », « 9 faites », « 5 en cours »; `pluriels` when an « s » is not enough, or too much."""

    libelle: str
    nombre: int
    pluriels: str | None = None

    def __str__(self) -> str:
        return nombre_accorde(self.nombre, self.libelle, self.pluriels)


def _count_statut(libelle: str, nombre: int) -> Compte:
    """How many are in a status: an adjective agrees, « en cours » and « à faire » do not."""
    mot = libelle[0].lower() + libelle[1:]
    return Compte(mot, nombre, PLURIELS.get(mot, mot if " " in mot else None))


@dataclass(frozen=True, slots=True)
class ObjectifLu:
    agent: str
    resultat: str
    etat: str
    preuve: str


@dataclass(frozen=True, slots=True)
class RapportLu:
    """`ctg` names the plan that `actions` and `changements` count: that of the end of the period."""

    periode: Periode
    rapport: RapportActivite | None
    postes: tuple[PosteTenu, ...]
    etp: Decimal
    instances: tuple[InstanceTenue, ...]
    decisions: tuple[Compte, ...]
    ctg: str
    actions: tuple[Compte, ...]
    changements: tuple[Compte, ...]
    diagnostic: tuple[Compte, ...]
    objectifs: tuple[ObjectifLu, ...]
    gestes: tuple[Compte, ...]
    plan_dit: str = ""
    """The plan in the one sentence that counts it."""

    @property
    def phrases(self) -> dict[str, str]:
        """« 12 en cours, 6 réalisées », for what is counted in a sentence; empty when there is nothing."""
        return {nom: ", ".join(map(str, getattr(self, nom))) for nom in COMPTES}

    @property
    def nombre_decisions(self) -> int:
        return sum(ligne.nombre for ligne in self.decisions)

    @property
    def nombre_actions(self) -> int:
        return sum(ligne.nombre for ligne in self.actions)

    @property
    def nombre_seances(self) -> int:
        return sum(len(instance.seances) for instance in self.instances)

    @property
    def rubriques(self) -> list[tuple[str, str]]:
        """(title, text) of what was written."""
        if self.rapport is None:
            return []
        return [(titre, texte) for nom, (titre, _) in RUBRIQUES.items() if (texte := getattr(self.rapport, nom))]

    @property
    def sans_debut(self) -> int:
        """Posts whose first day is not known: their ETP is not counted."""
        return sum(tenu.jours is None for tenu in self.postes)


def get_rapport(membre: Membre, annee: int) -> RapportActivite | None:
    rows = RapportActivite.objects.visible_to(membre.compte)
    return rows.filter(espace=membre.espace_id, annee=annee).first()


def list_annees(membre: Membre, today: date) -> list[int]:
    """From the year when the espace was made, or of its first report, to this one; the last first."""
    premiere = RapportActivite.objects.filter(espace=membre.espace_id).order_by("annee").values_list("annee").first()
    debut = min(membre.espace.created_at.year, today.year - 1, *(premiere or (today.year,)))
    return list(range(today.year, max(debut, PREMIERE_ANNEE) - 1, -1))


def read_rapport(membre: Membre, annee: int, today: date) -> RapportLu:
    """With the rights of this place; about twenty queries. Raise ValueError for a year that has not begun."""
    periode = build_periode(annee, today)
    ctg = get_ctg_actuelle(membre, periode.fin)
    fiches = list_fiches_actuelles(membre, periode.fin)
    postes = compute_postes(list_postes_lus(membre), periode)
    compte = count_plan(membre, ctg) if ctg else CompteStatuts()
    return RapportLu(
        periode,
        get_rapport(membre, annee),
        postes,
        compute_etp(postes, periode),
        _list_instances(membre, periode),
        _count_decisions(membre, periode),
        str(ctg or ""),
        _count_actions(compte),
        _count_changements(fiches, periode),
        _count_diagnostic(membre, periode),
        _list_objectifs(membre, annee),
        _count_gestes(membre, periode),
        compte.explain() if compte.total else "",
    )


def _list_instances(membre: Membre, periode: Periode) -> tuple[InstanceTenue, ...]:
    """Séances that took place: opened or closed, of the period."""
    tenues = (StatutSeance.EN_COURS.value, StatutSeance.CLOSE.value)
    rows = Seance.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, statut__in=tenues, date__gte=periode.debut, date__lte=periode.fin
    )
    attendance = {"presents": Count("participants", filter=_presence(Presence.PRESENT, Presence.REPRESENTE))}
    attendance["inconnus"] = Count("participants", filter=_presence(Presence.INCONNUE))
    attendance["attendus"] = Count("participants")
    par_instance: dict[str, list[Seance]] = {}
    for seance in rows.select_related("instance").annotate(**attendance).order_by("instance__nom", "date", "pk"):
        par_instance.setdefault(seance.instance.nom, []).append(seance)
    lignes = []
    for nom, seances in par_instance.items():
        pointees = [row for row in seances if row.attendus > row.inconnus]  # type: ignore[attr-defined]  # annotated
        lignes.append(
            InstanceTenue(
                nom,
                tuple(seance.date for seance in seances if seance.date),
                sum(row.presents for row in pointees),  # type: ignore[attr-defined]  # annotated by the query
                sum(row.attendus for row in pointees),  # type: ignore[attr-defined]  # annotated by the query
                reverse("gouvernance:instance_detail", args=[membre.espace_id, seances[0].instance_id]),
            )
        )
    return tuple(lignes)


def _presence(*presences: Presence) -> Q:
    return Q(participants__presence__in=[presence.value for presence in presences])


def _count_decisions(membre: Membre, periode: Periode) -> tuple[Compte, ...]:
    rows = get_decisions(membre).prises().filter(date__gte=periode.debut, date__lte=periode.fin)
    counts = Counter(rows.values_list("statut", flat=True))
    return tuple(
        _count_statut(statut.libelle, counts[statut.value]) for statut in StatutDecision if counts[statut.value]
    )


def _count_actions(compte: CompteStatuts) -> tuple[Compte, ...]:
    """Where the plan is today: what it was at the end of a past year is no longer known."""
    hors = {sorte for sorte, *_ in HORS}
    return tuple(
        _count_statut(statut.libelle, nombre)
        for statut in Statut
        if statut.value not in hors and (nombre := compte.statuts.get(statut.value, 0))
    )


def _count_changements(fiches: FicheActionQuerySet, periode: Periode) -> tuple[Compte, ...]:
    """Actions that reached a status during the period, each counted once for each status."""
    rows = ChangementStatut.objects.filter(
        fiche__in=fiches.values("pk"), date__gte=periode.debut, date__lte=periode.fin
    )
    counts = Counter(vers for vers, _ in set(rows.values_list("vers", "fiche")))
    return tuple(_count_statut(statut.libelle, counts[statut.value]) for statut in Statut if counts[statut.value])


def _count_diagnostic(membre: Membre, periode: Periode) -> tuple[Compte, ...]:
    paroles = Parole.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, date_recueil__gte=periode.debut, date_recueil__lte=periode.fin
    )
    constats = Constat.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, created_at__range=_get_bornes(periode)
    )
    found = (
        Compte("parole recueillie", paroles.count(), "paroles recueillies"),
        Compte("constat écrit", constats.count(), "constats écrits"),
    )
    return tuple(ligne for ligne in found if ligne.nombre)


def _list_objectifs(membre: Membre, annee: int) -> tuple[ObjectifLu, ...]:
    rows = ObjectifMission.objects.filter(lettre__in=get_lettres(membre).filter(annee=annee).values("pk"))
    return tuple(
        ObjectifLu(row.lettre.agent, row.resultat, EtatObjectif(row.etat).libelle, row.preuve)
        for row in rows.select_related("lettre").order_by("lettre__agent", "ordre", "pk")
    )


def _count_gestes(membre: Membre, periode: Periode) -> tuple[Compte, ...]:
    """How many gestures on each kind of object, whoever did them; never who, never when. The most first."""
    rows = Journal.objects.for_espace(membre.espace_id).filter(
        geste__in=[geste.value for geste in ECRITS], at__range=_get_bornes(periode)
    )
    counts = rows.order_by().values_list("objet_type").annotate(n=Count("pk")).order_by("-n", "objet_type")
    return tuple(compte for cle, n in counts if (compte := _count_type(cle, n)))[:MAX_TYPES]


def _count_type(cle: str, nombre: int) -> Compte | None:
    try:
        meta = objets.get(cle).model._meta
    except TypeObjetInconnu:
        return None
    return Compte(str(meta.verbose_name), nombre, str(meta.verbose_name_plural))


def _get_bornes(periode: Periode) -> tuple[datetime, datetime]:
    return (
        timezone.make_aware(datetime.combine(periode.debut, time.min)),
        timezone.make_aware(datetime.combine(periode.fin, time.max)),
    )
