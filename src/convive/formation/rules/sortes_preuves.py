"""The kinds of quality proofs, and when each is due. Pure Python."""

from dataclasses import dataclass
from enum import StrEnum

SOUS_TRAITANCE = "sous_traitance"


class Phase(StrEnum):
    """When a proof is due: at any time for the organisme; for a session, once it is open, before its first day, at its
    end, or months later."""

    TOUJOURS = "toujours"
    OUVERTURE = "ouverture"
    AVANT = "avant"
    APRES = "apres"
    FROID = "froid"


@dataclass(frozen=True, slots=True)
class Sorte:
    """A kind of proof. `manque` says how to get it when it is missing."""

    cle: str
    libelle: str
    phase: Phase
    manque: str

    @property
    def is_session(self) -> bool:
        return self.phase is not Phase.TOUJOURS


_A, _F, _T, _V = Phase.APRES, Phase.FROID, Phase.TOUJOURS, Phase.AVANT
_O = Phase.OUVERTURE
SORTES = {
    sorte.cle: sorte
    for sorte in (
        Sorte("programme", "La fiche de programme publiée", _O, "Publiez le programme, tous ses champs remplis."),
        Sorte("resultats", "Les indicateurs de résultats", _A, "Ils se calculent quand une session est terminée."),
        Sorte("besoin", "Le recueil du besoin", _V, "Chaque stagiaire le remplit depuis sa page."),
        Sorte("objectifs", "Les objectifs : un verbe, un critère", _V, "Écrivez les objectifs du programme."),
        Sorte("deroule", "Le déroulé minuté", _V, "Minutez chaque séquence du programme."),
        Sorte("positionnement_entree", "Le positionnement à l’entrée", _V, "Chaque stagiaire se place sur la grille."),
        Sorte("convention", "Les conventions avec les employeurs", _V, "Émettez-en une par employeur."),
        Sorte("convocation", "Les convocations", _V, "Émettez la convocation de chacun·e, et envoyez-la."),
        Sorte("reglement", "Le règlement intérieur", _V, "Émettez-le\u00a0: il part avec les convocations."),
        Sorte(
            "adaptation", "Les adaptations demandées et faites", _V, "Indiquez ce qui a été fait pour chaque demande."
        ),
        Sorte("test_fin", "Le test de fin", _A, "Chaque stagiaire y répond depuis sa page."),
        Sorte("positionnement_sortie", "Le positionnement à la sortie", _A, "Chaque stagiaire se place de nouveau."),
        Sorte("a_froid", "L’évaluation à froid", _F, "Elle part toute seule, quelques mois après."),
        Sorte("attestation", "Les attestations", _A, "Émettez celle de chaque personne venue."),
        Sorte("certificat", "Les certificats de réalisation", _A, "Émettez celui de chaque personne venue."),
        Sorte("emargement", "Les feuilles signées", _A, "Faites signer chaque demi-journée, arrêtez sa feuille."),
        Sorte("relance", "Le suivi des absences", _A, "Notez pourquoi chaque personne absente l’était."),
        Sorte("lieu", "Le lieu et l’équipement", _V, "Décrivez le lieu et la salle de la session."),
        Sorte(
            "intervenants", "Les formateur·rices et leurs séquences", _V, "Nommez les formateur·rices, avec leur rôle."
        ),
        Sorte("dossier_ressource", "Les ressources remises", _A, "Elles sont dans le dossier ressource de chacun·e."),
        Sorte("dossier_intervenant", "Les dossiers des intervenant·es", _T, "Un dossier chacun·e, relu chaque année."),
        Sorte("plan_competences", "Le plan de compétences", _T, "Ajoutez au plan de l’année ce que l’équipe apprend."),
        Sorte("veille_reglementaire", "La veille sur le droit", _T, "Indiquez ce que vous avez fait d’une nouvelle."),
        Sorte("veille_metiers", "La veille sur les métiers", _T, "Indiquez ce que vous avez fait d’une nouvelle."),
        Sorte("veille_pedagogique", "La veille sur la pédagogie", _T, "Indiquez ce que vous avez fait d’une nouvelle."),
        Sorte("reseau_handicap", "Le réseau handicap", _T, "Notez qui appeler, et vérifiez-le de temps en temps."),
        Sorte(SOUS_TRAITANCE, "Les contrats de sous-traitance", _T, "Indiquez comment chaque contrat est vérifié."),
        Sorte("a_chaud", "Les avis à chaud", _A, "Chaque stagiaire répond depuis sa page."),
        Sorte("a_froid_employeur", "L’avis des employeurs", _F, "Il est demandé quelques mois après."),
        Sorte("avis_intervenant", "L’avis du formateur·rice", _A, "Demandez-le à la fin de la session."),
        Sorte("avis_financeur", "L’avis des financeurs", _F, "Il est demandé quelques jours après."),
        Sorte("reclamations", "Le registre des réclamations", _T, "Répondez à celles qui attendent."),
        Sorte("amelioration", "Le plan d’amélioration", _T, "Écrivez ce que vous changez, et pourquoi."),
    )
}
