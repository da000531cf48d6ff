"""The bank of questions of the end test: what a session asks, and in what order each person reads it. Pure Python.

Orders come from a checksum of the person’s draw and of each key, so that a page read again, and the correction, always
agree, whatever the machine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from convive.formation.rules.cours import Apport, StatutApport
from convive.formation.rules.questionnaires import (
    ChoixQuestion,
    Question,
    Questionnaire,
    ResultatObjectif,
    ResultatTest,
)
from convive.prise_poste.rules.contenus import ContenuInvalide, refuse_doublons
from convive.socle.formats import liste_fr

PAR_OBJECTIF = 4
"""The questions of each objective that a session asks unless its trainer chooses otherwise."""
MIN_PAR_OBJECTIF = 3
MAX_PAR_OBJECTIF = 6
MAX_QUESTIONS = 30
SEUIL_POURCENT = 70
"""The share of right answers required, as in the former test: seven out of ten."""
CHOIX = "abcd"


@dataclass(frozen=True, slots=True)
class QuestionBanque:
    """A question with what it is about. `sequence` is the key of the part of the course that teaches it. A question
    that `is_retiree` is no longer asked, but is still marked where it was."""

    question: Question
    objectif: str
    sequence: str
    statut: StatutApport
    sources: tuple[str, ...] = ()
    is_retiree: bool = False

    @property
    def cle(self) -> str:
        return self.question.cle

    @property
    def apport(self) -> Apport:
        """What it teaches, with the kind and the sites of its sources."""
        return Apport(self.question.texte, self.statut, self.question.explication, self.sources)

    @property
    def juste(self) -> str:
        return self.question.get_nom(self.question.juste)


@dataclass(frozen=True, slots=True)
class ObjectifBanque:
    cle: str
    titre: str
    questions: tuple[QuestionBanque, ...]


@dataclass(frozen=True, slots=True)
class Banque:
    """`date` is that of its latest file."""

    date: date
    objectifs: tuple[ObjectifBanque, ...]

    @property
    def questions(self) -> Mapping[str, QuestionBanque]:
        """Key → question, in order."""
        return {row.cle: row for objectif in self.objectifs for row in objectif.questions}


def build_banque(contenus: Iterable[Mapping[str, Any]], officiels: Sequence[str]) -> Banque:
    """Build the bank from one content per objective. `officiels` are the sites that may support a rule. Raise
    ContenuInvalide for a question that no test could ask, or a rule without an official source."""
    contenus = list(contenus)
    objectifs = tuple(
        ObjectifBanque(
            contenu["objectif"],
            contenu["titre"],
            tuple(_build_question(contenu["objectif"], ligne, officiels) for ligne in contenu["questions"]),
        )
        for contenu in contenus
    )
    refuse_doublons(row.cle for objectif in objectifs for row in objectif.questions)
    return Banque(max(contenu["date"] for contenu in contenus), objectifs)


def _build_question(objectif: str, ligne: Mapping[str, Any], officiels: Sequence[str]) -> QuestionBanque:
    choix = tuple(ChoixQuestion(cle, nom) for cle, nom in ligne["choix"].items())
    question = Question(ligne["cle"], "choix", ligne["texte"], choix, ligne["juste"], ligne["explication"])
    if "".join(row.cle for row in choix) != CHOIX or question.juste not in CHOIX or not question.explication:
        raise ContenuInvalide(f"{question.cle}\u00a0: quatre choix, une bonne réponse et une explication.")
    statut, sources = StatutApport(ligne["statut"]), tuple(ligne.get("sources", ()))
    if statut is StatutApport.REGLE and not any(is_officielle(url, officiels) for url in sources):
        raise ContenuInvalide(f"{question.cle}\u00a0: une règle sans source officielle.")
    return QuestionBanque(question, objectif, ligne["sequence"], statut, sources, bool(ligne.get("retiree")))


def restrict_banque(banque: Banque, objectifs: Iterable[str]) -> Banque:
    """The questions about these objectives; all of them when the bank has none of these."""
    cles = frozenset(objectifs)
    siens = tuple(row for row in banque.objectifs if row.cle in cles)
    return replace(banque, objectifs=siens) if siens else banque


def is_officielle(url: str, officiels: Sequence[str]) -> bool:
    """Whether a URL is on one of the official sites, or on a site under it."""
    site = urlsplit(url).hostname or ""
    return any(site == officiel or site.endswith(f".{officiel}") for officiel in officiels)


def draw_questions(banque: Banque, graine: str, nombre: int = PAR_OBJECTIF) -> tuple[str, ...]:
    """The keys of `nombre` questions of each objective, in the order of the bank; the same for the same `graine`."""
    tirees = []
    for objectif in banque.objectifs:
        cles = [row.cle for row in objectif.questions if not row.is_retiree]
        choisies = set(sorted(cles, key=_rank(graine))[:nombre])
        tirees += [cle for cle in cles if cle in choisies]
    return tuple(tirees)


def explain_composition(banque: Banque, cles: Iterable[str]) -> str:
    """Why a test cannot ask these questions; empty if it can."""
    choisies = set(cles)
    courts = [
        f"«\u00a0{objectif.titre}\u00a0»"
        for objectif in banque.objectifs
        if sum(row.cle in choisies for row in objectif.questions) < MIN_PAR_OBJECTIF
    ]
    if courts:
        return f"Choisissez au moins {MIN_PAR_OBJECTIF} questions pour {liste_fr(courts)}."
    if len(choisies) > MAX_QUESTIONS:
        return f"Choisissez {MAX_QUESTIONS} questions au plus\u00a0: {len(choisies)} sont cochées."
    return ""


def build_test(banque: Banque, modele: Questionnaire, cles: Iterable[str], graine: str) -> Questionnaire:
    """The test of one person: these questions and their choices, each in an order of her own. `modele` gives its key
    and title."""
    rang = _rank(graine)
    connues = banque.questions
    questions = tuple(
        replace(row.question, choix=tuple(sorted(row.question.choix, key=lambda choix: rang(f"{row.cle}.{choix.cle}"))))
        for row in sorted((connues[cle] for cle in cles if cle in connues), key=lambda row: rang(row.cle))
    )
    return replace(modele, questions=questions, seuil=compute_seuil(len(questions)))


def compute_seuil(nombre: int) -> int:
    """The number of right answers required out of `nombre`, rounded up."""
    return -(-nombre * SEUIL_POURCENT // 100)


def _rank(graine: str) -> Callable[[str], str]:
    return lambda cle: sha256(f"{graine}:{cle}".encode()).hexdigest()


def sort_resultat(banque: Banque, resultat: ResultatTest) -> ResultatTest:
    """The same result with its objectives, in the order of the bank."""
    justes = {ligne.question.cle: ligne.is_juste for ligne in resultat.lignes}
    objectifs = [
        ResultatObjectif(objectif.cle, objectif.titre, sum(justes[cle] for cle in siennes), len(siennes))
        for objectif in banque.objectifs
        if (siennes := [row.cle for row in objectif.questions if row.cle in justes])
    ]
    return replace(resultat, objectifs=tuple(objectifs))


def add_objectifs(resultats: Iterable[ResultatTest]) -> list[ResultatObjectif]:
    """The results of several people together: right answers and questions asked are added, never rates."""
    sommes: dict[str, ResultatObjectif] = {}
    for resultat in resultats:
        for row in resultat.objectifs:
            avant = sommes.get(row.cle, ResultatObjectif(row.cle, row.titre, 0, 0))
            sommes[row.cle] = replace(avant, justes=avant.justes + row.justes, total=avant.total + row.total)
    return [sommes[cle] for cle in sorted(sommes)]
