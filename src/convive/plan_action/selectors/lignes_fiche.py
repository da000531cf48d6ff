"""The rows of an action, ready to show: steps, partners, money, risks, météos, notes, indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from convive.diagnostic.models import StatutMesure
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.budget import Montant, Sommes, compute_sommes, explain_ecart
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, Statut

type Ligne = Mapping[str, Any]
"""Columns of a row, as JSON has them: days are texts, amounts are numbers."""


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

    @property
    def etat(self) -> str:
        if self.montant.sens == regles.SensBudget.CHARGE:
            return ""
        return "confirmé" if self.montant.confirme else "espéré"


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


def _jour(texte: Any) -> date | None:
    return date.fromisoformat(texte) if texte else None


def _montant(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))


def _uuid(valeur: Any) -> UUID | None:
    return UUID(valeur) if valeur else None


def _sort(lignes: Iterable[Ligne], *champs: str) -> list[Ligne]:
    """By these columns, what is empty last, then by the moment when they were written."""
    return sorted(
        lignes,
        key=lambda row: (*((row[champ] is None, row[champ] or 0) for champ in champs), row["created_at"]),
    )


def build_etapes(lignes: Iterable[Ligne], today: date, *, is_active: bool) -> tuple[EtapeLue, ...]:
    etapes = []
    for row in _sort(lignes, "ordre"):
        echeance, faite_le = _jour(row["echeance"]), _jour(row["faite_le"])
        late = (today - echeance).days if is_active and echeance and faite_le is None else 0
        responsable = (row["personne_nom"] or "").strip() if row["personne"] else row["responsable_texte"]
        etapes.append(EtapeLue(UUID(row["uuid"]), row["libelle"], echeance, faite_le, responsable, max(late, 0)))
    return tuple(etapes)


def build_partenaires(lignes: Iterable[Ligne]) -> tuple[PartenaireLu, ...]:
    return tuple(
        PartenaireLu(
            UUID(row["organisation"]),
            row["nom"],
            regles.RolePartenaire(row["role"]).libelle,
            row["engagement"],
            None if row["confirme"] is None else bool(row["confirme"]),
            _jour(row["confirme_le"]),
        )
        for row in _sort(lignes)
    )


def build_budget(lignes: Iterable[Ligne]) -> BudgetLu:
    by_annee: dict[int | None, list[LigneBudgetLue]] = defaultdict(list)
    for row in _sort(lignes, "annee"):
        by_annee[row["annee"]].append(_build_ligne_budget(row))
    annees = [
        AnneeBudget(
            annee,
            tuple(row for row in rows if row.montant.sens == regles.SensBudget.CHARGE),
            tuple(row for row in rows if row.montant.sens == regles.SensBudget.PRODUIT),
            compute_sommes(row.montant for row in rows),
        )
        for annee, rows in by_annee.items()
    ]
    return BudgetLu(tuple(annees), compute_sommes(row.montant for rows in by_annee.values() for row in rows))


def _build_ligne_budget(row: Ligne) -> LigneBudgetLue:
    nature, nom = regles.NATURES.get(row["nature"], ""), row["financeur_nom"] or row["financeur_texte"]
    sens = regles.SensBudget(row["sens"]).libelle
    montant = Montant(
        row["annee"],
        row["sens"],
        _montant(row["montant_prevu"]),
        _montant(row["montant_realise"]),
        bool(row["confirme"]),
    )
    libelle = nom or nature or sens
    return LigneBudgetLue(libelle, nature if nom else "", montant, _uuid(row["financeur"]), row["commentaire"])


def build_risques(lignes: Iterable[Ligne]) -> tuple[RisqueLu, ...]:
    return tuple(
        RisqueLu(row["libelle"], regles.Gravite(row["gravite"]).libelle, row["parade"]) for row in _sort(lignes)
    )


def build_meteos(lignes: Iterable[Ligne]) -> dict[regles.Regard, MeteoLue]:
    """The last of each regard, in the order of the three."""
    by_regard = {row["regard"]: row for row in lignes}
    return {
        regard: MeteoLue(
            regard,
            regles.NiveauMeteo(row["niveau"]),
            row["phrase"],
            date.fromisoformat(row["date"]),
            row["auteur_nom"],
        )
        for regard in regles.Regard
        if (row := by_regard.get(regard.value)) is not None
    }


def build_notes(lignes: Iterable[Ligne], compte: UUID) -> tuple[NoteLue, ...]:
    """The latest first."""
    rows = sorted(lignes, key=lambda row: (row["date"], row["created_at"]), reverse=True)
    return tuple(
        NoteLue(
            date.fromisoformat(row["date"]),
            row["texte"],
            row["visibilite"] == regles.VisibiliteNote.INTERNE,
            row["auteur_libelle"],
            _uuid(row["auteur"]) == compte,
        )
        for row in rows
    )


def build_changements(lignes: Iterable[Ligne]) -> tuple[ChangementLu, ...]:
    """The latest first."""
    rows = sorted(lignes, key=lambda row: (row["date"], row["created_at"]), reverse=True)
    return tuple(
        ChangementLu(
            LIBELLES_STATUTS[Statut(row["de"])] if row["de"] else "",
            LIBELLES_STATUTS[Statut(row["vers"])],
            date.fromisoformat(row["date"]),
            row["motif"],
            row["instance_libelle"],
            _jour(row["date_instance"]),
        )
        for row in rows
    )


def build_bilans(lignes: Iterable[Ligne]) -> tuple[BilanLu, ...]:
    """The latest year first."""
    rows = sorted(lignes, key=lambda row: -row["annee"])
    return tuple(BilanLu(row["annee"], row["freins"], row["leviers"], row["suites"]) for row in rows)


def build_indicateurs(
    lignes: Iterable[Ligne], valeurs: Sequence[Ligne], mesures: Sequence[Ligne]
) -> tuple[IndicateurLu, ...]:
    """Those that are followed in the espace take its measures; the others, the values typed here."""
    by_indicateur: dict[Any, list[ValeurLue]] = defaultdict(list)
    for row in sorted((*valeurs, *mesures), key=lambda row: row["annee"]):
        statut = row.get("statut", "")
        shown = "" if statut in ("", StatutMesure.VALEUR) else StatutMesure(statut).label
        by_indicateur[row["indicateur"]].append(ValeurLue(row["annee"], _montant(row["valeur"]), shown))
    return tuple(
        IndicateurLu(
            uuid=UUID(row["uuid"]),
            libelle=row["libelle"],
            unite=row["unite"],
            role=row["role"],
            reference=_montant(row["reference"]),
            cible=_montant(row["cible"]),
            cible_texte=row["cible_texte"],
            annee_cible=row["annee_cible"],
            indicateur=_uuid(row["indicateur"]),
            code_coeur=row["code_coeur"],
            decimales=row["decimales"],
            valeurs=tuple(by_indicateur[row["indicateur"] or row["uuid"]]),
        )
        for row in _sort(lignes, "ordre")
    )
