"""Amounts as people write them: « 12 500 € », « 3k€ », « 12,5 K€ », « 1 M€ », « Caf : 5 000 € ». Pure Python."""

import re
from dataclasses import dataclass, field, replace

from convive.plan_action.lecteur_plans.modele import MontantLu
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, fold_mots, is_absence

ESPACES = "[ \u00a0\u202f\u2009']"
NOMBRE = (
    rf"\d{{1,3}}(?:{ESPACES}\d{{3}})+(?:[.,]\d{{1,2}})?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)?"
)
UNITE = r"m€|m ?euros?|millions?(?: d'euros)?(?: €)?|k ?€|k ?euros?|keuros?|milliers? d'euros|mille euros|k(?![^\W\d_])|€|euros?|eur(?![^\W\d_])"
MONTANT = re.compile(rf"(?<![\w.,/-])(?P<nombre>{NOMBRE})\s*(?P<unite>{UNITE})?(?:\s*(?P<taxe>ttc|ht)(?!\w))?")
ANNEE = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
FOURCHETTE = re.compile(rf"(?:entre\s*)?(?:{NOMBRE})\s*(?:{UNITE})?\s*(?:a|et|-|–|/)\s*(?:{NOMBRE})\s*(?:{UNITE})")
# « 3 x 1 500 » and « 1 500 € / 2 000 € » are no amount: a product of what, a choice to make.
PRODUIT = re.compile(r"\d\s*(?:€\s*)?[x×*]\s*\d")
CHOIX = re.compile(rf"(?:{NOMBRE})\s*(?:{UNITE})\s*(?:/|ou|-|–)\s*(?:{NOMBRE})\s*(?:{UNITE})")
ENTRE = re.compile(rf"(?:entre|de)\s*(?:{NOMBRE})\s*(?:{UNITE})?\s*(?:et|a)\s*(?:{NOMBRE})\s*(?:{UNITE})")
MONTANT_ET_ANNEE = re.compile(
    rf"(?:{NOMBRE})\s*(?:{UNITE})\s*(?:en |pour |\()?20[0-4]\d\)?|20[0-4]\d\s*:?\s*(?:{NOMBRE})\s*(?:{UNITE})"
)
APPROXIMATIONS = ("environ", "env.", "env ", "approx", "≈", "~", "+/-", "±", "estime", "a confirmer", "maximum", "max ",
                  "minimum", "jusqu'a", "plus de", "moins de", ">", "<")  # fmt: skip
PAR_AN = re.compile(r"(?:/|par)\s*ans?\b|annuels?\b|annuelle|chaque annee|par annee")
GRATUITS = frozenset(
    {"gratuit", "gratuite", "sans cout", "aucun cout", "pas de cout", "a cout constant nul", "cout nul"}
)
# What an amount of a text can be besides money.
COMPTES = re.compile(
    r"\s*(?:etp|h\b|heures?|jours?|ans?\b|places?|enfants?|personnes?|%|mois|seances?|ateliers?|agents?|postes?|familles?|jeunes|communes|structures?|salaries?|benevoles?|semaines?|fois)"
)
TOTAL = re.compile(r"(?:sous[ -]?)?total(?:e|aux)?\b")
TOTAL_ET_PARTS = re.compile(
    r"(?P<total>[^()]*\d[^()]*?)\s*(?:\((?:dont )?(?P<parts>[^()]*\d[^()]*)\)|,? dont (?P<dont>[^()]*\d.*))"
)


@dataclass(slots=True)
class MontantsLus:
    """`doutes` are French sentences; `reste` is true when something of the text was not understood as an amount."""

    montants: list[MontantLu] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)


def parse_nombre(texte: str) -> float | None:
    """« 12 500,50 » is 12500.5, « 12.500 » 12500, « 12.5 » 12.5; nothing for anything else."""
    plain = re.sub(ESPACES, "", texte.strip())
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain) or len(plain) > 15:
        return None
    return float(plain)


def is_annee_seule(texte: str) -> bool:
    """« 2026 », without a unit: a year of a plan, far more often than its price."""
    return re.fullmatch(r"20[12]\d|203\d", texte) is not None and texte[-1] != "0"


