"""Who opens « Entre pairs », by each of its three doors."""

from tests.formation.acces_roles import ANIMATEURS

PAGES_PAIRS = {"question_list": ANIMATEURS, "question_detail": ANIMATEURS, "pair_list": ANIMATEURS}
PAGES_PAIRS_STAGIAIRE = frozenset(f"stagiaire_{page}" for page in PAGES_PAIRS)
POSTE_PAIRS = frozenset(f"poste_{page}" for page in PAGES_PAIRS)
POSTE_PAIRS_APRES_ENTREE = POSTE_PAIRS - {"poste_question_list"}
"""They lead to the way in for who has not come in."""
ARGUMENTS_PAIRS = dict.fromkeys(("question_detail", "stagiaire_question_detail"), "question")
