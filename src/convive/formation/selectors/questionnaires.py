"""The questionnaires that ship with Convive, and the bank of questions of the end test."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from convive.formation.rules.banque import Banque, build_banque
from convive.formation.rules.questionnaires import ChoixQuestion, Questionnaire, build_questionnaires
from convive.formation.selectors.contenus import read_contenu

OBJECTIFS = ("O1", "O2", "O3", "O4")


@cache
def get_questionnaires() -> Mapping[str, Questionnaire]:
    """Key (« test_fin », « a_chaud »…) → questionnaire. « test_fin » is the former test, of ten fixed questions: the
    present one draws its questions from the bank."""
    sequences = [ChoixQuestion(row["cle"], row["sujet"]) for row in read_contenu("cours/ctg_deux_jours")["sequences"]]
    return MappingProxyType(build_questionnaires(read_contenu("questionnaires"), sequences))


@cache
def get_banque() -> Banque:
    officiels = read_contenu("banque/sites_officiels")["sites"]
    return build_banque((read_contenu(f"banque/{cle}") for cle in OBJECTIFS), officiels)
