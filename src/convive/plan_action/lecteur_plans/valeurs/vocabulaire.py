"""The titles of columns and the labels of fiches by which people call what an action holds. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from convive.plan_action.lecteur_plans.valeurs.lexique import ABREVIATIONS, MOTIFS, PARLES, TITRES
from convive.plan_action.lecteur_plans.valeurs.montants import is_financeur
from convive.plan_action.lecteur_plans.valeurs.textes import SORTES, fold, fold_mots

PAR_TITRE = {titre: champ for champ, titres in TITRES.items() for titre in titres}
# A slip of the keyboard spares the first letter, and short words are too near one another.
MIN_PROCHE = 7
RAPPROCHEMENT = 87.0
PROCHES: dict[str, list[str]] = {}
for _titre in PAR_TITRE:
    if len(_titre) >= MIN_PROCHE:
        PROCHES.setdefault(_titre[:1], []).append(_titre)
# Fields that repeat the words of a level: which it is depends on where its column stands.
NIVEAUX_POSSIBLES = frozenset({"thematiques", "objectifs", "objectif_general", "resultats_attendus", "priorite"})
SEPARATEURS = re.compile(r"\s*[/&+>|]\s*|\s[-–—]\s|\s+(?:et|ou|puis)\s+|\n", re.I)
DE_NOMS = frozenset({"pilotes", "structures_porteuses", "partenaires", "publics", "communes"})
MULTIPLES = re.compile(r"k ?€|k ?euro|milliers? d'euro|keuro")


# What a progress written from 0 to 1 is multiplied by.
EN_PARTS = 100.0


@dataclass(frozen=True, slots=True)
class Role:
    """What a column or a label holds. `annee`, `financeur`, `sens`, `multiple`: what its title says of amounts."""

    champ: str
    sorte: str = ""
    annee: int | None = None
    financeur: str | None = None
    sens: str = "charge"
    multiple: float = 1.0
    trimestre: int = 0
    is_realise: bool = False
    # What a ticked box of this column says: « Vic » under « Communes concernées ».
    case: str = ""


def get_cle(texte: str, *, is_singulier: bool = True) -> str:
    """The title as `TITRES` writes it: folded, singular, without what stands between parentheses."""
    nu = re.sub(r"\([^)]*\)", " ", texte.replace("·e·s", "").replace("·e", "").replace("·s", "").replace("(s)", ""))
    words = fold(nu).replace("&", " et ").replace("n°", " n° ").replace("(", " ").replace("/", " ")
    words = re.sub(r"[^a-z0-9'°%]+", " ", words)
    return " ".join(_get_singulier(word) if is_singulier else word for word in words.split())


def _get_singulier(word: str) -> str:
    if word in ("sous", "cours", "fois", "temps", "appuis", "acces", "repas", "mois", "ans"):
        return word
    if word in ("enjeux", "projets", "travaux", "lieux"):
        return word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=5_000)
def guess_role(texte: str) -> Role | None:
    """What a title of column or a label means, alone; nothing when no word of it is known."""
    if not texte.strip() or len(texte) > 90:
        return None
    role = _guess_question(get_cle(texte)) or _guess_role(texte)
    # Said whole, the title is what it says; a word cut short is completed only when nothing else was understood.
    entier = "" if role is not None else " ".join(ABREVIATIONS.get(mot, mot) for mot in get_cle(texte).split())
    return role if entier in ("", get_cle(texte)) else _guess_role(entier)


# The titles of a form are questions, or orders: « À quelle thématique se rattache-t-elle ? », « Indiquez les partenaires ».
DETERMINANT = r"(?:le |la |les |l'|vos |votre |son |sa |leur |un |une |des )?"
QUESTION = re.compile(
    rf"(?:(?:a|de|avec|dans|sur|pour|par|en) )?quel(?:le)? (?:est |sont |serait |seront )?{DETERMINANT}(?P<noyau>.+)(?P<nom>)"
)
ORDRE = re.compile(
    r"(?:merci d[e']|veuillez)? ?(?:indiqu|precis|nomm|cit|list|donn|renseign|saisi|choisi|selectionn|enumer|not)"
    rf"(?:er|ez|ssez|sir|r) {DETERMINANT}(?P<noyau>.+)"
    r"|(?:nom|intitule|libelle|denomination) (?:de |du |d'|des )(?:votre|vos|leur) (?P<nom>.+)"
)
RECIT = re.compile(
    r"(?:decri(?:vez|re)|present(?:ez|er)|expliqu(?:ez|er)|resum(?:ez|er)|racont(?:ez|er)|detaill(?:ez|er))\b.*"
)


def _guess_question(cle: str) -> Role | None:
    """What a question asks for: the longest known words that open it, once its own are dropped."""
    if cle in PAR_TITRE:
        return None
    if RECIT.fullmatch(cle):
        return Role("description")
    found = QUESTION.fullmatch(cle) or ORDRE.fullmatch(cle)
    if found is None:
        return None
    words = (found["noyau"] or found["nom"]).split()
    for count in range(len(words), 0, -1):
        debut = " ".join(words[:count])
        if debut in PAR_TITRE or _get_sorte(debut):
            return _guess_role(debut)
    return None


def _guess_role(texte: str) -> Role | None:
    cle = get_cle(texte)
    folded = fold_mots(texte)
    annees = re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", folded)
    annee = int(annees[0]) if len(set(annees)) == 1 else None
    multiple = 1_000.0 if MULTIPLES.search(fold(texte)) else 1.0
    if annee is not None and re.fullmatch(r"(?:annee |an )?20[0-4]\d", cle):
        return Role("annee", annee=annee)
    if found := re.fullmatch(r"(?:t|trimestre|q) ?([1-4])(?: 20[0-4]\d)?", cle):
        return Role("annee", annee=annee, trimestre=int(found[1]))
    if re.fullmatch(r"cible (?:20[0-4]\d|en 20[0-4]\d|a \w+|fin \w+)", cle):
        return Role("cible", annee=annee)
    if found := re.fullmatch(r"niveau ([1-4])(?: (.+))?", cle):
        return Role("niveau", found[2] or f"niveau {found[1]}")
    sans_annee = " ".join(re.sub(r"(?:\b(?:en|pour) )?(?<!\d)20[0-4]\d(?!\d)", " ", cle).split())
    champ = PAR_TITRE.get(sans_annee) or PAR_TITRE.get(cle)
    financeur = None
    if sorte := _get_sorte(sans_annee):
        return Role(PAR_TITRE.get(sans_annee, "niveau") if champ in NIVEAUX_POSSIBLES else "niveau", sorte)
    if champ is None:
        champ = _match_parle(sans_annee, get_cle(texte, is_singulier=False))
    doubles = split_titre_double(texte) if champ is None else None
    if doubles is not None and set(doubles) <= {"debut", "fin", "calendrier"}:
        return Role("calendrier")
    if doubles is not None and ("titre" in doubles or doubles[0] in DE_NOMS):
        return Role("titre" if "titre" in doubles else doubles[0])
    if champ is None and re.match(r"(?:nombre|nb|nbre)\b", sans_annee):
        # A count (« Nombre d’actions », « Nb de bénéficiaires ») is none of the words that follow.
        return None
    if champ is None:
        champ, financeur = _match_motif(sans_annee, texte)
    if champ is None:
        champ = _match_proche(sans_annee)
    if champ is None:
        return None
    # « Avancement (%) »: what stood between parentheses says which.
    if champ == "statut" and "%" in folded:
        champ = "avancement"
    if champ == "financement" and "%" in folded:
        # A share, of which one would make euros.
        return None
    sens = "produit" if champ == "financement" else "charge"
    # A term is an end; a calendar is both ends.
    sorte = (
        "echeance"
        if champ == "calendrier"
        and re.search(r"^ech$|echeance|delai|horizon|^terme|^(?:pour|avant|d'ici|a faire|a rendre)\b", cle)
        else ""
    )
    is_realise = re.search(r"\b(?:realise|reel|execute|consomme)\b", cle) is not None
    return Role(champ, sorte, annee=annee, financeur=financeur, sens=sens, multiple=multiple, is_realise=is_realise)


@lru_cache(maxsize=5_000)
def split_titre_double(texte: str) -> tuple[str, str] | None:
    """The two fields of a title that holds two notions: « Axe / Action », « Pilote et partenaires »; nothing of a title
    that is known whole, or whose halves are two words of one thing."""
    cle = get_cle(texte)
    parts = [part for part in SEPARATEURS.split(texte) if part.strip()]
    if cle in PAR_TITRE or len(parts) != 2:
        return None
    champs = [PAR_TITRE.get(get_cle(part)) or ("niveau" if _get_sorte(get_cle(part)) else "") for part in parts]
    return (champs[0], champs[1]) if all(champs) and champs[0] != champs[1] else None


def _get_sorte(cle: str) -> str:
    """« axe strategique », « intitule de l'axe », « axe de la ctg » name a level."""
    nu = re.sub(r"^(?:intitule|libelle|nom|titre)(?: (?:d[eu]s?(?: l[ea'])?|d'|de l'))? ?", "", cle)
    nu = re.sub(r"^(?:d'|l'|de l'|du|de)\s*", "", nu)
    nu = re.sub(r" (?:de la |du |de )?(?:ctg|convention|plan|projet social|projet)$| de l'action$", "", nu)
    for sorte in SORTES:
        if nu == sorte:
            return sorte
    return ""


