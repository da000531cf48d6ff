"""Read what an espace counts by itself, through the limits of a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from convive.diagnostic.models.indicateur import IndicateurEspace, MesureEspace, ReleveMillesimes
from convive.diagnostic.rules.propres import Nouveaute, format_seuil, is_seuil_franchi, list_nouveautes
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.manifeste import ETATS_CHARGES
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.sources import fictif
from convive.espaces.models import Espace, Membre, read_once


@dataclass(frozen=True)
class LignePropre:
    """An own indicator with its years, the last one first. `derniere` is the last that has a number."""

    indicateur: IndicateurEspace
    mesures: tuple[MesureEspace, ...]

    @property
    def derniere(self) -> MesureEspace | None:
        return next((mesure for mesure in self.mesures if mesure.valeur is not None), None)

    @property
    def seuil(self) -> str:
        i = self.indicateur
        return format_seuil(i.seuil, i.sens_seuil, i.decimales, i.unite)

    @property
    def is_franchi(self) -> bool:
        last = self.derniere
        return last is not None and is_seuil_franchi(last.valeur, self.indicateur.seuil, self.indicateur.sens_seuil)


def list_propres(membre: Membre, *, archives: bool = False) -> list[LignePropre]:
    """Those that this place may read, in the order of names; two queries (thématiques are a third)."""
    rows = IndicateurEspace.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    rows = rows.filter(archive_le__isnull=not archives).order_by("libelle", "pk")
    rows = rows.prefetch_related(_build_mesures(), "thematiques")
    return [LignePropre(row, tuple(row.mesures.all())) for row in rows]


def list_propres_suivis(membre: Membre) -> list[LignePropre]:
    """The same for a home, of which two parts show them and none names their thématiques; two queries."""

    def read() -> list[LignePropre]:
        rows = IndicateurEspace.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id, archive_le=None)
        mesures = Prefetch("mesures", MesureEspace.objects.order_by("-annee"))
        lues = rows.order_by("libelle", "pk").prefetch_related(mesures)
        return [LignePropre(row, tuple(row.mesures.all())) for row in lues]

    return read_once(membre, "propres", read)


def list_dernieres_mesures(membre: Membre) -> list[MesureEspace]:
    """The latest number of each of those that this place may read, in the order of names; one query."""
    visibles = IndicateurEspace.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id, archive_le=None)
    rows = MesureEspace.objects.filter(indicateur__in=visibles, valeur__isnull=False)
    last: dict[UUID, MesureEspace] = {}
    for mesure in rows.select_related("indicateur").order_by("indicateur__libelle", "indicateur", "annee"):
        mesure.indicateur.espace = membre.espace
        last[mesure.indicateur_id] = mesure
    return list(last.values())


def get_propre(membre: Membre, uuid: UUID) -> LignePropre | None:
    rows = IndicateurEspace.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id, pk=uuid)
    row = rows.prefetch_related(_build_mesures(), "thematiques").first()
    if row is None:
        return None
    # Already read with the place: permissions ask whether it has expired.
    row.espace = membre.espace
    return LignePropre(row, tuple(row.mesures.all()))


def _build_mesures() -> "Prefetch[str]":
    return Prefetch("mesures", MesureEspace.objects.select_related("updated_by").order_by("-annee"))


def get_millesimes_charges() -> dict[str, int]:
    """The latest vintage of each loaded source. Raise DonneesAbsentes when nothing was built."""
    return {
        source.identifiant: max(source.millesimes)
        for source in get_provenance()
        if source.etat in ETATS_CHARGES and source.millesimes and source.identifiant != fictif.SOURCE.identifiant
    }


@dataclass(frozen=True)
class EtatMillesimes:
    """What is loaded, and what came since the espace noted it; `releve` is None as long as nobody did."""

    releve: ReleveMillesimes | None
    actuels: Mapping[str, int]
    nouveautes: tuple[Nouveaute, ...]


def get_etat_millesimes(espace: Espace) -> EtatMillesimes:
    """One query; nothing loaded is nothing new."""
    releve = ReleveMillesimes.objects.filter(espace=espace).first()
    try:
        actuels = get_millesimes_charges()
    except DonneesAbsentes:
        actuels = {}
    news = list_nouveautes(releve.millesimes, actuels) if releve else []
    return EtatMillesimes(releve, actuels, tuple(news))
