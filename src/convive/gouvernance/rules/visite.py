"""The ten-minute tour of a newly elected member: its screens, and the questions worth asking. Pure Python."""

from dataclasses import dataclass

from convive.socle.enums import EnumLibelle


class Etape(EnumLibelle):
    """The screens, in their order; the value is in the address."""

    CTG = "la-ctg", "Une CTG, c’est quoi\u00a0?"
    TERRITOIRE = "le-territoire", "Votre territoire en trois chiffres"
    CONVENTION = "la-convention", "Votre convention\u00a0: qui a signé, jusqu’à quand"
    INSTANCES = "les-instances", "Où cela se décide, et où vous siégez"
    PLAN = "le-plan", "Le plan d’actions, en un coup d’œil"
    DECISIONS = "les-decisions", "Ce qui a été décidé"
    ATTENTES = "ce-qui-vous-attend", "Ce qui vous attend"
    CONTACTS = "qui-appeler", "Qui appeler"
    MOTS = "les-mots", "Les mots à connaître"
    QUESTIONS = "trois-questions", "Trois questions à poser"


SIGLES = ("CTG", "COPIL", "COTECH", "EPCI", "EAJE", "RPE", "LAEP", "ALSH", "PEDT")
MAX_QUESTIONS = 3


def get_suivante(etape: Etape) -> Etape | None:
    etapes = list(Etape)
    rang = etapes.index(etape) + 1
    return etapes[rang] if rang < len(etapes) else None


def get_precedente(etape: Etape) -> Etape | None:
    rang = list(Etape).index(etape)
    return list(Etape)[rang - 1] if rang else None


def get_rang(etape: Etape) -> int:
    """From 1."""
    return list(Etape).index(etape) + 1


@dataclass(frozen=True, slots=True)
class FaitsQuestions:
    """What is known, from which a question is worth asking. `mois_restants` of the convention; `bloquee` is the title
    of a blocked action; `commune` is hers, and `has_propre` whether an action is proper to it."""

    mois_restants: int | None = None
    bloquee: str = ""
    commune: str = ""
    has_propre: bool = True
    decisions_en_retard: int = 0
    actions_en_retard: int = 0


def choose_questions(faits: FaitsQuestions) -> list[str]:
    """Three at most: those that the facts raise, then those that are always good."""
    asked = []
    if faits.bloquee:
        asked.append(f"Qu’est-ce qui bloque «\u00a0{faits.bloquee}\u00a0», et qui peut débloquer\u00a0?")
    if faits.commune and not faits.has_propre:
        asked.append(f"Aucune action n’est propre à {faits.commune}\u00a0: laquelle nous sert le plus\u00a0?")
    if faits.mois_restants is not None and faits.mois_restants <= 18:
        asked.append("La convention finit bientôt\u00a0: quand commence-t-on à préparer la suite, et avec qui\u00a0?")
    if faits.decisions_en_retard:
        asked.append("Quelles décisions prises n’ont pas encore été faites, et pourquoi\u00a0?")
    if faits.actions_en_retard:
        asked.append("Parmi les actions en retard, laquelle compte le plus pour les familles\u00a0?")
    asked += [
        "Qu’est-ce que les familles ont vu changer depuis la signature\u00a0?",
        "Que paie la Caf, que reste-t-il à la collectivité, et jusqu’à quand\u00a0?",
        "Que ferait-on si l’on ne pouvait garder que trois actions\u00a0?",
    ]
    return asked[:MAX_QUESTIONS]
