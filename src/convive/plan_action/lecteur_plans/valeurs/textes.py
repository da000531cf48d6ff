"""Words of a file compared whatever their accents, case and signs; what means « nothing is said »; titles and their
numbers. Pure Python."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})
LETTRE_POUR_LETTRE = str.maketrans({"œ": "o", "æ": "a", "Œ": "o", "Æ": "a", "’": "'", "‘": "'", "ʼ": "'"})
# What people write where there is nothing to say yet.
ABSENCES = frozenset(
    {
        "nc", "n c", "nr", "n r", "na", "n a", "ns", "so", "s o", "nd", "n d", "tbd", "tbc", "xx", "xxx", "xxxx",
        "neant", "aucun", "aucune", "rien", "ras", "vide", "non defini", "non definie", "non definis", "a definir",
        "a preciser", "a determiner", "a completer", "a renseigner", "a venir plus tard", "non renseigne",
        "non renseignee", "non connu", "non communique", "non communiquee", "non precise", "non precisee",
        "non concerne", "non chiffre", "non determine", "inconnu", "inconnue", "indetermine", "indefini", "a chiffrer",
        "a evaluer", "a estimer", "a identifier", "a designer", "a nommer", "a designer ulterieurement", "sans objet", "reste a definir",
        "en cours de definition", "a voir", "a trouver", "pas defini", "non applicable", "null", "none", "a fixer",
        "a construire ulterieurement", "non disponible", "nsp", "a preciser ulterieurement", "a definir ulterieurement",
        "a recruter", "en cours de recrutement", "recrutement en cours", "poste a pourvoir", "a pourvoir", "poste vacant", "vacant", "en cours de chiffrage", "a arbitrer", "non budgete",
    }
)  # fmt: skip
# The words before a number, by which a level or an action is called, longest first.
SORTES = (
    "objectif strategique", "objectif operationnel", "objectif general", "objectif specifique",
    "sous objectif", "sous axe", "sous theme", "sous thematique", "sous orientation", "axe strategique", "axe thematique", "axe prioritaire",
    "axe de travail", "axe d'intervention", "orientation strategique", "orientation generale", "orientation politique",
    "champ d'intervention", "champ thematique", "domaine d'intervention", "changement attendu", "changement",
    "enjeu strategique", "enjeu prioritaire", "enjeu", "axe", "orientation", "thematique", "theme", "objectif", "priorite", "ambition", "defi",
    "domaine", "champ", "volet", "chantier", "pilier", "levier", "finalite", "programme", "secteur",
)  # fmt: skip
SORTES_ACTION = (
    "fiche action", "fiche-action", "fiche projet", "fiche", "action", "fa", "projet", "mesure", "sous action",
)  # fmt: skip
ABREGES = {"oo": "objectif operationnel", "os": "objectif strategique", "og": "objectif general", "ax": "axe",
           "obj": "objectif"}  # fmt: skip
# « 1 », « 1.2 », « 1.2.a », « A1 », « A.1 », « 3 bis », « IV ».
# « I.A », « II-B.3 », « A.1.2 », « 1.A »; not the letters of « P.M.I. ».
_ROMAIN = (
    r"(?:(?:[IVX]{1,4}|[A-Z])[.\-](?:[A-Z]|\d{1,2})(?:[.\-]\d{1,2})*(?!\.?[^\W\d_])"
    r"|\d{1,2}(?:[.\-]\d{1,2})*[.\-][A-Z](?!\.?[^\W\d_])|\d{1,2}[A-Z](?=\s?[):–—]|\s-\s))"
)
CODE = (
    rf"(?:{_ROMAIN}|"
    r"[A-Za-z]{1,3}[-.]?\d+(?:[.\-]\d+)*[a-z]?|\d+(?:[.\-]\d+)*(?:[.\-]?[a-z](?![^\W\d_]))?(?:\s?(?:bis|ter))?|[IVX]{1,5}(?![^\W\d_])|[A-Z](?![^\W\d_]))"
)
SIGNES = r"[.:;)\]\-–—−/|•·]"
_SORTE = "|".join(sorted((re.escape(s) for s in (*SORTES, *SORTES_ACTION)), key=len, reverse=True))
_SORTES_ABREGEES = "|".join((*ABREGES, "fa"))
# Written on the folded text, whose letters stand one for one with those of the text (ligatures apart, replaced first).
AVEC_SORTE = re.compile(
    rf"(?P<sorte>(?:{_SORTE})s?|(?:{_SORTES_ABREGEES})(?=[ ._-]?\d))\s*[-–]?\s*(?:n\s*[°ºo]\.?\s*|numero\s+|#\s*)?"
    rf"(?P<code>{CODE.replace('A-Z', 'a-z').replace('IVX', 'ivx')})"
    rf"(?:\s*(?P<signe>{SIGNES})+\s*|\s+|$)(?P<titre>.*)",
    re.DOTALL,
)
SORTE_SEULE = re.compile(rf"(?P<sorte>(?:{_SORTE})s?)\s*(?::|\s[-–—]\s)\s*(?P<titre>.+)", re.DOTALL)
# Without a word, a number must look like one: « 1.2 Ouvrir », « 3 - Ouvrir », « IV. Ouvrir »; not « 12 places ».
SANS_SORTE = re.compile(
    rf"(?:(?P<pointe>{_ROMAIN}|"
    r"(?:(?:[A-Za-z]{1,2}\.?)?\d{1,2}(?:\.\d{1,2}){1,3}|[A-Z]\.\d{1,2})(?:\.?[a-z](?![^\W\d_]))?)\.?(?:\s*[):\-–—]\s*|\s+)"
    r"|(?P<simple>(?:[A-Za-z]{1,2}\d{1,2}(?:\.\d{1,2})*|\d{1,2}|[IVX]{1,5}|[A-Z]|[a-z](?=\))))\s*(?:[.)](?=\s|[^\W\d_])\s*[-–—:]?\s*|\s[-–—]\s|\s?[:—–]\s*)"
    r"|n\s?[°º]\s*(?P<ordre>\d{1,3}(?:\.\d{1,2})*)\s*(?:[.:)\-–—]\s*|\s))(?P<titre>\S.*)",
    re.DOTALL,
)
SIGLE_POINTE = re.compile(r"(?:[A-Z]\.){3}")
# « FA 1 », « FA1 », « FA-1.2 »: the short word of actions is part of the code that people print and say.
SIGLE_ET_NUMERO = re.compile(r"FA[ .-]?(?P<numero>\d{1,3}(?:[.-]\d{1,2})*[a-z]?)", re.I)
CODE_SEUL = re.compile(rf"(?:n\s?[°ºo]\.?\s*)?(?P<code>{CODE})\.?")


@lru_cache(maxsize=50_000)
def fold(texte: str) -> str:
    """« L’Évènement :  n° 3 » becomes « l'evenement : n° 3 »: accents, case and runs of spaces say nothing."""
    plain = unicodedata.normalize("NFKD", texte.translate(LIGATURES).replace("°", "\0").replace("º", "\0"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("\0", "°")
    return " ".join(letters.casefold().split())


@lru_cache(maxsize=50_000)
def fold_mots(texte: str) -> str:
    """The words alone: « En cours (COPIL) : 50 % » becomes « en cours copil 50 »."""
    return " ".join(re.sub(r"[^a-z0-9'€%]+", " ", fold(texte).replace("·", "")).split())


def clean_texte(texte: str) -> str:
    """Spaces at the ends and doubled ones go; lines stay, the empty ones doubled apart."""
    lignes = [" ".join(ligne.replace("\u00a0", " ").replace("\u202f", " ").split()) for ligne in texte.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lignes)).strip()


def clean_ligne(texte: str) -> str:
    """On one line."""
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


# « qui ? », « quand ?? », « quel montant ? »: the question that a cell should have answered.
QUESTION = re.compile(
    r"\(?\s*(?:par |avec |pour |d'ici |a )?(?:qui|quoi|quand|combien|ou|comment|lequel|laquelle|quel(?:le)?s?(?: \w+)?)"
    r"\s*\?+\s*\)?"
)


@lru_cache(maxsize=20_000)
def is_absence(texte: str) -> bool:
    """« NC », « à définir », « - », « ? », « … », « (à préciser) », « qui ? »."""
    words = fold_mots(texte)
    if "?" in texte and QUESTION.fullmatch(fold(texte)):
        return True
    return words in ABSENCES or (not words and not any(unicodedata.category(signe) == "So" for signe in texte))


@dataclass(frozen=True, slots=True)
class TitreNumerote:
    """« Axe 1 – Petite enfance » is the axe 1, « Petite enfance ». `sorte` is folded, empty when no word says it."""

    sorte: str
    numero: str | None
    titre: str

    @property
    def is_action(self) -> bool:
        return self.sorte in SORTES_ACTION

    @property
    def is_niveau(self) -> bool:
        return bool(self.sorte) and not self.is_action


def parse_titre(texte: str) -> TitreNumerote:
    """The word, the number and the title; the title keeps what is not understood."""
    ligne = clean_ligne(texte)
    source = ligne
    lower = _fold_lettres(source)
    if found := AVEC_SORTE.fullmatch(lower):
        code = source[found.start("code") : found.end("code")]
        titre = source[found.start("titre") :].lstrip(" .:;-–—)/|").strip()
        # « Axe de travail », « Action à mener », « Projet d’accueil », « Projet a… » : a letter alone that opens a word.
        is_mot = len(code) == 1 and code.isalpha() and not found["signe"] and (code.islower() or code == "A")
        is_liste = re.match(r"(?:et|ou|a|,|/|&)\s*\d", lower[found.start("titre") :]) is not None
        # « OBJECTIFS », « ENJEUX »: the letter of a plural is no number.
        is_pluriel = code.isalpha() and found.start("code") == found.end("sorte")
        if (
            not is_mot
            and not is_pluriel
            and not is_liste
            and not (code.isalpha() and code.islower())
            and not _is_annee(code)
        ):
            entier = source[found.start("sorte") : found.end("code")]
            numero = entier if SIGLE_ET_NUMERO.fullmatch(entier) else _clean_code(code)
            return TitreNumerote(_get_sorte(found["sorte"]), numero, titre)
    if found := SORTE_SEULE.fullmatch(lower):
        return TitreNumerote(_get_sorte(found["sorte"]), None, source[found.start("titre") :].strip())
    if (found := SANS_SORTE.fullmatch(source)) and not SIGLE_POINTE.match(source):
        code = found["pointe"] or found["simple"] or found["ordre"]
        return TitreNumerote("", _clean_code(code), found["titre"].lstrip(" .:-–—").strip())
    return TitreNumerote("", None, ligne)


# What who writes a plan says to the others, not of the action: « (à revoir avec la Caf avant le COPIL) », « TODO ».
_A_FAIRE = (
    r"(?:à|a)\s+(?:revoir|voir|vérifier|verifier|compléter|completer|reprendre|discuter|caler|corriger|relire|mettre\s+à\s+jour|"
    r"actualiser|retravailler|affiner|arbitrer|supprimer|demander|recaler|trancher|retirer)\b"
    r"|voir\s+(?:avec|si|en|au|mail|cr|le\s+cr)\b|todo\b|to\s+do\b|nb\s*:|nota\s*:|note\s*:|attention\s*:|\?\?+|!!+"
    r"|(?:remarque|commentaire)\s+(?:de|du|pour)\b|cf\.?\s+(?:mail|cr|copil|cotech)|en\s+attente\s+(?:de\s+)?(?:réponse|retour)"
)
NOTE_ENTRE = re.compile(
    rf"\s*(?:\((?P<p>\s*(?:{_A_FAIRE})[^()]*)\)|\[(?P<c>\s*(?:{_A_FAIRE})[^\[\]]*)\]|//\s*(?P<b>(?:{_A_FAIRE}).*))",
    re.I,
)
NOTE_LIGNE = re.compile(rf"\W*(?:{_A_FAIRE}).*", re.I)


def split_notes(texte: str) -> tuple[str, list[str]]:
    """The text without the notes of who writes it, and those notes: between signs, or a line of their own."""
    notes: list[str] = []

    def take(found: re.Match[str]) -> str:
        notes.append((found["p"] or found["c"] or found["b"]).strip())
        return ""

    lignes = []
    for ligne in NOTE_ENTRE.sub(take, texte).split("\n"):
        if NOTE_LIGNE.fullmatch(ligne.strip()) and not is_absence(ligne):
            notes.append(ligne.strip(" -–•"))
        else:
            lignes.append(ligne)
    return ("\n".join(lignes).strip(), notes) if notes else (texte, [])


CASE_COCHEE = re.compile(r"[☑☒✅🗹🗷■◼]|\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\)")
CASE_VIDE = re.compile(r"[☐□◻⬜▢]|\[\s{0,2}\]|\(\s{1,2}\)")
CASE = re.compile(f"{CASE_COCHEE.pattern}|{CASE_VIDE.pattern}")


def list_coches(texte: str) -> list[str] | None:
    """« ☐ À faire ☒ En cours » says « En cours »; nothing when there are no boxes to choose among. The box stands before
    its words, or after when the text opens with words."""
    cases = list(CASE.finditer(texte))
    if not cases or (len(cases) == 1 and not CASE_VIDE.search(texte) and not texte[cases[0].end() :].strip()):
        return None
    if len(cases) == 1 and not texte[cases[0].end() :].strip() and not texte[: cases[0].start()].strip():
        return None
    is_avant = not texte[: cases[0].start()].strip(" \n\t:-–")
    bornes = [
        (case.end(), suite) for case, suite in zip(cases, [c.start() for c in cases[1:]] + [len(texte)], strict=True)
    ]
    if not is_avant:
        bornes = [(debut, case.start()) for case, debut in zip(cases, [0] + [c.end() for c in cases[:-1]], strict=True)]
    return [
        mots
        for case, (debut, fin) in zip(cases, bornes, strict=True)
        if CASE_COCHEE.fullmatch(case[0]) and (mots := texte[debut:fin].strip(" \n\t,;/|-–"))
    ]


PUCE = re.compile(r"[-–—•·●▪◦*➢→✓]\s*(?=[^\W\d_])|(?P<rang>\d{1,2}|[a-z])\s*[.)°]\s*(?=[^\W\d_])")
PUCE_EN_LIGNE = re.compile(r"(?:^|\s)(?P<rang>\d{1,2})\s?[.)]\s+(?=[^\W\d_])")
PLUSIEURS = "Cette cellule liste {} actions\u00a0: chacune est lue, avec ce que la ligne dit de toutes (pilote, dates…). À vérifier."
NON_REPARTI = (
    "Le montant de cette ligne ou de cette fiche est celui de plusieurs actions\u00a0: il n’est pas repris, à répartir."
)
UNE_SEULE = (
    "Cette cellule ressemble à une liste de plusieurs actions\u00a0: elle n’en fait qu’une ici. Mettez-en une par ligne dans "
    "le fichier, ou séparez-les une fois importées."
)


def list_titres(texte: str) -> list[str]:
    """The actions that a cell lists: lines that all begin with a bullet, or that all say what will be done."""
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    if len(lignes) < 2:
        return []
    if all(PUCE.match(ligne) for ligne in lignes):
        return [PUCE.sub("", ligne, count=1).strip(" ;") for ligne in lignes]
    is_phrases = all(ligne[0].isupper() and (is_infinitif(ligne) or NOM_D_ACTION.match(ligne)) for ligne in lignes)
    return [ligne.strip(" ;") for ligne in lignes] if is_phrases else []


def is_liste_d_actions(texte: str) -> bool:
    """A title that reads as a list: two lines at least that begin with a bullet, or numbers that follow each other."""
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    marquees = [ligne for ligne in lignes if PUCE.match(ligne)]
    if len(marquees) >= 2 and len(marquees) >= len(lignes) - 1:
        return True
    rangs = [int(found["rang"]) for found in PUCE_EN_LIGNE.finditer(texte)]
    return len(rangs) >= 2 and rangs[0] == 1 and rangs == list(range(1, len(rangs) + 1))


def parse_code(texte: str) -> str | None:
    """What a cell of a column of numbers says: « Fiche n° 7 » is « 7 »; « FA 1.2 », « FA-01 » are codes that people
    print and say: themselves."""
    ligne = clean_ligne(texte)
    if is_absence(ligne):
        return None
    if re.fullmatch(r"\d{1,2},\d{1,2}", ligne):
        # « 1.1 » typed in a spreadsheet is a number, shown with a comma.
        return ligne.replace(",", ".")
    # A word glued to its number (« FA-01 », « A1.2 ») is part of the code that people print.
    if SIGLE_ET_NUMERO.fullmatch(ligne) or re.fullmatch(r"[^\W\d_]{1,4}[-.]?\d[\w.\-]*", ligne):
        return ligne.rstrip(".")
    parsed = parse_titre(ligne)
    if parsed.numero is not None and not parsed.titre:
        return parsed.numero
    return _clean_code(ligne)


def is_meme_code(a: str | None, b: str | None) -> bool:
    """« FA 1.2 » in the list is « 1.2 » on its fiche."""
    nus = [None if code is None else re.sub(r"\s", "", _get_code_nu(code)) for code in (a, b)]
    return nus[0] is not None and nus[0] == nus[1]


def _get_code_nu(code: str) -> str:
    found = SIGLE_ET_NUMERO.fullmatch(code)
    return code if found is None else found["numero"]


def _clean_code(code: str) -> str:
    return code.strip().removeprefix("n°").strip().rstrip(".")


def _is_annee(code: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:-\d+)?", code) is not None


def _get_sorte(sorte: str) -> str:
    sorte = " ".join(sorte.split())
    sorte = ABREGES.get(sorte, sorte).replace("fiche-action", "fiche action")
    return sorte if sorte in SORTES or sorte in SORTES_ACTION else sorte.removesuffix("s")


def get_sorte(texte: str) -> str:
    """The word of a level that a title of column or a label is: « Axes stratégiques » is « axe strategique »."""
    words = [
        word.removesuffix("s") if len(word) > 3 else word for word in re.split(r"[^a-z0-9']+", fold(texte)) if word
    ]
    joined = " ".join(words)
    return next((sorte for sorte in SORTES if joined == sorte.removesuffix("s")), "")


def _fold_lettres(texte: str) -> str:
    """Lower case without accents, one letter for one: places in it are places in the text."""
    letters = []
    for c in texte.translate(LETTRE_POUR_LETTRE):
        plain = c if c in "°º" else unicodedata.normalize("NFKD", c)[:1].lower()
        letters.append(plain if len(plain) == 1 else c)
    return "".join(letters)


def get_profondeur(numero: str | None) -> int:
    """« 1 » is 1, « 1.2 » is 2, nothing is 0."""
    return len(re.findall(r"[0-9]+|[A-Za-z]+", numero)) if numero else 0


# --- What will be done ------------------------------------------------------------------------------------------
# « Ouvrir un lieu », « S’appuyer sur le réseau »: what people write when they say what will be done.
INFINITIF = re.compile(
    r"(?:ne pas |mieux |se |s')?(?:[a-z-]+(?:er|ir|oir)|"
    r"[a-z-]*(?:faire|dire|lire|crire|struire|duire|rire|endre|ondre|indre|mettre|battre|connaitre|suivre|vivre|clure|soudre|rompre))\b"
)
# « Ouverture d’un lieu », « Formation des agents », « Mise en place d’un guichet ».
NOM_D_ACTION = re.compile(
    r"(?:[A-ZÉÈÊÎ][a-zà-ÿ-]+(?:tion|sion|ment|ture|age)|Mise|Achat|Étude|Soutien|Suivi|Appui|Aide)s? (?:d[eu]s? |d['’]|en |à |au )"
)
FAUX_INFINITIFS = re.compile(
    r"(?:atelier|loisir|cahier|dossier|quartier|premier|dernier|chantier|foyer|calendrier|metier|courrier|avenir|plaisir|"
    r"particulier|financier|papier|hiver|escalier|soir|espoir|couloir|miroir|savoir|devoir|pouvoir)s?\b"
)


def is_infinitif(texte: str) -> bool:
    """« Ouvrir un lieu »; not « Atelier du soir »."""
    return INFINITIF.match(fold(texte)) is not None and FAUX_INFINITIFS.match(fold(texte)) is None
