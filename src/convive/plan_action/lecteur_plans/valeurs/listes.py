"""Several names in one cell: pilots with their function, bodies, publics, communes. Pure Python.

A name is cut only where it is sure to end: « Service Enfance et Jeunesse » is one, « Caf et MSA » are two.
"""

import re

from convive.plan_action.lecteur_plans.modele import TOUTES
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, fold_mots, is_absence
from convive.plan_action.rules.plan import PUBLICS as LIBELLES

PUCES = re.compile(r"^\s*(?:[-–—•·*▪►➢✓●○■□→>\uf0b7\uf0a7]|\d{1,2}[.)]\s)\s*")
CIVILITE = re.compile(r"(?:m\.|mr\.?|mme\.?|mmes|mlle|madame|monsieur|dr\.?|docteur|mm\.)(?=\s|$)", re.I)
ORGANISMES = re.compile(
    r"\b(?:caf|cnaf|msa|cc[a-z]{0,6}|ccas|cias|cd ?\d\d|ca[a-z]{2}|pmi|rpe|ram|laep|eaje|aje|ars|ddets|drajes|sdjes|cpam|"
    r"carsat|cpts|mjc|evs|siv[ou]m|epci|pnr|mfr|udaf|cidff|csc|alsh|creche|micro-creche|multi-accueil|communes?|mairies?|"
    r"ville|departement|conseil|region|etat|communaute|com ?com|comcom|agglo\w*|metropole|association|assos?|centre|"
    r"service|services|direction|pole|maison|mission locale|federation|ligue|francas|familles rurales|secours|croix|"
    r"education nationale|college|colleges|ecole|ecoles|lycee|lycees|france travail|pole emploi|prefecture|gendarmerie|"
    r"bailleurs?|mediatheque|ludotheque|office|syndicat|sivom|relais|espace|structure|structures|partenaires|coordination|"
    r"comite|collectif|mutualite|fondation|cpie|planning|emploi|collectivites?|intercommunalite|hopital|chu|"
    r"universite|cabinet|bibliotheque|accueil|foyer|residence|unite|inspection|academie|rectorat|departemental|acm)\b"
)
METIERS = re.compile(
    r"\b(?:coordinat\w+|coordo|charge\w*|directeur|directrice|responsable|referent\w*|animat\w+|conseill\w+|agent\w*|dgs|"
    r"dga|vice|president\w*|maire|adjoint\w*|elu\w*|educat\w+|puericult\w+|assistant\w*|technicien\w*|chef\w*|"
    r"secretaire|stagiaire|medecin|infirm\w+|psychologue|travailleu\w+|gestionnaire|mediat\w+|bibliothecaire|"
    r"cheffe|delegue\w*|membre|benevole|ludothecaire|intervenant\w*|formateur|formatrice|cooperation|poste)\b"
)
# Phone numbers and addresses beside a name are not the name.
COORDONNEES = re.compile(
    r"\(?\s*(?:(?:tel|tél|port|mail|courriel)\.?\s*:?\s*)?(?:(?:\+33|0)\s?\d(?:[ .-]?\d\d){4}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s*\)?",
    re.I,
)
COMPLEMENT = re.compile(r"(?:de|du|des)\s|d['’]", re.I)
CONJONCTION = re.compile(r"\s+(?:et|&|ainsi que|avec)\s+|\s*\+\s*", re.I)
PUBLICS = re.compile(
    r"^(?:les |des |aux |leurs? |futurs? |jeunes? )?(?:enfants?|parents?|familles?|jeunes?|adolescents?|ados?|professionnel\w*|habitants?|elu\w*|"
    r"seniors?|aines?|assistantes? maternelles?|assistants? maternels?|agents?|scolaires|etudiants?|adultes|"
    r"personnes agees|retraites|aidants|benevoles|associations|grands-parents|collegiens|lyceens|bebes|nourrissons|femmes|hommes|"
    r"techniciens?|technicien\w*|personnels?|salaries?|partenaires|employeurs|demandeurs d'emploi|allocataires|enseignants|animateurs|tout public|tous publics)\b"
)
TOUTES_LES_COMMUNES = re.compile(
    r"(?:toutes?|tous|ensemble|totalite|integralite|tout le territoire|territoire|intercommunal\w*|epci|ctg|"
    r"communaute de communes|cc|ensemble du territoire|echelle intercommunale|(?:\d+ )?communes|communautaire)"
)
TOUT_ENTIER = frozenset(
    {
        "toutes", "toutes les communes", "tout le territoire", "ensemble du territoire", "l'ensemble du territoire",
        "ensemble des communes", "l'ensemble des communes", "territoire", "le territoire", "intercommunal",
        "intercommunale", "intercommunalite", "epci", "communaute de communes", "la communaute de communes",
        "territoire intercommunal", "echelle intercommunale", "territoire de la communaute de communes",
        "territoire de l'epci", "ensemble du territoire intercommunal", "ensemble du territoire de la ctg",
        "territoire de la ctg", "territoire ctg", "tout territoire", "tous", "toutes communes", "tout l'epci", "a l'echelle intercommunale",
        "echelle de l'epci", "communautaire", "territoire communautaire", "ensemble du territoire communautaire",
        "tout le territoire intercommunal", "tout le territoire de la ctg", "l'intercommunalite", "cc", "tout l'intercommunal",
        "toute l'intercommunalite", "toutes les communes du territoire", "ensemble du territoire de l'epci", "tout le territoire communautaire",
        "les communes du territoire", "ensemble des communes du territoire", "toutes les communes de l'epci", "toute la communaute de communes",
    }
)  # fmt: skip


