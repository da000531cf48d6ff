"""The papers of a valise for a room without a network: what replaces each page, the grid, the test, the opinions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convive.documents.exports.page import Cadre, build_texte
from convive.documents.rules import DocumentHtml
from convive.formation.rules.banque import QuestionBanque, compute_seuil, draw_questions, restrict_banque
from convive.formation.rules.questionnaires import LIBELLES_ECHELLE
from convive.formation.selectors.deroule import DemiJourneeDeroulee
from convive.formation.selectors.questionnaires import get_banque, get_questionnaires
from convive.formation.selectors.valise import ValiseLue, get_consignes
from convive.prise_poste.selectors.contenus import get_grille


@dataclass(frozen=True, slots=True)
class Remplacement:
    """A séquence that uses Convive: its activities on the screen, and what to have on paper instead."""

    demi_journee: str
    titre: str
    a_l_ecran: tuple[str, ...]
    papiers: tuple[str, ...]


def build_sans_reseau(cadre: Cadre, valise: ValiseLue) -> DocumentHtml:
    """Séquence by séquence, what to print instead of opening a page."""
    consignes = get_consignes()
    contexte = {
        "valise": valise,
        "remplacements": list(list_remplacements(valise.demi_journees)),
        "consignes": consignes,
    }
    return build_texte(cadre, "Sans réseau", "formation/types/valise_sans_reseau.html", contexte)


def list_remplacements(demi_journees: Sequence[DemiJourneeDeroulee]) -> Iterator[Remplacement]:
    papier = get_consignes().papier
    for demi in demi_journees:
        for lue in demi.sequences:
            ecran = tuple(row.temps.titre for row in lue.temps if "écran" in row.temps.methode)
            papiers = [papier[page] for page in lue.sequence.pages if page in papier]
            if lue.outil:
                papiers.append(f"l’outil «\u00a0{lue.outil}\u00a0», à remplir à la main")
            if papiers:
                yield Remplacement(demi.titre, lue.sequence.titre, ecran, tuple(dict.fromkeys(papiers)))


def build_grille_papier(cadre: Cadre) -> DocumentHtml:
    return build_texte(
        cadre, "La grille des compétences", "formation/types/valise_grille.html", {"grille": get_grille()}
    )


def list_questions_papier(valise: ValiseLue) -> list[QuestionBanque]:
    """The questions that a session of this schedule asks unless its trainer chooses: the same for the same valise."""
    vises = {cle for demi in valise.demi_journees for lue in demi.sequences for cle in lue.sequence.objectifs}
    banque = restrict_banque(get_banque(), vises)
    return [banque.questions[cle] for cle in draw_questions(banque, valise.choix)]


def build_test_papier(cadre: Cadre, valise: ValiseLue) -> DocumentHtml:
    """The questions without their answers."""
    contexte = {"questions": list_questions_papier(valise), "with_cle": False}
    return build_texte(cadre, "Test de fin", "formation/types/valise_test.html", contexte)


def build_cle_test(cadre: Cadre, valise: ValiseLue) -> DocumentHtml:
    questions = list_questions_papier(valise)
    contexte = {"questions": questions, "with_cle": True, "seuil": compute_seuil(len(questions))}
    return build_texte(cadre, "Test de fin\u00a0: la clé", "formation/types/valise_test.html", contexte)


def build_avis_papier(cadre: Cadre) -> DocumentHtml:
    contexte = {"questionnaire": get_questionnaires()["a_chaud"], "echelle": LIBELLES_ECHELLE, "ligne": "." * 90}
    return build_texte(cadre, "Votre avis à chaud", "formation/types/valise_avis.html", contexte)
