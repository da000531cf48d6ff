"""What the bodies bring to the page of an élu·e: what she has to decide, what she can say, services of her commune."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, JSONField, Q, Value
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.models.portee import SeRencontrent
from convive.espaces.permissions import is_permis_membre
from convive.gouvernance.models import (
    AvisPartenaire,
    Decision,
    MembreInstance,
    PointOrdreDuJour,
    ScenarioDecision,
    Seance,
)
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.mandat import DITS, JOURS_RECENTS, MAX_A_DIRE, ADire, write_action, write_decision
from convive.gouvernance.rules.notes import Position, get_lettre
from convive.gouvernance.rules.seances import NaturePoint, StatutSeance
from convive.gouvernance.rules.voix import SensVoix, get_libelles
from convive.gouvernance.selectors.voix import list_decisions_a_dire, list_voix_donnees
from convive.offre.models import ServiceEquipement
from convive.offre.permissions import can_list_services
from convive.plan_action.models import ChangementStatut
from convive.plan_action.rules.plan import Visibilite
from convive.plan_action.selectors.elu import Elu
from convive.plan_action.selectors.fiche import list_fiches
from convive.socle.formats import date_longue

MAX_A_PRENDRE = 3
MAX_SERVICES = 12
MIN_COMPARES = 2
DEPUIS_SA_PAGE = "?depuis=elu"
"""So that the page where she answers leads back to hers."""


@dataclass(frozen=True, slots=True)
class ReponseDirecte:
    """One answer, a button of her page. `champs` are sent with it; without them, `url` is where she says why."""

    libelle: str
    url: str
    champs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class APrendre:
    """Something to decide, or to do: where, when, and the page that prepares it. `reponses` are the answers that she
    gives without leaving hers."""

    titre: str
    ou: str
    precision: str
    url: str
    verbe: str
    reponses: tuple[ReponseDirecte, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceCommune:
    nom: str
    url: str
    is_ici: bool


@dataclass(frozen=True, slots=True)
class VoletElu:
    """`seances` are the next ones where she sits; `a_prendre` three things at most, the soonest first;
    `donnees` what she answered and may still change."""

    seances: tuple[Seance, ...]
    a_prendre: tuple[APrendre, ...]
    autres: int
    a_dire: tuple[ADire, ...]
    donnees: tuple[APrendre, ...] = ()

    @property
    def prochaine(self) -> Seance | None:
        return self.seances[0] if self.seances else None


def get_volet(membre: Membre, elu: Elu, commune: str, nom_commune: str, today: date) -> VoletElu:
    """Eight queries, whatever the size of the espace; a few more when something is asked of her."""
    if not is_permis_membre(membre, *regles.DROIT_LIRE):
        return VoletElu((), (), 0, ())
    seances = _list_seances(membre, elu, today)
    a_prendre = [
        *_list_voix(membre, elu, today),
        *_list_points(membre, elu, seances),
        *_list_portees(membre, elu),
    ]
    return VoletElu(
        tuple(seances),
        tuple(a_prendre[:MAX_A_PRENDRE]),
        max(len(a_prendre) - MAX_A_PRENDRE, 0),
        tuple(list_a_dire(membre, commune, nom_commune, today)),
        (*_list_voix_donnees(membre, elu, today), *_list_points(membre, elu, seances, is_donne=True)),
    )


def get_instances(membre: Membre, elu: Elu) -> Any:
    """A subquery: the bodies where she sits today."""
    if elu.is_soi:
        return get_sieges(membre.compte).values("instance")
    return MembreInstance.objects.en_cours().filter(personne__in=elu.uuids).values("instance")


def _list_seances(membre: Membre, elu: Elu, today: date) -> list[Seance]:
    """Those that were convened: a draft is the team’s, even when it prepares this page for her."""
    rows = Seance.objects.visible_to(membre.compte).filter(
        Q(date__isnull=True) | Q(date__gte=today),
        espace=membre.espace_id,
        instance__in=get_instances(membre, elu),
        statut__in=[StatutSeance.CONVOQUEE.value, StatutSeance.EN_COURS.value],
    )
    return list(rows.select_related("instance").order_by(F("date").asc(nulls_last=True), "pk")[:6])


def _list_voix(membre: Membre, elu: Elu, today: date) -> Iterator[APrendre]:
    """The decisions put to the vote that wait for her own voice: they end on a day, so they come first."""
    for decision in list_decisions_a_dire(membre, today) if elu.is_soi else ():
        fin = f" jusqu’au {date_longue(decision.consultation_fin)}" if decision.consultation_fin else ""
        url = reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk])
        ou = f"Décision {decision.code}{f', {decision.instance.nom}' if decision.instance else ''}"
        yield APrendre(
            decision.libelle,
            ou,
            f"votre voix est demandée{fin}",
            f"{url}{DEPUIS_SA_PAGE}#voix",
            "Lire la décision",
            () if membre.espace.is_expire else tuple(_build_voix(decision, url)),
        )


def _build_voix(decision: Decision, url: str) -> Iterator[ReponseDirecte]:
    """An objection is written: its button opens the page where one says why."""
    for sens, libelle in get_libelles(decision.mode).items():
        if sens == SensVoix.CONTRE:
            yield ReponseDirecte(f"{libelle}, dire pourquoi", f"{url}{DEPUIS_SA_PAGE}&sens={sens.value}#voix")
        else:
            champs = (("geste", "voix"), ("sens", sens.value), ("phrase", ""), ("depuis", "elu"))
            yield ReponseDirecte(libelle, url, champs)


def _list_voix_donnees(membre: Membre, elu: Elu, today: date) -> Iterator[APrendre]:
    for voix in list_voix_donnees(membre, today) if elu.is_soi else ():
        decision = voix.decision
        url = reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk])
        ou = f"Décision {decision.code}{f', {decision.instance.nom}' if decision.instance else ''}"
        fin = f" jusqu’au {date_longue(decision.consultation_fin)}" if decision.consultation_fin else ""
        libelle = get_libelles(decision.mode)[SensVoix(voix.sens)]
        precision = f"vous avez répondu «\u00a0{libelle}\u00a0»\u00a0; vous pouvez changer{fin}"
        yield APrendre(decision.libelle, ou, precision, f"{url}{DEPUIS_SA_PAGE}#voix", "Changer ma voix")


def _list_avis_donnes(membre: Membre, elu: Elu, points: Iterable[PointOrdreDuJour]) -> set[UUID]:
    """The notes among these of which she said herself what she thinks; one query when she is asked."""
    notes = [row.objet_uuid for row in points if row.objet_type == TYPE_NOTE and row.nature == NaturePoint.AVIS]
    if not notes or not elu.is_soi:
        return set()
    noms = {str(siege) for siege in get_sieges(membre.compte).select_related("personne", "organisation")}
    donnes = AvisPartenaire.objects.filter(note__in=notes, nom__in=noms, recueilli_par=str(membre.compte))
    return set(donnes.values_list("note", flat=True))


def _list_points(membre: Membre, elu: Elu, seances: Sequence[Seance], *, is_donne: bool = False) -> Iterator[APrendre]:
    """What these séances ask a decision or a view of, in their order; `is_donne`: the views she gave; one query."""
    if not seances or (is_donne and not elu.is_soi):
        return
    by_pk = {seance.pk: seance for seance in seances}
    rows = PointOrdreDuJour.objects.filter(
        seance__in=list(by_pk), nature__in=[NaturePoint.DECISION.value, NaturePoint.AVIS.value]
    )
    rangs = {pk: rang for rang, pk in enumerate(by_pk)}
    donnes = _list_avis_donnes(membre, elu, rows)
    scenarios = {} if is_donne or not elu.is_soi or membre.espace.is_expire else _map_scenarios(rows)
    points = sorted(rows, key=lambda point: (rangs[point.seance_id], point.ordre))  # type: ignore[index]  # filtered on it
    for point in points:
        is_dit = point.nature == NaturePoint.AVIS and point.objet_uuid in donnes
        if is_dit != is_donne:
            continue
        seance = by_pk[point.seance_id]  # type: ignore[index]  # filtered on it
        is_note = point.objet_type == TYPE_NOTE and point.objet_uuid is not None
        vers, cle = ("note_detail", point.objet_uuid) if is_note else ("seance_detail", seance.pk)
        url = reverse(f"gouvernance:{vers}", args=[membre.espace_id, cle])
        quoi = "décision à prendre" if point.nature == NaturePoint.DECISION else "votre avis est demandé"
        if is_donne:
            quoi = "votre avis est noté\u00a0; vous pouvez le changer jusqu’à la séance"
        jour = f", le {date_longue(seance.date)}" if seance.date else ""
        yield APrendre(
            point.titre,
            f"{seance.instance.nom}{jour}",
            quoi,
            f"{url}{DEPUIS_SA_PAGE}{'#mon-avis' if is_donne else ''}" if is_note else f"{url}#point-{point.pk}",
            ("Changer mon avis" if is_donne else "Lire la note") if is_note else "Voir l’ordre du jour",
            tuple(_build_avis(scenarios[point.objet_uuid], url)) if point.objet_uuid in scenarios else (),
        )


def _map_scenarios(points: Iterable[PointOrdreDuJour]) -> dict[UUID, list[ScenarioDecision]]:
    """Of each note whose view is asked, what it compares; one query when there is one."""
    found: dict[UUID, list[ScenarioDecision]] = {
        row.objet_uuid: []
        for row in points
        if row.objet_type == TYPE_NOTE and row.objet_uuid and row.nature == NaturePoint.AVIS
    }
    for scenario in ScenarioDecision.objects.filter(note__in=list(found)) if found else ():
        found[scenario.note_id].append(scenario)
    return found


def _build_avis(scenarios: Sequence[ScenarioDecision], url: str) -> Iterator[ReponseDirecte]:
    """For each scenario, « favorable »; of a single question, « favorable ». Any other view says why, on the page."""
    champs = (("geste", "mon_avis"), ("position", Position.FAVORABLE.value), ("phrase", ""), ("depuis", "elu"))
    if len(scenarios) < MIN_COMPARES:
        yield ReponseDirecte("Je suis pour", url, champs)
    else:
        for rang, scenario in enumerate(scenarios):
            libelle = f"Pour {get_lettre(rang)}. {scenario.titre}"
            yield ReponseDirecte(libelle, url, (*champs, ("scenario", str(scenario.pk))))
    yield ReponseDirecte("Un autre avis, dire pourquoi", f"{url}{DEPUIS_SA_PAGE}#mon-avis")


def _list_portees(membre: Membre, elu: Elu) -> Iterator[APrendre]:
    """The open decisions that she carries herself; one query."""
    rows = Decision.objects.visible_to(membre.compte).ouvertes()
    siennes = rows.filter(espace=membre.espace_id, responsable__in=elu.uuids).select_related("instance")
    for decision in siennes.order_by(F("echeance").asc(nulls_last=True), "annee", "numero")[:MAX_A_PRENDRE]:
        precision = f"à faire avant le {date_longue(decision.echeance)}" if decision.echeance else "sans date"
        ou = f"Décision {decision.code}{f', {decision.instance.nom}' if decision.instance else ''}"
        url = reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk])
        yield APrendre(decision.libelle, ou, precision, url, "Indiquer l’avancement")


def list_a_dire(membre: Membre, commune: str, nom_commune: str, today: date) -> list[ADire]:
    """What changed, that may be said aloud: shared actions, decisions of open bodies; those of the commune first."""
    depuis = today - timedelta(days=JOURS_RECENTS)
    fiches = list_fiches(membre).exclude(visibilite=Visibilite.INTERNE.value)
    touche = Q(communes=[])
    if commune:
        touche |= Q(SeRencontrent(F("communes"), Value([commune], output_field=JSONField())))
    changements = ChangementStatut.objects.filter(
        fiche__in=fiches.filter(touche).order_by().values("pk"),
        vers__in=[statut.value for statut in DITS],
        date__range=(depuis, today),
    )
    found: dict[UUID, tuple[bool, date, ADire]] = {}
    for row in changements.select_related("fiche").order_by("date", "created_at"):
        fiche = row.fiche
        if fiche.statut != row.vers:
            continue
        is_propre = bool(fiche.communes)
        ou = _explain_communes(nom_commune, len(fiche.communes)) if is_propre else ""
        phrase = write_action(fiche.titre, row.vers, row.date, row.instance_libelle, ou)
        code = f", action {fiche.code}" if fiche.code else ""
        url = reverse("plan_action:fiche_action_detail", args=[membre.espace_id, fiche.pk])
        found[fiche.pk] = is_propre, row.date, ADire(phrase, f"Plan d’actions de la CTG{code}", url)
    decisions = Decision.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id,
        executee_le__range=(depuis, today),
        seance__statut=StatutSeance.CLOSE.value,
        instance__is_ouverte_partenaires=True,
    )
    for decision in decisions.select_related("instance").order_by("-executee_le", "-numero")[:MAX_A_DIRE]:
        jour = decision.executee_le or decision.date
        source = f"Registre des décisions, {decision.code}{f', {decision.instance.nom}' if decision.instance else ''}"
        url = reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk])
        found[decision.pk] = False, jour, ADire(write_decision(decision.libelle, jour), source, url)
    ordered = sorted(found.values(), key=lambda row: (row[0], row[1]), reverse=True)
    return [a_dire for _, _, a_dire in ordered[:MAX_A_DIRE]]


def _explain_communes(nom: str, nombre: int) -> str:
    """« Montorvelle et dans 2 autres communes »: an action shared by several is not said to be of one."""
    if not nom or nombre == 1:
        return nom
    return f"{nom} et dans {'une autre commune' if nombre == 2 else f'{nombre - 1} autres communes'}"


def list_services(membre: Membre, commune: str) -> list[ServiceCommune]:
    """The services of a commune, then those of elsewhere that serve it; one query."""
    if not commune or not can_list_services(membre):
        return []
    servie = Q(SeRencontrent(F("communes"), Value([commune], output_field=JSONField()))) & ~Q(communes=[])
    rows = ServiceEquipement.objects.visible_to(membre.compte).filter(
        Q(code_commune=commune) | servie, espace=membre.espace_id, archive_le__isnull=True
    )
    services = sorted(rows, key=lambda row: (row.code_commune != commune, row.nom))
    return [
        ServiceCommune(
            row.nom, reverse("offre:service_detail", args=[membre.espace_id, row.pk]), row.code_commune == commune
        )
        for row in services[:MAX_SERVICES]
    ]


def list_elus(membre: Membre) -> Collection[tuple[str, str]]:
    """Those who sit today as élu·es: identifier and name, for the team that prepares their page; one query."""
    rows = MembreInstance.objects.en_cours().filter(
        instance__espace=membre.espace_id, is_elu=True, personne__isnull=False
    )
    found = {str(row.personne_id): str(row.personne) for row in rows.select_related("personne")}
    return sorted(found.items(), key=lambda pair: pair[1])
