"""When the authorisation of a crèche comes to its end, and what is done before. Pure Python.

Existing crèches come back by the date of their first authorisation or opinion (code de la santé publique, article
D. 2324-24-2-1, décret of 14 January 2026); those authorised since have fifteen years at most. The bands are parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from convive.finances.rules.sources import CatalogueInvalide, Confiance
from convive.offre.rules.verification import add_mois
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue

MOIS_PAR_AN = 12
RESERVE = (
    "Sauf si l’autorisation a déjà été renouvelée à l’occasion d’une extension ou d’une transformation. "
    "La composition du dossier n’est pas établie\u00a0: demandez-la au Département."
)
PHRASE_INCONNUE = "Date de la première autorisation ou du premier avis\u00a0: à préciser."
PHRASE_STATUT = "Gestionnaire public ou privé\u00a0: à préciser, la date en dépend."


class StatutGestionnaire(EnumLibelle):
    PUBLIC = "public", "Public"
    PRIVE = "prive", "Privé"


class NatureEcheance(EnumLibelle):
    """How the end is known."""

    DATEE = "datee", "Date fixée par le texte"
    AU_PLUS = "au_plus", "Durée maximale"
    INCONNUE = "inconnue", "Inconnue"


@dataclass(frozen=True, slots=True)
class Bande:
    """First authorisations from `debut` to the end of their kind, both included, come back by `limite`."""

    debut: date | None
    fin_prive: date
    fin_public: date
    limite: date

    def holds(self, jour: date, statut: StatutGestionnaire | None) -> bool | None:
        """None when the answer differs for a public and a private manager, and nobody said which."""
        if self.debut is not None and jour < self.debut:
            return False
        admis = {StatutGestionnaire.PRIVE: jour <= self.fin_prive, StatutGestionnaire.PUBLIC: jour <= self.fin_public}
        if statut is not None:
            return admis[statut]
        return None if len(set(admis.values())) > 1 else admis[StatutGestionnaire.PUBLIC]


@dataclass(frozen=True, slots=True)
class Alerte:
    mois: int
    libelle: str


@dataclass(frozen=True, slots=True)
class ParametresAutorisation:
    bandes: tuple[Bande, ...]
    texte: str
    sources: tuple[str, ...]
    vue_le: str
    confiance: Confiance
    annees_max: int
    sources_max: tuple[str, ...]
    confiance_max: Confiance
    renouvelee_depuis: date
    alertes: tuple[Alerte, ...]


@dataclass(frozen=True, slots=True)
class EcheanceAutorisation:
    """`limite` is set only for a date that the text fixes; `plafond` is the latest possible day of the others."""

    nature: NatureEcheance
    phrase: str
    limite: date | None = None
    plafond: date | None = None
    sources: tuple[str, ...] = ()
    confiance: Confiance | None = None

    @property
    def reserve(self) -> str:
        return RESERVE if self.nature is NatureEcheance.DATEE else ""


@dataclass(frozen=True, slots=True)
class AlerteDatee:
    jour: date
    mois: int
    libelle: str


def build_parametres_autorisation(rows: Mapping[str, Any]) -> ParametresAutorisation:
    """Raise CatalogueInvalide for bands that overlap or leave a day out."""
    bandes = tuple(Bande(**row) for row in rows["bandes"])
    for before, after in pairwise(bandes):
        first = before.fin_prive + timedelta(days=1)
        if after.debut != first or before.fin_public != before.fin_prive:
            raise CatalogueInvalide(f"La bande qui commence le {after.debut} ne suit pas la précédente.")
    duree = rows["duree_max"]
    return ParametresAutorisation(
        bandes=bandes,
        texte=rows["texte"],
        sources=tuple(rows["sources"]),
        vue_le=rows["vue_le"],
        confiance=Confiance(rows["confiance"]),
        annees_max=duree["annees"],
        sources_max=tuple(duree["sources"]),
        confiance_max=Confiance(duree["confiance"]),
        renouvelee_depuis=rows["renouvelee_depuis"],
        alertes=tuple(Alerte(**row) for row in rows["alertes"]),
    )


def compute_echeance_autorisation(
    date_premiere_autorisation: date | None,
    statut: StatutGestionnaire | None,
    parametres: ParametresAutorisation,
    *,
    date_renouvellement: date | None = None,
) -> EcheanceAutorisation:
    """When the authorisation ends, and where that is written; unknown without its date. A renewal since the décret of
    April 2025, through an extension or a transformation, counts instead of the first date."""
    if date_renouvellement is not None and date_renouvellement >= parametres.renouvelee_depuis:
        return _build_au_plus(date_renouvellement, parametres)
    if date_premiere_autorisation is None:
        return EcheanceAutorisation(NatureEcheance.INCONNUE, PHRASE_INCONNUE)
    for bande in parametres.bandes:
        held = bande.holds(date_premiere_autorisation, statut)
        if held is None:
            return EcheanceAutorisation(NatureEcheance.INCONNUE, PHRASE_STATUT)
        if held:
            return EcheanceAutorisation(
                NatureEcheance.DATEE,
                f"L’autorisation est à renouveler pour le {date_longue(bande.limite)}\u00a0: {parametres.texte}.",
                limite=bande.limite,
                sources=parametres.sources,
                confiance=parametres.confiance,
            )
    return _build_au_plus(date_premiere_autorisation, parametres)


def list_alertes(echeance: EcheanceAutorisation, alertes: Iterable[Alerte]) -> list[AlerteDatee]:
    """The alerts of a date that the text fixes, in order; none for another one: a maximum is not a date."""
    if echeance.limite is None:
        return []
    dates = [AlerteDatee(add_mois(echeance.limite, -alerte.mois), alerte.mois, alerte.libelle) for alerte in alertes]
    return sorted(dates, key=lambda alerte: alerte.jour)


def get_alerte(alertes: Iterable[AlerteDatee], today: date) -> AlerteDatee | None:
    """The last one that is reached; None before the first."""
    return max((alerte for alerte in alertes if alerte.jour <= today), key=lambda alerte: alerte.jour, default=None)


def _build_au_plus(jour: date, parametres: ParametresAutorisation) -> EcheanceAutorisation:
    plafond = add_mois(jour, parametres.annees_max * MOIS_PAR_AN)
    return EcheanceAutorisation(
        NatureEcheance.AU_PLUS,
        f"L’autorisation dure {parametres.annees_max}\u00a0ans au plus, jusqu’au {date_longue(plafond)}\u00a0: "
        "la date exacte est écrite dans l’arrêté d’autorisation.",
        plafond=plafond,
        sources=parametres.sources_max,
        confiance=parametres.confiance_max,
    )
