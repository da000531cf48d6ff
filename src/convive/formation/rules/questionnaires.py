"""The questions of a session and their answers: tests are marked, opinions are aggregated, but never for fewer than
three people. Pure Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide

ECHELLE = range(5)
LIBELLES_ECHELLE = ("Pas du tout", "Plutôt non", "En partie", "Plutôt oui", "Tout à fait")
"""The levels of the scale: 0 to 4."""
TYPES = frozenset({"echelle", "choix", "choix_multiple", "oui_non", "texte", "nombre"})
SEUIL_PERSONNES = 3
"""With fewer answers, a total could reveal what one person answered."""
SATISFAIT = 3
"""The lowest level that counts as positive: « plutôt oui »."""
MAX_TEXTE = 2000

type Reponses = Mapping[str, Any]
"""Key of the question → 0 to 4 (échelle), a key (choix, oui_non), a list of keys, or a text. Unanswered questions are
absent."""


@dataclass(frozen=True, slots=True)
class ChoixQuestion:
    cle: str
    nom: str


@dataclass(frozen=True, slots=True)
class Question:
    """`juste` is the key of the right answer in a test, otherwise empty."""

    cle: str
    type: str
    texte: str
    choix: tuple[ChoixQuestion, ...] = ()
    juste: str = ""
    explication: str = ""
    aide: str = ""

    def get_nom(self, cle: str) -> str:
        return next((choix.nom for choix in self.choix if choix.cle == cle), cle)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """`seuil`: the number of right answers required in a test; 0 for opinions."""

    cle: str
    titre: str
    pour: str
    questions: tuple[Question, ...]
    seuil: int = 0


@dataclass(frozen=True, slots=True)
class LigneCorrigee:
    question: Question
    reponse: str
    is_juste: bool

    @property
    def dite(self) -> str:
        return self.question.get_nom(self.reponse) if self.reponse else ""

    @property
    def attendue(self) -> str:
        return self.question.get_nom(self.question.juste)


@dataclass(frozen=True, slots=True)
class ResultatObjectif:
    """Right answers out of the questions asked about one objective."""

    cle: str
    titre: str
    justes: int
    total: int


@dataclass(frozen=True, slots=True)
class ResultatTest:
    """`objectifs` is empty for the former test, whose questions had none."""

    lignes: tuple[LigneCorrigee, ...]
    seuil: int
    objectifs: tuple[ResultatObjectif, ...] = ()

    @property
    def justes(self) -> int:
        return sum(ligne.is_juste for ligne in self.lignes)

    @property
    def total(self) -> int:
        return len(self.lignes)

    @property
    def is_atteint(self) -> bool:
        return self.justes >= self.seuil


@dataclass(frozen=True, slots=True)
class PartReponse:
    libelle: str
    nombre: int
    total: int


@dataclass(frozen=True, slots=True)
class SyntheseQuestion:
    """The results of a question. `total` people answered it; if `is_secret`, they are too few, and `parts`, `moyenne`
    and `textes` are empty. `positives` out of `total` answered « plutôt oui » or « oui »."""

    question: Question
    total: int
    is_secret: bool
    parts: tuple[PartReponse, ...] = ()
    moyenne: float | None = None
    positives: int | None = None
    textes: tuple[str, ...] = ()


SEQUENCES = "sequences"
"""In place of the choices of a question: the séquences of the course."""


def build_questionnaires(
    contenu: Mapping[str, Any], sequences: Sequence[ChoixQuestion] = ()
) -> dict[str, Questionnaire]:
    """Build the questionnaires; `sequences` are the choices of a question that proposes those of the course. Raise
    ContenuInvalide for an invalid question, or a test that nobody could pass."""
    return {cle: _build(cle, valeur, sequences) for cle, valeur in contenu.items() if cle != "date"}


def _build(cle: str, contenu: Mapping[str, Any], sequences: Sequence[ChoixQuestion]) -> Questionnaire:
    questions = tuple(_build_question(ligne, sequences) for ligne in contenu["questions"])
    questionnaire = Questionnaire(cle, contenu["titre"], contenu["pour"], questions, contenu.get("seuil", 0))
    cles = [question.cle for question in questions]
    if len(set(cles)) != len(cles):
        raise ContenuInvalide(f"{cle} : deux fois la même question.")
    for question in questions:
        connus = {choix.cle for choix in question.choix}
        if question.type not in TYPES or (question.type.startswith("choix") and not connus):
            raise ContenuInvalide(f"{cle}, {question.cle} : type inconnu, ou sans choix.")
        if question.juste and question.juste not in connus:
            raise ContenuInvalide(f"{cle}, {question.cle} : la bonne réponse n’est pas parmi les choix.")
    if questionnaire.seuil > sum(bool(question.juste) for question in questions):
        raise ContenuInvalide(f"{cle} : le seuil dépasse le nombre de questions.")
    return questionnaire


def _build_question(ligne: Mapping[str, Any], sequences: Sequence[ChoixQuestion]) -> Question:
    dits = ligne.get("choix", ())
    choix = tuple(sequences) if dits == SEQUENCES else tuple(ChoixQuestion(**choix) for choix in dits)
    return Question(**{**ligne, "choix": choix})


def correct_test(questionnaire: Questionnaire, reponses: Reponses) -> ResultatTest:
    """Mark a test; an unanswered question counts as wrong."""
    lignes = tuple(
        LigneCorrigee(question, dite, dite == question.juste)
        for question in questionnaire.questions
        for dite in (str(reponses.get(question.cle, "")),)
    )
    return ResultatTest(lignes, questionnaire.seuil)


def say_reponse(question: Question, reponse: object) -> str:
    """The answer in the words of the form; empty if unanswered."""
    if reponse in (None, "", []):
        return ""
    if question.type == "echelle" and isinstance(reponse, int) and reponse in ECHELLE:
        return LIBELLES_ECHELLE[reponse]
    if question.type == "oui_non":
        return "Oui" if reponse == "oui" else "Non"
    return ", ".join(question.get_nom(str(cle)) for cle in (reponse if isinstance(reponse, list) else [reponse]))


def summarize(questionnaire: Questionnaire, reponses: Sequence[Reponses]) -> list[SyntheseQuestion]:
    """One line per question; texts are sorted alphabetically, so that their order identifies nobody."""
    return [_summarize(question, reponses) for question in questionnaire.questions]


def _summarize(question: Question, reponses: Sequence[Reponses]) -> SyntheseQuestion:
    dites = [ligne[question.cle] for ligne in reponses if ligne.get(question.cle) not in (None, "", [])]
    total = len(dites)
    if total < SEUIL_PERSONNES:
        return SyntheseQuestion(question, total, is_secret=total > 0)
    if question.type in ("texte", "nombre"):
        return SyntheseQuestion(question, total, is_secret=False, textes=tuple(sorted(map(str, dites))))
    if question.type == "echelle":
        parts = tuple(PartReponse(LIBELLES_ECHELLE[n], dites.count(n), total) for n in reversed(ECHELLE))
        positives = sum(niveau >= SATISFAIT for niveau in dites)
        return SyntheseQuestion(question, total, False, parts, sum(dites) / total, positives)
    if question.type == "oui_non":
        oui = dites.count("oui")
        parts = (PartReponse("Oui", oui, total), PartReponse("Non", total - oui, total))
        return SyntheseQuestion(question, total, False, parts, positives=oui)
    plates = [cle for dite in dites for cle in (dite if isinstance(dite, list) else [dite])]
    parts = tuple(PartReponse(choix.nom, plates.count(choix.cle), total) for choix in question.choix)
    return SyntheseQuestion(question, total, False, parts)