# Our own words for publics, some of which hold « et ».
LIBELLES_PUBLICS = frozenset(LIBELLES.values())


# A line is cut, not ended, after « de », before « et »: « Mission locale de\nla vallée ».
SUITE = re.compile(r"(?:\b(?:de|du|des|d|la|le|les|l|et|ou|a|au|aux|en|pour|avec|par|sur|dans|entre|dont)|['&+(-])$")
OUVERTURE = re.compile(r"(?:de|du|des|et|ou|au|aux|en|pour|avec|par|sur|dans|dont|ainsi|a)\b|d'|l'|\(|&")


def split_lignes(texte: str) -> list[str]:
    """One item a line, without bullets; a line cut in the middle of its words goes on in the next."""
    items: list[str] = []
    for ligne in texte.split("\n"):
        nu = PUCES.sub("", ligne).strip()
        if not nu:
            continue
        is_puce = PUCES.match(ligne) is not None
        is_suite = SUITE.search(fold(items[-1])) or OUVERTURE.match(fold(nu)) if items else None
        if is_suite and not is_puce and nu[0].islower() and not items[-1].endswith((";", ",", ".", ":", "/")):
            items[-1] = f"{items[-1]} {clean_ligne(nu)}"
        else:
            items.append(clean_ligne(nu))
    return items


def split_hors_parentheses(texte: str, separateurs: str) -> list[str]:
    """Cut at these signs, those between parentheses apart."""
    pieces, depth, current = [], 0, ""
    for i, signe in enumerate(texte):
        depth += (signe in "([") - (signe in ")]")
        is_chiffres = signe in "/," and texte[i - 1 : i].isdigit() and texte[i + 1 : i + 2].isdigit()
        if signe in separateurs and depth <= 0 and not is_chiffres:
            pieces.append(current)
            current = ""
        else:
            current += signe
    return [piece.strip() for piece in [*pieces, current]]


def parse_noms(texte: str, *, is_personnes: bool = False) -> tuple[list[str], dict[str, str]]:
    """Names in their order, each once, and the function that follows some of them."""
    names: list[str] = []
    fonctions: dict[str, str] = {}
    for ligne in split_lignes(COORDONNEES.sub(" ", texte)):
        for morceau in _split_ligne(ligne, is_personnes):
            nom, fonction = _split_fonction(morceau) if is_personnes or is_personne(morceau) else (morceau, "")
            nom = nom.strip(" .,;:-–—").strip()
            nom = re.sub(r"^(?:et|avec|dont)\s+", "", nom)
            if not nom or is_absence(nom) or fold_mots(nom) in ("et", "etc", "a confirmer"):
                continue
            if nom not in names:
                names.append(nom)
            if fonction:
                fonctions[nom] = fonction
    return names, fonctions


def _split_ligne(ligne: str, is_personnes: bool) -> list[str]:
    pieces: list[str] = []
    for gros in split_hors_parentheses(re.sub(r"\bet/ou\b", "/", ligne), ";|"):
        for barre in _split_barre(gros):
            pieces += _join_fonctions(split_hors_parentheses(barre, ","))
    found: list[str] = []
    for piece in pieces:
        nu = re.sub(r"^[^:()]{2,25}:\s+(?=\S)", "", piece) if is_personnes else piece
        # « Binôme : Anne Roy et Luc Abadie »: what is before the colon is nobody.
        if nu != piece and len(_split_conjonction(nu, is_personnes)) > 1 and not is_personne(piece.split(":")[0]):
            piece = nu
        found += _split_tiret(piece) if is_personnes or " - " in piece or " – " in piece else [piece]
    noms = [nom for piece in found for nom in _split_conjonction(piece, is_personnes)]
    if len(found) > 1 and noms and noms[-1] == found[-1] and not is_personnes:
        noms[-1:] = _split_fin(noms[-1])
    return noms


