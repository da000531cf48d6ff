"""What is asked of a person when a file speaks of actions in words that nobody knows: the row of the titles, the column
of the actions, or the label that says the action. Pure Python."""

from collections import Counter
from collections.abc import Iterator

from convive.plan_action.lecteur_plans.fiches import ETIQUETTE, list_origines
from convive.plan_action.lecteur_plans.modele import Document, Grille, Paragraphe, Question
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, parse_titre

# How many rows are shown with the question, how many of them tell the shape of the file, how long a cell is, and how
# many tables and labels are asked about.
MAX_LIGNES_MONTREES, MAX_FORME, MAX_CELLULE, MAX_QUESTIONS = 10, 3, 60, 12
MAX_LIBELLE, MAX_LIBELLES = 60, 30
# A text has labels when it says that many of them, or when it says some twice.
MIN_LIBELLES = 3
QUEL_TITRE = "Quelle ligne porte les titres, quelle colonne contient les actions\u00a0?"
QUEL_LIBELLE = "Quel libellé annonce l’action\u00a0?"


def list_questions(document: Document) -> list[Question]:
    """Each table once, whatever the number of times that it comes again; the labels of all fiches in one question."""
    grilles = [grille for grille in _list_grilles(document) if not grille.is_masquee]
    fiches = _list_fiches(grilles)
    questions: list[Question] = []
    formes: set[tuple[str, ...]] = set()
    for grille in grilles:
        pleines = [rangee for rangee in grille.rangees if sum(map(bool, rangee.cellules)) > 1]
        forme = tuple(fold_mots(cellule.texte) for cellule in pleines[0].cellules) if pleines else ()
        is_fiche = any(grille is fiche for fiche in fiches)
        if len(pleines) < 2 or (forme in formes and grille.tableau) or (is_fiche and len(fiches) > 1):
            continue
        formes.add(forme)
        lignes = [(r.numero, [_cut(c.texte) for c in r.cellules]) for r in grille.rangees[:MAX_LIGNES_MONTREES]]
        questions.append(Question(grille.nom, lignes, tableau=grille.tableau, message=QUEL_TITRE))
    libelles, lignes = _list_libelles(document, fiches)
    if libelles:
        questions.insert(0, Question("", lignes, libelles=libelles, message=QUEL_LIBELLE))
    return questions[:MAX_QUESTIONS]


def get_forme(questions: list[Question]) -> str:
    """What files of one shape have in common: their labels, or the first rows of their tables."""
    return repr([question.libelles or question.lignes[:MAX_FORME] for question in questions])


def _list_grilles(document: Document) -> list[Grille]:
    return [*document.grilles, *(bloc for bloc in document.blocs if isinstance(bloc, Grille))]


def _list_fiches(grilles: list[Grille]) -> list[Grille]:
    """The tables of labels and values: their rows hold two cells, or their labels come again in another table."""
    debuts = [{fold_mots(texte) for texte, _ in _iter_paires(grille)} - {""} for grille in grilles]
    repetes = Counter(debut for textes in debuts for debut in textes)
    fiches = []
    for grille, textes in zip(grilles, debuts, strict=True):
        is_double = bool(textes) and max(len(list_origines(grille, rang)) for rang in range(len(grille.rangees))) <= 2
        memes = sum(repetes[texte] > 1 for texte in textes)
        if len(textes) >= 2 and (is_double or (memes >= MIN_LIBELLES and memes * 2 >= len(textes))):
            fiches.append(grille)
    return fiches


def _iter_paires(grille: Grille) -> Iterator[tuple[str, str]]:
    """What opens each row, and what follows it; a label alone has its value below."""
    for rang in range(len(grille.rangees)):
        cellules = [
            clean_ligne(cellule.texte) for _, cellule, is_dessus in list_origines(grille, rang) if not is_dessus
        ]
        if len(cellules) > 1 and 0 < len(cellules[0]) <= MAX_LIBELLE:
            yield cellules[0].rstrip(" :"), cellules[1]


def _list_libelles(document: Document, fiches: list[Grille]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The labels, each as it is first written, and the first lines where they stand."""
    paires = [paire for fiche in fiches for paire in _iter_paires(fiche)]
    if not paires:
        paires = [p for bloc in document.blocs if isinstance(bloc, Paragraphe) for p in _iter_paires_texte(bloc)]
        comptes = Counter(fold_mots(libelle) for libelle, _ in paires)
        if len(comptes) < MIN_LIBELLES and max(comptes.values(), default=0) < 2:
            return [], []
    libelles: dict[str, str] = {}
    for libelle, _ in paires:
        if cle := fold_mots(libelle):
            libelles.setdefault(cle, libelle)
    lignes = [(rang, [_cut(libelle), _cut(valeur)]) for rang, (libelle, valeur) in enumerate(paires, 1)]
    return list(libelles.values())[:MAX_LIBELLES], lignes[:MAX_LIGNES_MONTREES]


def _iter_paires_texte(bloc: Paragraphe) -> Iterator[tuple[str, str]]:
    """« Ce que l’on veut : ouvrir un lieu », or a label in bold; not « Axe 1 : Enfance », which is a title."""
    texte = clean_ligne(bloc.texte)
    lu = parse_titre(texte)
    if lu.is_niveau or (lu.is_action and lu.numero is not None):
        return
    found = ETIQUETTE.fullmatch(texte)
    if found is not None and len(found["etiquette"]) <= MAX_LIBELLE and "://" not in texte:
        yield found["etiquette"].strip(" -–•*"), found["valeur"]
    elif bloc.etiquette and len(bloc.etiquette) <= MAX_LIBELLE:
        yield clean_ligne(bloc.etiquette).rstrip(" :"), clean_ligne(bloc.texte[len(bloc.etiquette) :])


def _cut(texte: str) -> str:
    return clean_ligne(texte)[:MAX_CELLULE]
