"""The questionnaires that ship with Convive."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from convive.formation.rules.questionnaires import Questionnaire, build_questionnaires
from convive.formation.selectors.contenus import read_contenu


@cache
def get_questionnaires() -> Mapping[str, Questionnaire]:
    """Key (« test_fin », « a_chaud »…) → questionnaire."""
    return MappingProxyType(build_questionnaires(read_contenu("questionnaires")))
