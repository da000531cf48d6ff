"""The columns of an imported list of conventions d’objectifs et de financement, and the headings people give them."""

from collections.abc import Sequence

from convive.documents.rules import colonnes
from convive.documents.rules.colonnes import Champ
from convive.documents.rules.tableur import Ligne

CHAMPS = (
    Champ("numero", "Numéro", ("numero cof", "n° cof", "cof", "convention", "n° convention", "reference"), 20),
    Champ("service", "Service", ("services", "structure", "equipement", "etablissement", "nom structure"), 36),
    Champ("code_commune", "Commune du service", ("commune", "code insee", "insee", "ville"), 22),
    Champ("type_ps", "Prestation de service", ("prestation", "ps", "type ps", "type"), 30),
    Champ("date_debut", "Du", ("debut", "date debut", "date effet", "premier jour"), 14),
    Champ("date_fin", "Au", ("fin", "date fin", "echeance", "date echeance", "dernier jour"), 14),
)
CHAMPS_PAR_CLE = {champ.cle: champ for champ in CHAMPS}
TEXTES: frozenset[str] = frozenset()
SANS_TITRES = (
    "Aucune ligne de titres n’a été trouvée en haut de ce fichier. La première ligne doit nommer les colonnes : "
    "« Numéro », « Service », « Du », « Au »…"
)


def guess_colonnes(entetes: Sequence[str]) -> dict[str, int]:
    """Field → index of the column whose heading matches it; each column is used once."""
    return colonnes.guess_colonnes(entetes, CHAMPS)


def split_entete(lignes: Sequence[Ligne]) -> tuple[list[str], list[Ligne]]:
    """The headings, and the rows below them. Raise FichierIllisible if no heading is known, or if there is no row."""
    return colonnes.split_entete(lignes, guess_colonnes, SANS_TITRES)
