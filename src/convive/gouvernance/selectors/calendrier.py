"""A year of séances: what the school calendar says, what each body lacks, what is planned already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from convive.espaces.models import Espace, Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.rules.calendrier import (
    ALSACE_MOSELLE,
    JOURS_AN,
    Calendrier,
    Rythme,
    Vacances,
    explain_jour,
    get_zone,
    propose_annee,
)
from convive.gouvernance.rules.seances import PARTIES
from convive.socle.contenus import read_contenu_yaml

FICHIER = Path(__file__).parents[1] / "catalogue" / "vacances_scolaires.yaml"
OUTRE_MER = "97"


@cache
def _read() -> Any:
    return read_contenu_yaml(FICHIER)


def list_zones() -> list[str]:
    return list(_read()["zones"])


def get_departement(espace: Espace) -> str:
    """The département where most communes of the espace are; empty without any."""
    perimetre = get_perimetre_espace(espace)
    counts: dict[str, int] = defaultdict(int)
    for commune in perimetre.communes if perimetre else ():
        code = commune.code
        counts[code[:3] if code.startswith(OUTRE_MER) else code[:2]] += 1
    return max(counts, key=lambda code: (counts[code], code), default="")


def get_zone_espace(espace: Espace) -> str:
    return get_zone(get_departement(espace), _read()["zones"])


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the school holidays of a period come from, and what nobody has checked yet."""

    lignes: tuple[str, ...]
    a_verifier: bool


def get_calendrier(zone: str, departement: str) -> Calendrier:
    """Everything that the catalogue knows of this zone; without a zone, public holidays alone."""
    vacances, connu = [], None
    for annee in _read()["annees"] if zone else ():
        rows = [row for row in annee["vacances"] if row.get("zone", zone) == zone]
        vacances += [Vacances(row["libelle"], row["debut"], row["fin"]) for row in rows]
        connu = annee["fin"]
    return Calendrier(
        zone,
        tuple(vacances),
        connu,
        departement in ALSACE_MOSELLE,
        a_verifier=any(annee["a_verifier"] for annee in _read()["annees"]),
    )


def get_sources(debut: date) -> Sources:
    """The school years that meet the year that begins on this day."""
    fin = debut + timedelta(days=JOURS_AN)
    rows = [
        annee
        for annee in _read()["annees"]
        if annee["fin"] >= debut and min(row["debut"] for row in annee["vacances"]) <= fin
    ]
    return Sources(tuple(row["source"] for row in rows), any(row["a_verifier"] for row in rows))


@dataclass(frozen=True, slots=True)
class LigneCalendrier:
    """A day of the page: a séance that exists, or one that is proposed."""

    jour: date
    instance: Instance
    seance: Seance | None
    remarques: tuple[str, ...]

    @property
    def cle(self) -> str:
        return f"{self.instance.pk}:{self.jour.isoformat()}"


@dataclass(frozen=True, slots=True)
class Annee:
    lignes: tuple[LigneCalendrier, ...]
    sans_rythme: tuple[Instance, ...]

    @property
    def mois(self) -> list[tuple[date, list[LigneCalendrier]]]:
        """By month, those that have something."""
        by_mois: dict[date, list[LigneCalendrier]] = defaultdict(list)
        for ligne in self.lignes:
            by_mois[ligne.jour.replace(day=1)].append(ligne)
        return sorted(by_mois.items())

    @property
    def proposees(self) -> int:
        return sum(ligne.seance is None for ligne in self.lignes)


def get_annee(membre: Membre, debut: date, calendrier: Calendrier, *, is_equipe: bool) -> Annee:
    """The séances of a year that this place reads and, for the team, the days proposed for those that lack; two
    queries."""
    fin = debut + timedelta(days=JOURS_AN - 1)
    rows = Instance.objects.visible_to(membre.compte).actives().filter(espace=membre.espace_id)
    instances = {instance.pk: instance for instance in rows}
    seances = Seance.objects.visible_to(membre.compte).filter(instance__in=instances, date__range=(debut, fin))
    prevues: dict[UUID, list[Seance]] = defaultdict(list)
    for seance in seances.exclude(statut__in=sorted(statut.value for statut in PARTIES)):
        seance.instance = instances[seance.instance_id]
        prevues[seance.instance_id].append(seance)
    proposees = propose_annee(_list_rythmes(instances.values(), prevues), debut, calendrier) if is_equipe else []
    lignes = [
        LigneCalendrier(seance.date, seance.instance, seance, explain_jour(seance.date, calendrier))
        for rows_instance in prevues.values()
        for seance in rows_instance
        if seance.date is not None
    ]
    lignes += [LigneCalendrier(row.jour, instances[UUID(row.cle)], None, row.remarques) for row in proposees]
    lignes = _with_rencontres(lignes, calendrier)
    sans_rythme = tuple(instance for instance in instances.values() if not instance.seances_par_an)
    return Annee(tuple(sorted(lignes, key=lambda row: (row.jour, row.instance.nom))), sans_rythme)


def _list_rythmes(instances: Iterable[Instance], prevues: dict[UUID, list[Seance]]) -> list[Rythme]:
    return [
        Rythme(
            str(instance.pk),
            instance.nom,
            instance.seances_par_an or 0,
            instance.jour_semaine,
            tuple(seance.date for seance in prevues[instance.pk] if seance.date is not None),
        )
        for instance in instances
    ]


def _with_rencontres(lignes: Iterable[LigneCalendrier], calendrier: Calendrier) -> list[LigneCalendrier]:
    """With who else meets on the same day."""
    by_jour: dict[date, list[LigneCalendrier]] = defaultdict(list)
    for ligne in lignes:
        by_jour[ligne.jour].append(ligne)
    return [
        LigneCalendrier(
            ligne.jour,
            ligne.instance,
            ligne.seance,
            explain_jour(ligne.jour, calendrier, [o.instance.nom for o in same if o is not ligne]),
        )
        for same in by_jour.values()
        for ligne in same
    ]


def list_remarques(membre: Membre, jours: Iterable[tuple[Instance, date]], calendrier: Calendrier) -> list[str]:
    """What one should know of days that were moved by hand: « Comité technique, le 5 mai : une fin de semaine »."""
    wanted = list(jours)
    rows = Seance.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, date__in=[jour for _, jour in wanted]
    )
    occupied: dict[date | None, list[str]] = defaultdict(list)
    for seance in rows.exclude(statut__in=sorted(statut.value for statut in PARTIES)).select_related("instance"):
        occupied[seance.date].append(seance.instance.nom)
    said = []
    for instance, jour in wanted:
        autres = [nom for nom in occupied[jour] if nom != instance.nom]
        autres += [other.nom for other, day in wanted if day == jour and other != instance]
        why = calendrier.explain(jour)
        remarques = ([why] if why else []) + [f"{nom} se réunit le même jour" for nom in autres]
        said += [f"{instance.nom}, le {jour:%d/%m/%Y}\u00a0: {remarque}" for remarque in remarques]
    return said