def parse_montants(
    texte: str, *, annee: int | None = None, financeur: str | None = None, sens: str = "charge", multiple: float = 1.0
) -> MontantsLus:
    """The amounts of a text, with the year and the funder of its column, or those that it names itself."""
    lus = MontantsLus()
    ligne = clean_ligne(texte)
    if is_absence(ligne):
        return lus
    if fold_mots(ligne) in GRATUITS:
        lus.montants.append(MontantLu(0.0, annee, financeur, sens))
        return lus
    if is_annee_seule(ligne) and multiple == 1:
        lus.doutes.append(f"«\u00a0{ligne}\u00a0» se lit comme une année\u00a0: rien n’en est repris.")
        return lus
    nu = parse_nombre(ligne.removesuffix("€"))
    if nu is not None and nu >= 0:
        facteur = 1.0 if ligne.endswith("€") else multiple
        lus.montants.append(MontantLu(round(nu * facteur, 2), annee, financeur, sens))
        return lus
    texte = _multiply(texte, lus)
    ligne = clean_ligne(texte)
    if ENTRE.fullmatch(fold(ligne)):
        lus.doutes.append(f"«\u00a0{_cut(ligne)}\u00a0» est une fourchette\u00a0: le montant est à choisir.")
        return lus
    if PRODUIT.search(fold(ligne)) or CHOIX.fullmatch(fold(ligne)):
        lus.doutes.append(f"«\u00a0{_cut(ligne)}\u00a0» n’a pas été compris comme un montant.")
        return lus
    if found := TOTAL_ET_PARTS.fullmatch(ligne):
        # « 10 000 € (Caf : 6 000 €, CC : 4 000 €) », « 10 000 € dont 6 000 € de la Caf »: the cost, then who pays it.
        parts = parse_montants(found["parts"] or found["dont"], annee=annee, sens=sens, multiple=multiple)
        if parts.montants and all(montant.financeur for montant in parts.montants):
            total = parse_montants(found["total"], annee=annee, financeur=financeur, sens=sens, multiple=multiple)
            return MontantsLus([*total.montants, *parts.montants], [*total.doutes, *parts.doutes])
    courante = annee
    morceaux = _split(texte)
    sans_total = [morceau for morceau in morceaux if not TOTAL.match(fold(morceau))]
    for morceau in sans_total or morceaux:
        folded = fold(morceau)
        if not re.search(r"\d", folded):
            if not is_absence(morceau):
                lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» n’est pas un montant\u00a0: rien n’en est repris.")
            continue
        if FOURCHETTE.search(folded) and "au total" not in folded:
            lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» est une fourchette\u00a0: le montant est à choisir.")
            continue
        nombre = len(lus.montants)
        courante = _read_morceau(morceau, folded, lus, courante, annee, financeur, sens, multiple)
        if nombre and len(lus.montants) == nombre + 1 and MONTANT_ET_ANNEE.fullmatch(folded):
            avant, dernier = lus.montants[-2:]
            if avant.financeur and dernier.financeur is None and avant.annee not in (None, dernier.annee):
                # « Caf 9 000 € en 2026, 12 000 € en 2027 »: the same funder, another year.
                lus.montants[-1] = replace(dernier, financeur=avant.financeur, sens=avant.sens)
    totaux = [morceau for morceau in morceaux if TOTAL.match(fold(morceau))]
    if (
        sens == "charge"
        and totaux == morceaux[:1]
        and lus.montants
        and all(montant.financeur for montant in lus.montants)
    ):
        # « Total : 30 000 € ; Caf : 15 000 € ; CC : 15 000 € »: the cost, then who pays it.
        cout = MontantsLus()
        _read_morceau(
            TOTAL.sub("", totaux[0].lower(), count=1), fold(totaux[0]), cout, annee, annee, None, sens, multiple
        )
        lus.montants[:0] = [montant for montant in cout.montants if montant.financeur is None]
    return lus


# « 3 x 1 500 € », « 3 ans x 22 000 € », « 1 500 € par an x 3 »: a count, and an amount in euros.
COMPTE = (
    r"(?P<{cle}>\d{{1,3}}(?:[.,]\d{{1,2}})?)(?:\s*(?:ans?|ann[ée]es?|mois|etp|postes?|agents?|s[ée]ances?|ateliers?|jours?|"
    r"heures?|h|semaines?|fois|places?|communes?|structures?|familles?|enfants?|groupes?|sites?)\b)?"
)
FOIS = r"\s*[x×*]\s*"


def _build_prix(cle: str) -> str:
    return rf"(?P<{cle}>{NOMBRE})\s*(?P<{cle}_unite>{UNITE})(?:\s*(?:/|par)\s*[^\W\d_]+)?"