ARTICLE = re.compile(r"^(?:le|la|les|nos|notre|vos|votre|leur|son|sa|ses) |^l'")
PARLES_COMPILES = [(re.compile(motif), champ) for motif, champ in PARLES]


@lru_cache(maxsize=5_000)
def _match_parle(cle: str, entier: str) -> str | None:
    """What people say aloud, whatever the article that opens it; `entier`: its words, their plurals kept."""
    dites = {dite: None for dit in (cle, entier) for dite in (dit, ARTICLE.sub("", dit, count=1))}
    # « La commune » is a name as often as a title.
    connue = next((PAR_TITRE[dite] for dite in dites if PAR_TITRE.get(dite, "communes") != "communes"), None)
    return connue or next((champ for motif, champ in PARLES_COMPILES if any(map(motif.fullmatch, dites))), None)


def _match_motif(cle: str, texte: str) -> tuple[str | None, str | None]:
    for motif, champ in MOTIFS:
        found = re.search(motif, cle)
        if found is None:
            continue
        if "financeur" in found.groupdict():
            nom = _get_nom_financeur(texte)
            if nom is None:
                continue
            return champ, nom
        return champ, None
    return None, None


def _match_proche(cle: str) -> str | None:
    """A title with a slip of the keyboard: « calandrier », « parteniare », « etat d'avancememt »."""
    if len(cle) < MIN_PROCHE or re.search(r"\d", cle):
        return None
    meilleur = process.extractOne(cle, PROCHES.get(cle[:1], ()), scorer=fuzz.ratio, score_cutoff=RAPPROCHEMENT)
    return None if meilleur is None else PAR_TITRE[meilleur[0]]


def _get_nom_financeur(texte: str) -> str | None:
    nu = re.sub(r"\([^)]*\)|20[0-4]\d|€", " ", texte)
    nu = re.sub(
        r"^\s*(?:dont|part|participation|(?:co-?)?financement|subvention|aide|contribution|montant|apport|recette|produit|ressource|dotation|reste\s+[àa]\s+charge)s?\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])?",
        "",
        nu,
        flags=re.I,
    )
    nom = " ".join(nu.split()).strip(" :-–")
    return nom if nom and is_financeur(nom) else None


def with_correction(role: Role | None, texte: str, champs: Mapping[str, str]) -> Role | None:
    """What a person said of this title, over what was guessed."""
    corrige = champs.get(fold_mots(texte))
    if corrige is None:
        return role
    if corrige == "ignore":
        return Role("ignore")
    sens = "produit" if corrige == "financement" else "charge"
    base = role or Role(corrige, annee=(guess_role(texte) or Role("")).annee)
    sorte = (role.sorte if role is not None else "") or get_cle(texte)
    return replace(base, champ=corrige, sens=sens, sorte=sorte if corrige == "niveau" else "")
