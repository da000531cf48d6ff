"""The rows of an action, ready to show: steps, partners, money, risks, météos, notes, indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from convive.diagnostic.models import MesureEspace, StatutMesure
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    IndicateurFiche,
    LigneBudget,
    MeteoFiche,
    NoteSuivi,
    RisqueFiche,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.budget import Montant, Sommes, compute_sommes, explain_ecart
from convive.plan_action.rules.statuts import Statut


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """`retard` counts the days since its deadline, when it is not done and the action is active."""

    uuid: UUID
    libelle: str
    echeance: date | None
    faite_le: date | None
    responsable: str
    retard: int = 0

    @property
    def etat(self) -> str:
        if self.faite_le is not None:
            return "faite"
        return "retard" if self.retard else "a_venir"


@dataclass(frozen=True, slots=True)
class PartenaireLu:
    organisation: UUID
    nom: str
    role: str
    engagement: str
    confirme: bool | None
    confirme_le: date | None


@dataclass(frozen=True, slots=True)
class LigneBudgetLue:
    libelle: str
    precision: str
    montant: Montant
    organisation: UUID | None = None
    commentaire: str = ""
    demande_le: date | None = None

    @property
    def etat(self) -> str:
        if self.montant.sens == regles.SensBudget.CHARGE:
            return ""
        if self.montant.confirme:
            return "confirmé"
        return f"demandé le {self.demande_le:%d/%m/%Y}" if self.demande_le else "espéré"


@dataclass(frozen=True, slots=True)
class AnneeBudget:
    """A year, or what has none; expenses first."""

    annee: int | None
    depenses: tuple[LigneBudgetLue, ...]
    recettes: tuple[LigneBudgetLue, ...]
    sommes: Sommes

    @property
    def groupes(self) -> tuple[tuple[LigneBudgetLue, ...], ...]:
        return self.depenses, self.recettes

    @property
    def ecart_phrase(self) -> str:
        return explain_ecart(self.sommes, self.annee)


@dataclass(frozen=True, slots=True)
class BudgetLu:
    annees: tuple[AnneeBudget, ...]
    total: Sommes

    @property
    def ecarts(self) -> str:
        """What does not balance, year by year, in one sentence after another."""
        return " ".join(filter(None, (annee.ecart_phrase for annee in self.annees)))

    @property
    def has_realise(self) -> bool:
        return self.total.depenses_realisees is not None or self.total.recettes_realisees is not None


@dataclass(frozen=True, slots=True)
class RisqueLu:
    libelle: str
    gravite: str
    parade: str


@dataclass(frozen=True, slots=True)
class MeteoLue:
    regard: regles.Regard
    niveau: regles.NiveauMeteo
    phrase: str
    jour: date
    auteur: str

    @property
    def regard_libelle(self) -> str:
        return self.regard.libelle


@dataclass(frozen=True, slots=True)
class NoteLue:
    jour: date
    texte: str
    is_interne: bool
    auteur: str
    is_mienne: bool


@dataclass(frozen=True, slots=True)
class ChangementLu:
    de: str
    vers: str
    jour: date
    motif: str
    instance: str
    date_instance: date | None


@dataclass(frozen=True, slots=True)
class BilanLu:
    annee: int
    freins: str
    leviers: str
    suites: str

    @property
    def textes(self) -> list[tuple[str, str]]:
        named = (("Freins", self.freins), ("Leviers", self.leviers), ("Suites", self.suites))
        return [(titre, texte) for titre, texte in named if texte]


@dataclass(frozen=True, slots=True)
class ValeurLue:
    """Without a number, `statut` says why: missing, secret and zero are three things."""

    annee: int
    valeur: Decimal | None
    statut: str = ""


@dataclass(frozen=True, slots=True)
class IndicateurLu:
    uuid: UUID
    libelle: str
    unite: str
    definition: str
    sens: str
    role: str
    reference: Decimal | None
    cible: Decimal | None
    cible_texte: str
    annee_cible: int | None
    indicateur: UUID | None
    code_coeur: str
    decimales: int | None
    valeurs: tuple[ValeurLue, ...]

    @property
    def derniere(self) -> ValeurLue | None:
        return self.valeurs[-1] if self.valeurs else None

    @property
    def role_libelle(self) -> str:
        return regles.RoleIndicateur(self.role).libelle if self.role else ""

    @property
    def sens_phrase(self) -> str:
        return regles.SensIndicateur(self.sens).phrase if self.sens else ""


def _sort[M: models.Model](rows: Iterable[M], *champs: str) -> list[M]:
    """By these columns, what is empty last, then by the moment when they were written."""

    def build_cle(row: Any) -> tuple[Any, ...]:
        return (*((getattr(row, champ) is None, getattr(row, champ) or 0) for champ in champs), row.created_at)

    return sorted(rows, key=build_cle)


def build_etapes(rows: Iterable[Any], today: date, *, is_active: bool) -> tuple[EtapeLue, ...]:
    """Of EtapeFiche, with the `prenom` and `nom` of whoever answers for it, if she has a card."""
    etapes = []
    for row in _sort(rows, "ordre"):
        late = (today - row.echeance).days if is_active and row.echeance and row.faite_le is None else 0
        qui = f"{row.prenom} {row.nom}".strip() if row.responsable_id else row.responsable_texte
        etapes.append(EtapeLue(row.pk, row.libelle, row.echeance, row.faite_le, qui, max(late, 0)))
    return tuple(etapes)


def build_partenaires(rows: Iterable[Any]) -> tuple[PartenaireLu, ...]:
    """Of PartenaireFiche, with the `nom` of each organisation."""
    return tuple(
        PartenaireLu(
            row.organisation_id,
            row.nom,
            regles.RolePartenaire(row.role).libelle,
            row.engagement,
            row.confirme,
            row.confirme_le,
        )
        for row in _sort(rows)
    )


def build_budget(rows: Iterable[LigneBudget]) -> BudgetLu:
    by_annee: dict[int | None, list[LigneBudgetLue]] = defaultdict(list)
    for row in _sort(rows, "annee"):
        by_annee[row.annee].append(_build_ligne_budget(row))
    annees = [
        AnneeBudget(
            annee,
            tuple(row for row in lues if row.montant.sens == regles.SensBudget.CHARGE),
            tuple(row for row in lues if row.montant.sens == regles.SensBudget.PRODUIT),
            compute_sommes(row.montant for row in lues),
        )
        for annee, lues in by_annee.items()
    ]
    return BudgetLu(tuple(annees), compute_sommes(row.montant for lues in by_annee.values() for row in lues))


def _build_ligne_budget(row: LigneBudget) -> LigneBudgetLue:
    nature, nom = regles.NATURES.get(row.nature, ""), row.financeur.nom if row.financeur else row.financeur_texte
    montant = Montant(row.annee, row.sens, row.montant_prevu, row.montant_realise, row.confirme)
    libelle = nom or nature or regles.SensBudget(row.sens).libelle
    return LigneBudgetLue(
        libelle, nature if nom else "", montant, row.financeur_id, row.commentaire, demande_le=row.demande_le
    )


def build_risques(rows: Iterable[RisqueFiche]) -> tuple[RisqueLu, ...]:
    return tuple(RisqueLu(row.libelle, regles.Gravite(row.gravite).libelle, row.parade) for row in _sort(rows))


def build_meteo(row: MeteoFiche) -> MeteoLue:
    return MeteoLue(regles.Regard(row.regard), regles.NiveauMeteo(row.niveau), row.phrase, row.date, row.auteur_nom)


def build_meteos(rows: Iterable[MeteoFiche]) -> dict[regles.Regard, MeteoLue]:
    """The last of each regard, in the order of the three; `rows` come the latest first."""
    by_regard: dict[str, MeteoFiche] = {}
    for row in rows:
        by_regard.setdefault(row.regard, row)
    return {regard: build_meteo(by_regard[regard.value]) for regard in regles.Regard if regard.value in by_regard}


def build_notes(rows: Iterable[NoteSuivi], compte: UUID) -> tuple[NoteLue, ...]:
    return tuple(
        NoteLue(
            row.date,
            row.texte,
            row.visibilite == regles.VisibiliteNote.INTERNE,
            row.auteur_libelle,
            row.auteur_id == compte,
        )
        for row in rows
    )


def build_changements(rows: Iterable[ChangementStatut]) -> tuple[ChangementLu, ...]:
    return tuple(
        ChangementLu(
            Statut(row.de).libelle if row.de else "",
            Statut(row.vers).libelle,
            row.date,
            row.motif,
            row.instance_libelle,
            row.date_instance,
        )
        for row in rows
    )


def build_bilans(rows: Iterable[BilanAnnuelFiche]) -> tuple[BilanLu, ...]:
    """The latest year first."""
    latest = sorted(rows, key=lambda row: -row.annee)
    return tuple(BilanLu(row.annee, row.freins, row.leviers, row.suites) for row in latest)


def build_indicateurs(
    rows: Iterable[IndicateurFiche], mesures: Mapping[UUID, list[MesureEspace]]
) -> tuple[IndicateurLu, ...]:
    """Those that are followed in the espace take its measures; the others, the values typed here."""
    return tuple(
        IndicateurLu(
            uuid=row.pk,
            libelle=row.libelle,
            unite=row.unite,
            definition=row.definition,
            sens=row.sens,
            role=row.role,
            reference=row.reference,
            cible=row.cible,
            cible_texte=row.cible_texte,
            annee_cible=row.annee_cible,
            indicateur=row.indicateur_id,
            code_coeur=row.code_coeur,
            decimales=row.indicateur.decimales if row.indicateur else None,
            valeurs=_build_valeurs(row, mesures),
        )
        for row in _sort(rows, "ordre")
    )


def _build_valeurs(row: IndicateurFiche, mesures: Mapping[UUID, list[MesureEspace]]) -> tuple[ValeurLue, ...]:
    if row.indicateur_id is None:
        valeurs = sorted(row.valeurs.all(), key=lambda valeur: valeur.annee)
        return tuple(ValeurLue(valeur.annee, valeur.valeur) for valeur in valeurs)
    return tuple(
        ValeurLue(
            mesure.annee,
            mesure.valeur,
            "" if mesure.statut == StatutMesure.VALEUR else StatutMesure(mesure.statut).label,
        )
        for mesure in sorted(mesures.get(row.indicateur_id, ()), key=lambda mesure: mesure.annee)
    )