MULTIPLICATION = re.compile(
    rf"(?<![\w.,/-])(?:{COMPTE.format(cle='fois')}{FOIS}{_build_prix('prix')}"
    rf"|{_build_prix('cout')}{FOIS}{COMPTE.format(cle='nombre')}(?![\w.,]))"
    rf"(?:\s*=\s*(?P<dit>{NOMBRE})\s*(?P<dit_unite>{UNITE})?)?",
    re.IGNORECASE,
)
DEJA_DIT = re.compile(rf"(?:{NOMBRE})\s*(?:{UNITE})\s*\(\s*$", re.IGNORECASE)


def _multiply(texte: str, lus: MontantsLus) -> str:
    """The text with each product replaced by what it makes, which is said. A product in parentheses after its total is
    a detail: it goes."""

    def compute(found: re.Match[str]) -> str:
        is_prix = found["prix"] is not None
        fois = parse_nombre(found["fois"] if is_prix else found["nombre"]) or 0.0
        prix = (
            _get_euros(found["prix"], found["prix_unite"])
            if is_prix
            else _get_euros(found["cout"], found["cout_unite"])
        )
        total = round(fois * prix, 2)
        if DEJA_DIT.search(texte[: found.start()]) and texte[found.end() :].lstrip().startswith(")"):
            return ""
        calcul = f"{_write(fois)}\u00a0×\u00a0{_write(prix)}\u00a0=\u00a0{_write(total)}\u00a0€"
        if found["dit"] is not None:
            dit = _get_euros(found["dit"], found["dit_unite"] or "€")
            if abs(dit - total) >= 1:
                lus.doutes.append(
                    f"«\u00a0{_cut(clean_ligne(found[0]))}\u00a0»\u00a0: le calcul donne {calcul}\u00a0; {_write(dit)}\u00a0€ est repris."
                )
            return f"{dit:.2f} €"
        lus.doutes.append(f"«\u00a0{_cut(clean_ligne(found[0]))}\u00a0» est lu comme {calcul}\u00a0: à vérifier.")
        return f"{total:.2f} €"

    return re.sub(r"\(\s*\)", " ", MULTIPLICATION.sub(compute, texte))


def _get_euros(nombre: str, unite: str) -> float:
    return _compute_euros(parse_nombre(nombre) or 0.0, fold(unite))


def write_euros(valeur: float) -> str:
    return f"{_write(valeur)}\u00a0€"


def _write(valeur: float) -> str:
    texte = f"{valeur:,.2f}".removesuffix(".00")
    return texte.replace(",", "\u202f").replace(".", ",")


def _split(texte: str) -> list[str]:
    """« Caf : 5 000 € ; commune : 2 000 € », « 5 000 € (Caf) + 3 000 € (MSA) », one by line: pieces of one amount."""
    pieces = re.split(
        r"[;\n]|\s\+\s|,(?=\s)(?![^()]*\))|\s/\s(?!\s*ans?\b)|(?<=€)\s*(?:et|/|\+|-)\s*(?!ans?\b)(?=\S)|(?<=\))\s*(?=[^\s:–-])|"
        r"(?<=\d\d\d\d)\s+et\s+(?=\d[\d\s.,]*(?:k ?)?(?:€|euros?))",
        texte,
    )
    return [clean_ligne(piece).lstrip("-–•* ") for piece in pieces if clean_ligne(piece).strip("-–•* ")]


def _read_morceau(
    morceau: str,
    folded: str,
    lus: MontantsLus,
    courante: int | None,
    annee: int | None,
    financeur: str | None,
    sens: str,
    multiple: float,
) -> int | None:
    """Read one amount; give the year that holds for the next piece: « 2026 : Caf 3 000 €, MSA 500 € »."""
    trouves = []
    for found in MONTANT.finditer(folded):
        is_annee = found["unite"] is None and re.fullmatch(r"20[0-4]\d", found["nombre"])
        is_compte = found["unite"] is None and COMPTES.match(folded, found.end()) is not None
        if not is_annee and not is_compte:
            trouves.append(found)
    avec_unite = [found for found in trouves if found["unite"]]
    if len(avec_unite) > 1 and _is_par_annee(folded, avec_unite):
        for found in avec_unite:
            avant = ANNEE.findall(folded[: found.start()])
            lus.montants.append(MontantLu(_get_montant(found, multiple), int(avant[-1]), financeur, sens))
        return courante
    retenus = avec_unite or (trouves if len(trouves) == 1 else [])
    annees = ANNEE.findall(_without(folded, retenus))
    if annees:
        courante = int(annees[0]) if len(set(annees)) == 1 else annee
    if not retenus:
        if not annees or len(trouves) > 1:
            lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» n’a pas été compris comme un montant.")
        return courante
    if len(retenus) > 1:
        lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» dit plusieurs montants\u00a0: aucun n’est repris.")
        return courante
    found = retenus[0]
    if any(mot in folded for mot in APPROXIMATIONS):
        lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» est approximatif.")
    if PAR_AN.search(folded):
        lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» est un montant par an\u00a0: l’année n’est pas dite.")
    if "%" in folded:
        lus.doutes.append(f"«\u00a0{_cut(morceau)}\u00a0» dit des parts\u00a0: elles ne sont pas reprises.")
    nomme = financeur or _get_financeur(morceau, folded, found)
    montant = _get_montant(found, multiple)
    lus.montants.append(MontantLu(montant, courante, nomme, "produit" if nomme and not financeur else sens))
    return courante


