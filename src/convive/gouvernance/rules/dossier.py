"""The documents of a séance: when each one serves, who reads it. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from convive.gouvernance.rules.seances import PARTIES, StatutSeance


class DocumentSeance(StrEnum):
    """The values are the keys of the registry of documents: in addresses and in jobs, they never change."""

    CONVOCATION = "seance_convocation"
    ORDRE_DU_JOUR = "seance_ordre_du_jour"
    EMARGEMENT = "seance_emargement"
    NOTE = "seance_note"
    DIAPOSITIVES = "seance_diapositives"
    RELEVE = "seance_releve"
    COMPTE_RENDU = "seance_compte_rendu"


@dataclass(frozen=True, slots=True)
class Usage:
    """`is_apres`: it is made of what was said. `des_l_envoi`: whoever reads the séance reads it once convened; the
    others wait for the closing. `is_equipe`: nobody else ever does."""

    titre: str
    description: str
    is_apres: bool = False
    des_l_envoi: bool = False
    is_equipe: bool = False


USAGES: Mapping[DocumentSeance, Usage] = {
    DocumentSeance.CONVOCATION: Usage(
        "La convocation",
        "La lettre\u00a0: le jour, le lieu, l’ordre du jour, un coupon à retourner.",
        des_l_envoi=True,
    ),
    DocumentSeance.ORDRE_DU_JOUR: Usage(
        "L’ordre du jour", "Une page\u00a0: l’heure de chaque point, sa nature, qui le présente.", des_l_envoi=True
    ),
    DocumentSeance.EMARGEMENT: Usage(
        "La feuille d’émargement",
        "Les noms, les qualités, une case pour signer\u00a0; des lignes pour les personnes non attendues.",
        is_equipe=True,
    ),
    DocumentSeance.NOTE: Usage(
        "La note technique",
        "Point par point\u00a0: où il en est, ses chiffres, ce qui est demandé, les décisions encore ouvertes.",
        des_l_envoi=True,
    ),
    DocumentSeance.DIAPOSITIVES: Usage(
        "Les diapositives",
        "L’avancement par axe, la météo, ce qui bloque, une diapositive par point, dans le modèle de l’institution.",
    ),
    DocumentSeance.RELEVE: Usage(
        "Le relevé de décisions", "Une page A4\u00a0: ce qui est décidé, qui le fait, avant quelle date.", is_apres=True
    ),
    DocumentSeance.COMPTE_RENDU: Usage(
        "Le compte rendu",
        "Les présents, les échanges sur chaque point, les décisions, la prochaine date.",
        is_apres=True,
    ),
}


def is_ouvert(document: DocumentSeance, statut: str, *, is_equipe: bool) -> bool:
    """Whether someone who reads the séance may have this document of it. A draft is for the team."""
    usage = USAGES[document]
    if is_equipe:
        return not (usage.is_apres and statut in (StatutSeance.BROUILLON, *PARTIES))
    if usage.is_equipe:
        return False
    if statut == StatutSeance.CLOSE:
        return True
    return usage.des_l_envoi and statut in (StatutSeance.CONVOQUEE, StatutSeance.EN_COURS)


def list_documents(statut: str, *, is_equipe: bool) -> list[DocumentSeance]:
    """Those that are open, the ones that serve now first: before, what one sends and shows; after, what was said."""
    ouverts = [document for document in DocumentSeance if is_ouvert(document, statut, is_equipe=is_equipe)]
    is_apres = statut in (StatutSeance.EN_COURS, StatutSeance.CLOSE)
    return sorted(ouverts, key=lambda document: USAGES[document].is_apres != is_apres)


BUREAUTIQUES: Mapping[str, tuple[str, str]] = {"microsoft": ("docx", "pptx"), "libreoffice": ("odt", "odp")}
"""The formats of texts and of slides that one takes to change them; each text comes as a PDF too."""
