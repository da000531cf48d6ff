"""The dated legal references and durations that a training prints or follows, which each organisme can correct.

Pure Python; the default ones are in `contenus/references.yaml`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from convive.formation.rules.cours import StatutApport
from convive.formation.rules.enquetes import MAX_RAPPELS, REGLES, DelaisEnquetes
from convive.prise_poste.rules.contenus import ContenuInvalide, refuse_doublons
from convive.socle.enums import EnumLibelle

MAX_TEXTE = 500
MAX_SOURCE = 500
AUCUN = "aucun"
"""How an empty list of reminders is stored."""


class GroupeReferences(EnumLibelle):
    DOCUMENTS = "documents", "Ce que les documents impriment"
    QUESTIONNAIRES = "questionnaires", "Les questionnaires d’une session"
    QUALITE = "qualite", "Les réclamations, les registres et les preuves"
    CONSERVATION = "conservation", "Ce que l’on garde"


EFFETS = {
    GroupeReferences.DOCUMENTS: "Les documents déjà émis ne changent pas.",
    GroupeReferences.QUESTIONNAIRES: (
        "Un délai changé vaut pour les sessions qui finissent ce jour-là ou après. Ce qui est parti ne repart pas."
    ),
    GroupeReferences.QUALITE: (
        "Une réclamation garde les délais de son arrivée, une session ceux de son dernier jour. Les registres suivent "
        "ceux d’aujourd’hui."
    ),
    GroupeReferences.CONSERVATION: "Un document émis, un territoire déjà préparé gardent la leur.",
}
"""For each group, what a change affects, in a sentence."""
NOMS = {
    "attestation": "Attestation de participation",
    "certificat_realisation": "Certificat de réalisation",
    "formation_distance": "Formation à distance",
    "contrat_individuel": "Contrat d’une personne qui paie elle-même",
    "contrat_retractation_jours": "Se rétracter d’un contrat",
    "contrat_retractation_distance_jours": "Se rétracter d’un contrat conclu à distance",
    "contrat_acompte_pourcent": "Demander un premier versement",
    "entree_avant_jours": "Envoyer la grille d’entrée",
    "entree_rappels": "Rappeler la grille d’entrée",
    "a_chaud_rappels": "Rappeler l’avis à chaud",
    "intervenant_rappels": "Rappeler l’avis des intervenant·es",
    "financeur_jours": "Envoyer l’avis du financeur",
    "financeur_rappels": "Rappeler l’avis du financeur",
    "a_froid_mois": "Envoyer les questionnaires à froid",
    "a_froid_rappels": "Rappeler les questionnaires à froid",
    "questionnaire_fermeture_jours": "Cesser d’envoyer et de rappeler",
    "reclamation_accuse_jours": "Accuser réception d’une réclamation",
    "reclamation_reponse_jours": "Répondre à une réclamation",
    "verification_jours": "Vérifier de nouveau un dossier, un partenaire, un contrat",
    "preuve_jours": "Compter une ligne de registre comme preuve",
    "preuves_apres_jours": "Attendre les preuves de la fin d’une session",
    "conservation_preuves_ans": "Garder les preuves et les inscriptions",
    "exercice_jours": "Travailler dans un territoire d’exercice",
    "exercice_lecture_jours": "Relire un territoire d’exercice qui ne peut plus être modifié",
}
BORNES = ("minimum", "maximum")
CHAMPS_RAPPELS = ("premier", "second")
"""The form fields of reminders, one for each."""
CLES_RAPPELS = tuple(dict.fromkeys(regle.rappels for regle in REGLES.values() if regle.rappels))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in force: either `texte`, printed by documents, or `valeur`, a number of `unite`; the other is empty.
    For reminders, `texte` lists their days (« 7, 21 »). `is_propre`: corrected by the organisme. `minimum` and
    `maximum` bound the number, or each of the days."""

    cle: str
    nom: str
    statut: StatutApport
    date_debut: date
    groupe: GroupeReferences
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
        return self.statut.libelle

    @property
    def is_duree(self) -> bool:
        return bool(self.unite) and not self.is_rappels

    @property
    def is_rappels(self) -> bool:
        return self.cle in CLES_RAPPELS

    @property
    def jours(self) -> tuple[int, ...]:
        """For reminders, the days from the first message to each one."""
        return read_jours(self.texte)

    @property
    def dite(self) -> str:
        """Its value in words."""
        if self.is_duree:
            return f"{self.valeur}\u00a0{self.unite}"
        if not self.is_rappels:
            return self.texte
        return f"{' et '.join(map(str, self.jours))}\u00a0{self.unite}" if self.jours else "Aucun rappel"

    @property
    def effet(self) -> str:
        return EFFETS[self.groupe]

    @property
    def is_a_verifier(self) -> bool:
        """Whether it has no source, so that documents must not print it as a rule."""
        return self.statut is not StatutApport.REGLE