def _is_par_annee(folded: str, trouves: list[re.Match[str]]) -> bool:
    """« 2025 : 3 000 € 2026 : 4 000 € »: as many years as amounts, each before its own."""
    positions = [found.start() for found in ANNEE.finditer(folded)]
    debuts = [found.start() for found in trouves]
    return len(positions) == len(debuts) and all(p < d for p, d in zip(positions, debuts, strict=True))


def _get_montant(found: re.Match[str], multiple: float) -> float:
    nombre = parse_nombre(found["nombre"]) or 0.0
    unite = found["unite"] or ""
    return _compute_euros(nombre, unite) if unite else round(nombre * multiple, 2)


def _compute_euros(nombre: float, unite: str) -> float:
    unite = unite.replace(" ", "")
    facteur = 1_000_000.0 if unite.startswith(("m€", "meuro", "million")) else 1_000.0 if unite[0] in "km" else 1.0
    return round(nombre * facteur, 2)


def _without(folded: str, retenus: list[re.Match[str]]) -> str:
    for found in reversed(retenus):
        folded = folded[: found.start()] + " " + folded[found.end() :]
    return folded


def _get_financeur(morceau: str, folded: str, found: re.Match[str]) -> str | None:
    """The name beside an amount: « Caf : 5 000 € », « 5 000 € (Caf) », « 5 000 € de la MSA »."""
    if len(morceau) != len(folded):
        return None
    avant, apres = morceau[: found.start()], morceau[found.end() :]
    avant = re.sub(r"\b(?:(?:en|pour|ann[ée]es?|an)\s+)?20[0-4]\d\b\s*:?", " ", avant, flags=re.I)
    apres = re.sub(r"\b20[0-4]\d\b", " ", apres)
    if entre := re.search(r"\(([^()]*)\)", apres):
        apres = entre[1]
    for candidat in (avant, apres):
        nom = re.sub(
            r"^(?:(?:recettes?|financements?|produits?|ressources?|financeurs?) ?: ?|(?:pour|par|de la|du|de|des|dont|parts?|subventions?|aides?|financements?|participations?|apports?) "
            r"|de l['’]|d['’])+",
            "",
            candidat.strip(" :-–="),
            flags=re.I,
        )
        nom = nom.strip(" :-–=.,")
        # « Caf (PS) » keeps its parentheses, a half of them goes.
        nom = nom if nom.count("(") == nom.count(")") else nom.strip("() ")
        if nom and is_financeur(nom) and "%" not in nom:
            return nom
    return None


# Words of a budget that capitals would make an acronym.
MOTS_ARGENT = re.compile(
    r"produits?|charges?|totaux|total|montants?|recettes?|depenses?|couts?|budgets?|actions?|axes?|pilotes?|statuts?|"
    r"public|objet|poste|annees?|nature|etat|fin|debut|qui|quoi|ou|oui|non|achats?|loyers?|reste"
)
FINANCEURS = re.compile(
    r"\b(?:caf|cnaf|msa|etat|commune|communes|ville|mairie|departement|conseil departemental|cd ?\d\d|region|"
    r"conseil regional|ars|europe|leader|feder|fse|cc|com ?com|communaute|agglo\w*|epci|ccas|cias|pmi|drajes|sdjes|"
    r"ddets|cpam|carsat|fondation|familles?|usagers|intercommunalite|collectivite|autofinancement|fonds propres|"
    r"association|banque des territoires|prefecture|anct|mutualite|dsp|mildeca|fipd)\b"
)


def is_financeur(nom: str) -> bool:
    """Whether this names someone who pays: a known body, or an acronym."""
    is_sigle = re.fullmatch(r"[A-ZÉÈ]{2,8}\d{0,3}", nom) is not None and MOTS_ARGENT.fullmatch(fold(nom)) is None
    return is_sigle or FINANCEURS.search(fold(nom)) is not None


def _cut(texte: str) -> str:
    return texte if len(texte) <= 60 else f"{texte[:59]}…"
