"""The legal references and the durations that a training prints or follows: dated, and corrected by each body.

Pure Python: what ships with the package is read from `contenus/references.yaml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from convive.formation.rules.contenus import ContenuInvalide, refuse_doublons
from convive.formation.rules.cours import LIBELLES_STATUTS, StatutApport

MAX_TEXTE = 500
MAX_SOURCE = 500
NOMS = {
    "attestation": "Attestation de participation",
    "certificat_realisation": "Certificat de réalisation",
    "formation_distance": "Formation à distance",
    "conservation_preuves_ans": "Garder les preuves et les inscriptions",
    "a_froid_mois": "Envoyer les questionnaires à froid",
    "exercice_jours": "Garder un territoire d’exercice",
    "reclamation_accuse_jours": "Accuser réception d’une réclamation",
    "reclamation_reponse_jours": "Répondre à une réclamation",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in force: `texte` is what a document prints, or `valeur` a number of `unite`; the other is empty.
    `is_propre`: the body wrote it. `minimum` and `maximum` bound a number."""

    cle: str
    nom: str
    statut: StatutApport
    date_debut: date
    texte: str = ""
    valeur: int = 0
    unite: str = ""
    source: str = ""
    note: str = ""
    minimum: int = 1
    maximum: int = 1000
    is_propre: bool = False

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUTS[self.statut]

    @property
    def is_duree(self) -> bool:
        return bool(self.unite)

    @property
    def is_a_verifier(self) -> bool:
        """Whether nobody has said where it can be read: a document does not print it as a rule."""
        return self.statut is not StatutApport.REGLE


@dataclass(frozen=True, slots=True)
class Correction:
    """What a body wrote in place of a reference, from a day on."""

    cle: str
    date_debut: date
    texte: str = ""
    valeur: int = 0
    source: str = ""


def build_references(contenu: Mapping[str, Any]) -> tuple[Reference, ...]:
    """Those that ship with the package, several for a key when one followed another. Raise ContenuInvalide."""
    lues = [Reference(nom=NOMS[row["cle"]], **_read(row, "texte", "source", "note")) for row in contenu["references"]]
    lues += [
        Reference(nom=NOMS[row["cle"]], **_read(row, "valeur", "unite", "minimum", "maximum"))
        for row in contenu["durees"]
    ]
    refuse_doublons((row.cle, row.date_debut) for row in lues)
    for row in lues:
        if row.is_duree and not row.minimum <= row.valeur <= row.maximum:
            raise ContenuInvalide(f"Durée « {row.cle} » hors de ses bornes.")
        if row.statut is StatutApport.REGLE and not row.source:
            raise ContenuInvalide(f"Référence « {row.cle} » : une règle dit où elle se lit.")
    return tuple(lues)


def _read(row: Mapping[str, Any], *champs: str) -> dict[str, Any]:
    lue = {champ: row[champ] for champ in champs if champ in row}
    return lue | {"cle": row["cle"], "statut": StatutApport(row["statut"]), "date_debut": row["date_debut"]}


def find_reference(
    references: Iterable[Reference], corrections: Iterable[Correction], cle: str, jour: date
) -> Reference:
    """The one in force that day: a correction of the body first, the latest one begun. Raise KeyError."""
    usuelles = [row for row in references if row.cle == cle]
    if not usuelles:
        raise KeyError(cle)
    begun = [row for row in usuelles if row.date_debut <= jour] or usuelles[:1]
    usuelle = max(begun, key=lambda row: row.date_debut)
    propres = [row for row in corrections if row.cle == cle and row.date_debut <= jour]
    if not propres:
        return usuelle
    propre = max(propres, key=lambda row: row.date_debut)
    return replace(
        usuelle,
        texte=propre.texte,
        valeur=propre.valeur,
        source=propre.source,
        date_debut=propre.date_debut,
        # What a body writes with its source is its rule; without one, it is its usage.
        statut=StatutApport.REGLE if propre.source else StatutApport.USAGE,
        note="",
        is_propre=True,
    )
