"""The indicators that a training body answers, the kinds of proofs that show each, and what is missing. Pure Python.

The list is dated data (`contenus/qualiopi.yaml`): to be read again at each new version of the guide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from convive.formation.rules.contenus import ContenuInvalide

SOUS_TRAITANCE = "sous_traitance"
JOURS_PREUVE = 365
"""A line of a register is a proof for a year."""
JOURS_APRES = 15
"""What is gathered at the end of a session is expected after so many days."""


class Phase(StrEnum):
    """When a proof is due: of the body at any time; of a session before its first day, at its end, months after."""

    TOUJOURS = "toujours"
    AVANT = "avant"
    APRES = "apres"
    FROID = "froid"


class EtatPreuve(StrEnum):
    FAITE = "faite"
    INCOMPLETE = "incomplete"
    MANQUE = "manque"
    A_VENIR = "a_venir"


LIBELLES_ETATS = {
    EtatPreuve.FAITE: "Prouvé",
    EtatPreuve.INCOMPLETE: "Incomplet",
    EtatPreuve.MANQUE: "À prouver",
    EtatPreuve.A_VENIR: "Pas encore",
}
ICONES = {
    EtatPreuve.FAITE: "circle-check",
    EtatPreuve.INCOMPLETE: "circle-half-2",
    EtatPreuve.MANQUE: "alert-triangle",
    EtatPreuve.A_VENIR: "clock",
}


@dataclass(frozen=True, slots=True)
class Sorte:
    """A kind of proof. `manque` says how it comes, to somebody who does not have it."""

    cle: str
    libelle: str
    phase: Phase
    manque: str

    @property
    def is_session(self) -> bool:
        return self.phase is not Phase.TOUJOURS


_A, _F, _T, _V = Phase.APRES, Phase.FROID, Phase.TOUJOURS, Phase.AVANT
SORTES = {
    sorte.cle: sorte
    for sorte in (
        Sorte("programme", "La fiche de programme publiée", _V, "Publiez le programme, tous ses champs remplis."),
        Sorte("resultats", "Les indicateurs de résultats", _A, "Ils se calculent quand une session est terminée."),
        Sorte("besoin", "Le recueil du besoin", _V, "Il vient d’une demande de formation, ou se joint à la main."),
        Sorte("objectifs", "Les objectifs : un verbe, un critère", _V, "Écrivez les objectifs du programme."),
        Sorte("deroule", "Le déroulé minuté", _V, "Minutez chaque séquence du programme."),
        Sorte("positionnement_entree", "Le positionnement à l’entrée", _V, "Chaque stagiaire se place sur la grille."),
        Sorte("convocation", "Les convocations", _V, "Convoquez les personnes inscrites."),
        Sorte("reglement", "Le règlement intérieur", _V, "Écrivez-le dans la page de l’organisme."),
        Sorte("adaptation", "Les adaptations demandées et faites", _V, "Dites ce qui a été fait pour chaque demande."),
        Sorte("test_fin", "Le test de fin", _A, "Chaque stagiaire y répond depuis sa page."),
        Sorte("positionnement_sortie", "Le positionnement à la sortie", _A, "Chaque stagiaire se place de nouveau."),
        Sorte("a_froid", "L’évaluation à froid", _F, "Elle part toute seule, quelques mois après."),
        Sorte("emargement", "Les émargements", _A, "Faites signer chaque demi-journée."),
        Sorte("relance", "Le suivi des absences", _A, "Notez pourquoi chaque personne absente l’était."),
        Sorte("lieu", "Le lieu et l’équipement", _V, "Décrivez le lieu et la salle de la session."),
        Sorte("intervenants", "Qui anime quoi", _V, "Nommez qui anime, avec son rôle."),
        Sorte("dossier_ressource", "Les ressources remises", _A, "Elles sont dans le dossier ressource de chacun·e."),
        Sorte("dossier_intervenant", "Les dossiers des intervenant·es", _T, "Un dossier chacun·e, relu chaque année."),
        Sorte("plan_competences", "Le plan de compétences", _T, "Ajoutez au plan de l’année ce que l’équipe apprend."),
        Sorte("veille_reglementaire", "La veille sur le droit", _T, "Dites ce que vous avez fait d’une nouvelle."),
        Sorte("veille_metiers", "La veille sur les métiers", _T, "Dites ce que vous avez fait d’une nouvelle."),
        Sorte("veille_pedagogique", "La veille sur la pédagogie", _T, "Dites ce que vous avez fait d’une nouvelle."),
        Sorte("reseau_handicap", "Le réseau handicap", _T, "Notez qui appeler, et vérifiez-le une fois par an."),
        Sorte(SOUS_TRAITANCE, "Les contrats de sous-traitance", _T, "Dites comment chaque contrat est vérifié."),
        Sorte("a_chaud", "Les avis à chaud", _A, "Chaque stagiaire répond depuis sa page."),
        Sorte("a_froid_employeur", "L’avis des employeurs", _F, "Il est demandé quelques mois après."),
        Sorte("avis_intervenant", "L’avis de qui anime", _A, "Demandez-le à la fin de la session."),
        Sorte("avis_financeur", "L’avis des financeurs", _F, "Il est demandé quelques mois après."),
        Sorte("reclamations", "Le registre des réclamations", _T, "Répondez à celles qui attendent."),
        Sorte("amelioration", "Le plan d’amélioration", _T, "Écrivez ce que vous changez, et pourquoi."),
    )
}


@dataclass(frozen=True, slots=True)
class Indicateur:
    """`plus_de_jours`: only for a longer course. `condition`: only when it holds."""

    numero: int
    majeure: bool
    titre: str
    attendu: str
    preuves: tuple[str, ...]
    plus_de_jours: int = 0
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Referentiel:
    date: date
    referentiel: str
    source: str
    a_verifier: str
    indicateurs: tuple[Indicateur, ...]

    def get(self, numero: int) -> Indicateur | None:
        return next((row for row in self.indicateurs if row.numero == numero), None)


@dataclass(frozen=True, slots=True)
class Preuve:
    """One thing that shows something, and the page where it is read. `details` are lines for the file that leaves;
    `objet`, the type and the key of what bears attachments."""

    titre: str
    url: str = ""
    jour: date | None = None
    precision: str = ""
    is_complete: bool = True
    details: tuple[str, ...] = ()
    objet: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SorteLue:
    sorte: Sorte
    preuves: tuple[Preuve, ...]
    etat: EtatPreuve
    url: str = ""

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETATS[self.etat]

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
        """The worst of what is due; « not yet » when nothing is."""
        etats = {lue.etat for lue in self.sortes}
        order = (EtatPreuve.MANQUE, EtatPreuve.INCOMPLETE, EtatPreuve.A_VENIR)
        return next((etat for etat in order if etat in etats), EtatPreuve.FAITE)

    @property
    def is_ecart(self) -> bool:
        return self.etat in (EtatPreuve.MANQUE, EtatPreuve.INCOMPLETE)

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_ETATS[self.etat]

    @property
    def icone(self) -> str:
        return ICONES[self.etat]


def build_referentiel(contenu: Mapping[str, Any]) -> Referentiel:
    """Raise ContenuInvalide for a kind of proof that nobody knows, or a number that comes twice."""
    indicateurs = tuple(Indicateur(**{**row, "preuves": tuple(row["preuves"])}) for row in contenu["indicateurs"])
    numeros = [row.numero for row in indicateurs]
    if len(set(numeros)) != len(numeros):
        raise ContenuInvalide("Deux fois le même indicateur.")
    for row in indicateurs:
        if inconnues := sorted(set(row.preuves) - SORTES.keys()):
            raise ContenuInvalide(f"Indicateur {row.numero} : sortes de preuves inconnues, {', '.join(inconnues)}.")
        if row.condition not in ("", SOUS_TRAITANCE):
            raise ContenuInvalide(f"Indicateur {row.numero} : condition inconnue, {row.condition}.")
    entete = {cle: contenu[cle] for cle in ("date", "referentiel", "source", "a_verifier")}
    return Referentiel(**entete, indicateurs=indicateurs)


def explain_sans_objet(indicateur: Indicateur, jours: int, *, has_sous_traitance: bool) -> str:
    """Why an indicator does not apply; empty when it does. `jours` is 0 for the body as a whole."""
    if indicateur.plus_de_jours and jours <= indicateur.plus_de_jours:
        return f"Seulement pour une formation de plus de {indicateur.plus_de_jours} jours."
    if indicateur.condition == SOUS_TRAITANCE and not has_sous_traitance:
        return "Seulement si une partie est confiée à un autre organisme."
    return ""


def is_due(phase: Phase, debut: date | None, fin: date | None, mois_froid: int, today: date) -> bool:
    """Whether a proof should be there today. Without dates, nothing of a session is."""
    if phase is Phase.TOUJOURS:
        return True
    if debut is None or fin is None:
        return False
    if phase is Phase.AVANT:
        return today >= debut
    attente = timedelta(days=JOURS_APRES)
    return today > (fin + attente if phase is Phase.APRES else add_mois(fin, mois_froid) + attente)


def add_mois(jour: date, mois: int) -> date:
    """The same day some months later, or the last of its month."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    for dernier in range(jour.day, 27, -1):
        try:
            return date(annee, rang + 1, dernier)
        except ValueError:
            continue
    return date(annee, rang + 1, min(jour.day, 28))


def read_sorte(sorte: Sorte, preuves: Iterable[Preuve], *, is_attendue: bool, url: str = "") -> SorteLue:
    """A proof that is there counts before its time too."""
    found = tuple(preuves)
    if found and all(preuve.is_complete for preuve in found):
        etat = EtatPreuve.FAITE
    elif not is_attendue:
        etat = EtatPreuve.A_VENIR
    else:
        etat = EtatPreuve.INCOMPLETE if found else EtatPreuve.MANQUE
    return SorteLue(sorte, found, etat, url)


def count_parts(libelles: Sequence[str], faits: int, total: int) -> str:
    """« 6 convoquées sur 8 » from (« convoquée », « convoquées »)."""
    return f"{faits} {libelles[0] if faits < 2 else libelles[1]} sur {total}"
