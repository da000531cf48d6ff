"""The Qualiopi indicators for an organisme, the kinds of proofs of each, and what is missing. Pure Python.

The list is dated data (`contenus/qualiopi.yaml`), to be reviewed for each new version of the guide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from convive.formation.rules.enquetes import add_mois
from convive.formation.rules.sortes_preuves import SORTES, SOUS_TRAITANCE, Phase, Sorte
from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.socle.enums import EnumLibelle


class EtatPreuve(EnumLibelle):
    FAITE = "faite", "Prouvé"
    INCOMPLETE = "incomplete", "Incomplet"
    MANQUE = "manque", "À prouver"
    A_VENIR = "a_venir", "Pas encore"
    SANS_OBJET = "sans_objet", "Sans objet"


ICONES = {
    EtatPreuve.FAITE: "circle-check",
    EtatPreuve.INCOMPLETE: "circle-half-2",
    EtatPreuve.MANQUE: "alert-triangle",
    EtatPreuve.A_VENIR: "clock",
    EtatPreuve.SANS_OBJET: "circle-dashed",
}


@dataclass(frozen=True, slots=True)
class Indicateur:
    """`plus_de_jours`: only for a training longer than that. `condition`: only if it holds."""

    numero: int
    majeure: bool
    titre: str
    attendu: str
    preuves: tuple[str, ...]
    plus_de_jours: int = 0
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Referentiel:
    """The version of the référentiel in force for an audit on a given day."""

    date_debut: date
    date_fin: date | None
    referentiel: str
    source: str
    a_verifier: str
    indicateurs: tuple[Indicateur, ...]

    def get(self, numero: int) -> Indicateur | None:
        return next((row for row in self.indicateurs if row.numero == numero), None)


class SorteFichier(StrEnum):
    """What a proof file is generated from, for the archive."""

    DOCUMENT = "document"
    SCAN = "scan"
    PROGRAMME = "programme"
    REPONSES = "reponses"


@dataclass(frozen=True, slots=True)
class FichierPreuve:
    """A proof file: `cle` identifies what it is generated from, `objet` describes it in words."""

    sorte: SorteFichier
    cle: str
    objet: str
    jour: date | None = None


@dataclass(frozen=True, slots=True)
class Preuve:
    """One proof, and the page where it can be seen, or completed. `details` are lines for the exported sheet,
    `fichiers` the files to include; `objet` is the (type, id) of the object that has the attachments."""

    titre: str
    url: str = ""
    jour: date | None = None
    precision: str = ""
    is_complete: bool = True
    details: tuple[str, ...] = ()
    objet: tuple[str, str] | None = None
    fichiers: tuple[FichierPreuve, ...] = ()


@dataclass(frozen=True, slots=True)
class SorteLue:
    sorte: Sorte
    preuves: tuple[Preuve, ...]
    etat: EtatPreuve
    url: str = ""

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle

    @property
    def icone(self) -> str:
        return ICONES[self.etat]

    @property
    def is_ecart(self) -> bool:
        return self.etat in (EtatPreuve.MANQUE, EtatPreuve.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class IndicateurLu:
    indicateur: Indicateur
    sortes: tuple[SorteLue, ...]

    @property
    def etat(self) -> EtatPreuve:
        """The worst state among the kinds that are due; « not yet » if none is. Kinds that do not apply are ignored."""
        etats = {lue.etat for lue in self.sortes} - {EtatPreuve.SANS_OBJET}
        if not etats:
            return EtatPreuve.SANS_OBJET
        order = (EtatPreuve.MANQUE, EtatPreuve.INCOMPLETE, EtatPreuve.A_VENIR)
        return next((etat for etat in order if etat in etats), EtatPreuve.FAITE)

    @property
    def is_ecart(self) -> bool:
        return self.etat in (EtatPreuve.MANQUE, EtatPreuve.INCOMPLETE)

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle

    @property
    def icone(self) -> str:
        return ICONES[self.etat]


def build_referentiel(contenu: Mapping[str, Any], jour: date) -> Referentiel:
    """The version for an audit on that day, or the first version for an earlier day. Raise ContenuInvalide for an
    unknown kind of proof, or a duplicate number."""
    versions = contenu["versions"]
    version = next((row for row in versions if _is_en_vigueur(row, jour)), versions[0])
    jour = max(jour, version["date_debut"])
    rows = [row for row in contenu["indicateurs"] if _is_en_vigueur(row, jour)]
    indicateurs = tuple(_build_indicateur(row) for row in rows)
    numeros = [row.numero for row in indicateurs]
    if len(set(numeros)) != len(numeros):
        raise ContenuInvalide("Deux fois le même indicateur.")
    for row in indicateurs:
        if inconnues := sorted(set(row.preuves) - SORTES.keys()):
            raise ContenuInvalide(f"Indicateur {row.numero} : sortes de preuves inconnues, {', '.join(inconnues)}.")
        if row.condition not in ("", SOUS_TRAITANCE):
            raise ContenuInvalide(f"Indicateur {row.numero} : condition inconnue, {row.condition}.")
    return Referentiel(**version, indicateurs=indicateurs)


def _is_en_vigueur(row: Mapping[str, Any], jour: date) -> bool:
    """Whether a version is in force; `date_fin` is the first day when it no longer is."""
    debut, fin = row.get("date_debut"), row.get("date_fin")
    return (debut is None or debut <= jour) and (fin is None or jour < fin)


def _build_indicateur(row: Mapping[str, Any]) -> Indicateur:
    valeurs = {cle: valeur for cle, valeur in row.items() if cle not in ("date_debut", "date_fin")}
    return Indicateur(**{**valeurs, "preuves": tuple(valeurs["preuves"])})


def explain_sans_objet(indicateur: Indicateur, jours: int, *, has_sous_traitance: bool) -> str:
    """Why an indicator does not apply; empty if it does. `jours` is 0 for the organisme as a whole."""
    if indicateur.plus_de_jours and jours <= indicateur.plus_de_jours:
        return f"Seulement pour une formation de plus de {indicateur.plus_de_jours} jours."
    if indicateur.condition == SOUS_TRAITANCE and not has_sous_traitance:
        return "Seulement si une partie est confiée à un autre organisme."
    return ""


@dataclass(frozen=True, slots=True)
class DelaisPreuves:
    """`a_froid_mois`: when the last questionnaires are sent; `jours_apres`: how long after the end of a session, or
    after these, its proofs must be there."""

    a_froid_mois: int
    jours_apres: int


def is_due(
    phase: Phase, debut: date | None, fin: date | None, delais: DelaisPreuves, today: date, *, is_ouverte: bool = False
) -> bool:
    """Whether a proof should be there today. For a session without dates, none is due."""
    if phase is Phase.TOUJOURS or (phase is Phase.OUVERTURE and is_ouverte):
        return True
    if debut is None or fin is None:
        return False
    if phase in (Phase.AVANT, Phase.OUVERTURE):
        return today >= debut
    attente = timedelta(days=delais.jours_apres)
    return today > (fin + attente if phase is Phase.APRES else add_mois(fin, delais.a_froid_mois) + attente)


def read_sorte(
    sorte: Sorte, preuves: Iterable[Preuve], *, is_attendue: bool, url: str = "", is_sans_objet: bool = False
) -> SorteLue:
    """The state of a kind of proof. A proof that is already there counts, even before it is due."""
    found = tuple(preuves)
    if found and all(preuve.is_complete for preuve in found):
        etat = EtatPreuve.FAITE
    elif is_sans_objet:
        etat = EtatPreuve.SANS_OBJET
    elif not is_attendue:
        etat = EtatPreuve.A_VENIR
    else:
        etat = EtatPreuve.INCOMPLETE if found else EtatPreuve.MANQUE
    return SorteLue(sorte, found, etat, url)


def count_parts(libelles: Sequence[str], faits: int, total: int) -> str:
    """« 6 convoquées sur 8 » from (« convoquée », « convoquées »)."""
    return f"{faits} {libelles[0] if faits < 2 else libelles[1]} sur {total}"