def _split_fin(piece: str) -> list[str]:
    """« RPE, crèches et assistantes maternelles »: the « et » that ends an enumeration."""
    parts = [part.strip() for part in re.split(r"\s+et\s+", piece)]
    is_enumeration = (
        len(parts) == 2
        and all(parts)
        and not any(_is_theme(part) or "(" in part for part in parts)
        and ADJECTIF.match(fold(parts[1])) is None
        and COMPLEMENT.match(parts[1]) is None
    )
    return parts if is_enumeration else [piece]


def _split_barre(texte: str) -> list[str]:
    """« Caf / MSA » are two; « Accueil 3/6 ans », « 1/2 » are one."""
    return [piece for piece in split_hors_parentheses(texte, "/") if piece]


def _join_fonctions(pieces: list[str]) -> list[str]:
    """« Marie Dupont, coordinatrice petite enfance »: what follows is her function, not somebody."""
    joined: list[str] = []
    for piece in filter(None, pieces):
        is_fonction = bool(joined) and METIERS.match(fold(piece)) is not None and is_personne(joined[-1])
        is_service = bool(joined) and SERVICES.match(fold(joined[-1])) is not None
        if is_fonction and "(" not in joined[-1]:
            joined[-1] = f"{joined[-1]} ({piece})"
        elif is_service and piece[:1].islower() and _is_theme(piece):
            # « Service enfance, jeunesse et sports » is one.
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _split_tiret(piece: str) -> list[str]:
    """« Caf - MSA - PMI » are three, « Mme Petit - coordinatrice » is one with her function."""
    parts = [part.strip() for part in re.split(r"\s[-–—]\s", piece)]
    if len(parts) == 1:
        return parts
    if len(parts) == 2 and is_personne(parts[0]) and METIERS.search(fold(parts[1])) and not is_personne(parts[1]):
        return [f"{parts[0]} ({parts[1]})"]
    if len(parts) == 2 and is_personne(parts[0]) and is_organisme(parts[1]):
        # « Anne Roy – Caf »: where she works.
        return [f"{parts[0]} ({parts[1]})"]
    if all(is_personne(part) or _is_sigle(part) for part in parts):
        return parts
    if len(parts) > 2 and all(ORGANISMES.search(fold(part)) or _is_sigle(part) or is_personne(part) for part in parts):
        return parts
    return [piece]


def _split_conjonction(piece: str, is_personnes: bool) -> list[str]:
    parts = [part.strip() for part in CONJONCTION.split(piece) if part.strip()]
    if len(parts) <= 1 or ("(" in piece and ")" not in piece.split(" et ")[0] and "(" in piece.split(" et ")[0]):
        return [piece]
    # « Communes de Vic et de Pons » are said together.
    if any(COMPLEMENT.match(part) for part in parts[1:]):
        return [piece]
    # « M. et Mme Petit » are one entry: neither has a name without the other.
    if CIVILITE.fullmatch(parts[0]):
        return [piece]
    if all(is_personne(part) or _is_sigle(part) for part in parts):
        return parts
    if is_personnes and all(re.fullmatch(r"[A-ZÉÈÀÎ][\w’'-]+", part) for part in parts):
        # First names alone: « Sophie et Karim »; not « Enfance et Jeunesse ».
        return parts if not any(ORGANISMES.search(fold(part)) or _is_theme(part) for part in parts) else [piece]
    if all(is_organisme(part) for part in parts):
        return parts
    mixed = [is_personne(part) or is_organisme(part) or _is_sigle(part) for part in parts]
    return parts if all(mixed) else [piece]


SERVICES = re.compile(r"(?:service|pole|direction|secteur|commission|coordination|departement enfance)\b")
# What ends an enumeration as an adjective: « associations sportives et culturelles » are one.
ADJECTIF = re.compile(r"\S*(?:elles?|ives?|ifs?|aux|ales?|aires?|iques?|ieres?|eurs|euses?)(?:\s|$)")
THEMES = re.compile(
    r"\b(?:petite|enfance|jeunesse|parentalite|famille|familles|culture|sport|education|social\w*|logement|sante|numerique|handicap|mobilite|droits|loisirs|animation|vie|solidarite\w*|insertion|citoyennete)\b"
)


def _is_theme(texte: str) -> bool:
    return THEMES.search(fold(texte)) is not None