@dataclass(frozen=True, slots=True)
class Correction:
    """The value that an organisme uses instead of a reference, from a given date."""

    cle: str
    date_debut: date
    texte: str = ""
    valeur: int = 0
    source: str = ""


def read_jours(texte: str) -> tuple[int, ...]:
    """The days of reminders stored as « 7, 21 », or as « aucun »."""
    return tuple(sorted({int(jour) for jour in re.findall(r"\d+", texte)}))[:MAX_RAPPELS]


def dump_jours(jours: Iterable[int]) -> str:
    return ", ".join(map(str, jours)) or AUCUN


def explain_correction(reference: Reference, texte: str, valeur: int) -> dict[str, str]:
    """Why a correction is invalid, by form field; empty if it is valid."""
    bornes = f"Entre {reference.minimum} et {reference.maximum}."
    if reference.is_duree:
        return {} if reference.minimum <= valeur <= reference.maximum else {"valeur": bornes}
    if not texte:
        return {"texte": "Écrivez ce que le document imprimera."}
    if reference.is_rappels:
        for champ, jour in zip(CHAMPS_RAPPELS, read_jours(texte), strict=False):
            if not reference.minimum <= jour <= reference.maximum:
                return {champ: bornes}
    return {}


def build_references(contenu: Mapping[str, Any]) -> tuple[Reference, ...]:
    """The default references, with several for a key if it changed over time. Raise ContenuInvalide."""
    lues = [_read(row, GroupeReferences.DOCUMENTS, "texte", "source", "note") for row in contenu["references"]]
    lues += [
        _read(row, GroupeReferences(row["groupe"]), "valeur", "unite", "source", *BORNES) for row in contenu["durees"]
    ]
    lues += [
        _read(row | {"texte": dump_jours(row["jours"])}, GroupeReferences.QUESTIONNAIRES, "texte", "unite", *BORNES)
        for row in contenu["rappels"]
    ]
    refuse_doublons((row.cle, row.date_debut) for row in lues)
    for row in lues:
        valeurs = row.jours if row.is_rappels else (row.valeur,) if row.is_duree else ()
        if not all(row.minimum <= valeur <= row.maximum for valeur in valeurs):
            raise ContenuInvalide(f"Durée « {row.cle} » hors de ses bornes.")
        if row.statut is StatutApport.REGLE and not row.source:
            raise ContenuInvalide(f"Référence « {row.cle} » : une règle donne sa source.")
    return tuple(lues)


def _read(row: Mapping[str, Any], groupe: GroupeReferences, *champs: str) -> Reference:
    lue = {champ: row[champ] for champ in champs if champ in row}
    nom, statut = NOMS[row["cle"]], StatutApport(row["statut"])
    return Reference(cle=row["cle"], nom=nom, statut=statut, date_debut=row["date_debut"], groupe=groupe, **lue)


def find_reference(
    references: Iterable[Reference], corrections: Iterable[Correction], cle: str, jour: date
) -> Reference:
    """The reference in force on that day: the latest correction if there is one, or else the default. Raise
    KeyError."""
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
        # A correction with a source is a rule; without one, it is a usage.
        statut=StatutApport.REGLE if propre.source else StatutApport.USAGE,
        note="",
        is_propre=True,
    )


def build_delais_enquetes(read: Callable[[str], Reference]) -> DelaisEnquetes:
    """The delays of the questionnaires; `read` returns the reference in force for a key."""
    return DelaisEnquetes(
        avant_jours=read("entree_avant_jours").valeur,
        financeur_jours=read("financeur_jours").valeur,
        a_froid_mois=read("a_froid_mois").valeur,
        fermeture_jours=read("questionnaire_fermeture_jours").valeur,
        rappels={cle: read(cle).jours for cle in CLES_RAPPELS},
    )
