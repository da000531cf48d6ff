"""« Vouliez-vous dire… »: when a query finds nothing, a similar one made of words that this person may read."""

from collections.abc import Iterable, Iterator

from django.db.models.functions import Left
from rapidfuzz import fuzz, process

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.francais import MOTS_VIDES, PARTIE, fold_accents, normalize_signes
from convive.recherche.rules.requete import Requete, build_requete
from convive.recherche.selectors.candidats import filter_visibles, list_types_cherches
from convive.recherche.selectors.resultats import search_objets
from convive.recherche.sources import Lecteur, Trouvaille, sources
from convive.ui.glossaire import get_glossaire

# This many of the latest texts, and characters of each, are enough to know the vocabulary of an espace.
MAX_TEXTES, MAX_LU_VOCABULAIRE = 400, 400
# The minimum similarity, in percent, allows two swapped letters, or a missing one, in a word of six.
RESSEMBLANCE_MIN, LONGUEUR_MIN = 75, 4
MAX_PROPOSITIONS = 5


def suggest_requete(lecteur: Lecteur, requete: Requete) -> str:
    """The query with its misspelt words corrected; empty if no word is close, or if the corrected query finds nothing.

    Three queries for the vocabulary, then those of one search.
    """
    vocabulaire = build_vocabulaire(lecteur)
    proposition = requete.texte
    for terme in requete.termes:
        plain = fold_accents(terme.texte)
        if len(plain) < LONGUEUR_MIN or plain in vocabulaire or " " in terme.texte:
            continue
        close = process.extractOne(plain, vocabulaire.keys(), scorer=fuzz.ratio, score_cutoff=RESSEMBLANCE_MIN)
        if close is None:
            return ""
        proposition = proposition.replace(terme.texte, vocabulaire[close[0]], 1)
    if proposition == requete.texte:
        return ""
    corrigee = build_requete(proposition)
    is_trouvee = search_objets(lecteur, corrigee) or any(
        source.search(lecteur, corrigee, 1) for source in sources.get_all()
    )
    return proposition if is_trouvee else ""


def suggest_trouvailles(requete: Requete) -> list[Trouvaille]:
    """What the sources know under a name close to the query."""
    found = [found for source in sources.get_all() if source.suggest for found in source.suggest(requete)]
    return found[:MAX_PROPOSITIONS]


def build_vocabulaire(lecteur: Lecteur) -> dict[str, str]:
    """Words without accents → the same words as written in the most recent text."""
    words: dict[str, str] = {}
    for texte in (*_list_textes_visibles(lecteur), *_list_textes_publics()):
        for mot in _split_mots(texte):
            words.setdefault(fold_accents(mot), mot)
    return words


def _split_mots(texte: str) -> Iterator[str]:
    for mot in PARTIE.findall(normalize_signes(texte)):
        if len(mot) >= LONGUEUR_MIN and not mot.isdigit() and mot not in MOTS_VIDES:
            yield mot


def _list_textes_visibles(lecteur: Lecteur) -> Iterable[str]:
    """The beginning of the latest texts, only those that this person may open."""
    espaces = list(lecteur.noms_espaces)
    if not espaces:
        return []
    rows = EntreeRecherche.objects.filter(espace__in=espaces).order_by("-pk")
    lot = list(rows.values_list("pk", "objet_type", "objet_uuid")[:MAX_TEXTES])
    visibles = filter_visibles(lecteur.compte, list_types_cherches(), lot)
    lus = EntreeRecherche.objects.filter(pk__in=visibles).order_by("-pk")
    return [f"{titre}\n{debut}" for titre, debut in lus.values_list("titre", Left("corps", MAX_LU_VOCABULAIRE))]


def _list_textes_publics() -> Iterable[str]:
    return [f"{entree.sigle} {entree.developpe} {entree.definition}" for entree in get_glossaire().values()]