def _is_sigle(texte: str) -> bool:
    return re.fullmatch(r"[A-ZÉ]{2,8}(?:[ -]?\d{1,3})?|Caf(?: \d\d)?|Caf de [\w’' -]+|Msa", texte.strip()) is not None


def is_organisme(texte: str) -> bool:
    """A body by its first words: « Caf », « Centre social Les Tilleuls », « Mairie de … »."""
    debut = " ".join(re.sub(r"^(?:l'|la |le |les |des |du )", "", fold(texte)).split()[:2])
    return (
        _is_sigle(texte)
        or ORGANISMES.match(debut) is not None
        or (texte[:1].isupper() and ORGANISMES.search(debut) is not None and not _is_theme(texte.split()[0]))
    )


def is_personne(texte: str) -> bool:
    """« Mme Petit », « Marie Dupont », « DUPONT Marie », « M. DURAND (directeur) »; not « Centre Social »."""
    nu = re.sub(r"\([^)]*\)", "", texte).strip()
    if CIVILITE.match(nu):
        return len(nu.split()) > 1
    words = nu.split()
    folded = fold(nu)
    if not 2 <= len(words) <= 4 or ORGANISMES.search(folded) or METIERS.search(folded) or _is_theme(nu):
        return False
    return all(re.fullmatch(r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|de|du|le|la|d['’]\w+)", word) for word in words)


def _split_fonction(morceau: str) -> tuple[str, str]:
    """« Marie Dupont (coordinatrice) » and « Mme Petit : directrice » are a name and a function."""
    if found := re.fullmatch(r"(?P<nom>[^(]+?)\s*\((?P<fonction>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*", morceau):
        if is_personne(found["nom"]) or re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+", found["nom"]):
            return found["nom"], found["fonction"].strip()
        return morceau, ""
    deux = re.split(r"\s*[:]\s*", morceau, maxsplit=1)
    if len(deux) == 2:
        if is_personne(deux[0]) and not is_personne(deux[1]):
            return deux[0], deux[1]
        if is_personne(deux[1]) and not is_personne(deux[0]):
            return deux[1], deux[0]
    # « Coordinatrice petite enfance Mme Petit »: kept whole, nobody can say where the name starts for sure.
    return morceau, ""


def parse_publics(texte: str) -> list[str]:
    found: list[str] = []
    for ligne in split_lignes(texte):
        morceaux = split_hors_parentheses(ligne, ";,|/")
        for rang, morceau in enumerate(morceaux):
            parts = [morceau] if morceau in LIBELLES_PUBLICS else re.split(r"\s+(?:et|&)\s+", morceau)
            # « Enfants, parents et professionnels »: the « et » that ends an enumeration; alone, it may be one public.
            is_fin = len(parts) == 2 and 0 < rang == len(morceaux) - 1
            is_liste = is_fin and all(PUBLICS.match(fold(part)) and len(part.split()) <= 2 for part in parts)
            for part in parts if is_liste else [morceau]:
                nu = part.strip(" .,;:-–—").removeprefix("et ").strip()
                if nu and not is_absence(nu) and nu not in found and fold_mots(nu) != "etc":
                    found.append(nu)
    return found


def parse_communes(texte: str) -> tuple[list[str], str]:
    """Names, or all of them, and the doubt when the text takes some away."""
    ligne = clean_ligne(texte)
    if is_absence(ligne):
        return [], ""
    words = fold_mots(ligne)
    if words in TOUT_ENTIER or re.fullmatch(
        r"(?:les |toutes les |ensemble des |l'ensemble des )\d+ communes(?: du territoire| de la ctg| de l'epci)?",
        words,
    ):
        return [TOUTES], ""
    if re.search(r"\b(?:sauf|hors|excepte|hormis|a l'exception)\b", words):
        return [], f"«\u00a0{ligne[:60]}\u00a0» retire des communes\u00a0: choisissez celles qui sont concernées."
    if re.match(r"(?:toutes?|tout|tous|l'ensemble|ensemble)\b", words) and "," not in ligne and ";" not in ligne:
        return [TOUTES], ""
    found: list[str] = []
    for morceau in split_lignes(texte):
        for piece in split_hors_parentheses(
            re.sub(r"^(?:communes?|villes?)\s*(?:de|d['’]|:)\s*", "", morceau, flags=re.I), ";,|/+&"
        ):
            for nom in re.split(r"\s+et\s+(?:de\s+|d['’])?|\s[-–—]\s", piece):
                nu = re.sub(r"\s*\([^()\d]*\)", "", nom).strip(" .,;:").removeprefix("et ").strip()
                if nu and not is_absence(nu) and nu not in found and fold_mots(nu) != "etc":
                    found.append(nu)
    return (found, "") if found else ([], "")
