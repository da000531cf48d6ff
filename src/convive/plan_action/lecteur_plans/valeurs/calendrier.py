"""When an action takes place, as people write it: « T3 2026 », « 2nd semestre 2025 », « rentrée 2026 », « de mars à juin
2026 », « 2024-2026 », « en continu ». Pure Python.

A bound is given as precisely as it is written, never more: « 2026 », « 2026-07 » or « 2026-07-01 ».
"""

import re
from datetime import date

from convive.plan_action.lecteur_plans.modele import CalendrierLu
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, is_absence

MOIS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "sep": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_MOIS = "|".join(sorted(MOIS, key=len, reverse=True))
AN = r"(?P<{0}>(?:19|20)\d\d)"
ORDRES = {"1": 1, "2": 2, "3": 3, "4": 4, "premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4,
          "dernier": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip
_ORDRE = r"(?:premier|deuxieme|second|troisieme|quatrieme|dernier|[1-4](?:er|ere|eme|nd|nde|e|de|re)?|i{1,3}(?:eme|er|e)?|iv(?:eme|e)?)"
# One instant or one stretch, each by the first pattern that fits.
JOUR = re.compile(r"(?P<j>\d{1,2})(?:er)?[/.\-](?P<m>\d{1,2})[/.\-](?P<a>(?:19|20)\d\d|\d\d)(?!\d)")
JOUR_ISO = re.compile(r"(?P<a>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<j>\d{1,2})(?:[ t]\d\d:\d\d(?::\d\d)?)?(?!\d)")
JOUR_LETTRES = re.compile(
    rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?P<j>\d{{1,2}})(?:er)? (?P<mois>{_MOIS})\.?(?: (?P<a>(?:19|20)\d\d))?(?!\w)"
)
MOIS_CHIFFRES = re.compile(r"(?P<m>0?[1-9]|1[0-2])[/.\-](?P<a>(?:19|20)\d\d)(?!\d)")
MOIS_ISO = re.compile(r"(?P<a>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?!\d)")
MOIS_LETTRES = re.compile(
    rf"(?<!\w)(?P<mois>{_MOIS})\.?(?:[ \-/'’]*(?P<a>(?:19|20)\d\d|(?<=[\-/'’])\d\d)(?!\d))?(?!\w)"
)
TRIMESTRE = re.compile(
    rf"(?:t ?(?P<t>[1-4])|(?P<o>{_ORDRE}) ?trim(?:estre|\.)?|trim(?:estre|\.)? ?(?P<p>[1-4])|q(?P<q>[1-4]))(?:[ \-/,]*(?:de )?(?:l'annee )?(?P<a>(?:19|20)\d\d|(?<=[ /\-])[2-3]\d))?(?!\w)"
)
SEMESTRE = re.compile(
    rf"(?:s ?(?P<t>[12])|(?P<o>{_ORDRE}) ?sem(?:estre|\.)?|sem(?:estre|\.)? ?(?P<p>[12]))(?:[ \-/,]*(?:de )?(?:l'annee )?(?P<a>(?:19|20)\d\d|(?<=[ /\-])[2-3]\d))?(?!\w)"
)
AVANT_AN = re.compile(r"(?P<a>(?:19|20)\d\d)[ \-/,]*(?:t ?(?P<t>[1-4])|s ?(?P<s>[12]))(?!\w)")
RENTREE = re.compile(r"rentree(?: scolaire)?(?: de)?(?: septembre)?(?: (?P<a>(?:19|20)\d\d))?(?:[/-]\d{2,4})?(?!\w)")
SAISON = re.compile(
    r"(?P<s>printemps|ete|automne|hiver|courant|mi|milieu|noel|vacances [a-z' ]+?)(?: de)?(?: l'annee)?[ -]*(?P<a>(?:19|20)\d\d)(?!\d)"
)
DEBUT_AN = re.compile(r"(?:debut|au debut de)(?: de)?(?: l'annee| d'annee)? (?P<a>(?:19|20)\d\d)(?!\d)")
FIN_AN = re.compile(r"(?:fin|a la fin de)(?: de)?(?: l'annee| d'annee)? (?P<a>(?:19|20)\d\d)(?!\d)")
ANNEES_SCOLAIRE = re.compile(
    r"(?:annee scolaire|annees scolaires|saison) (?P<a>(?:19|20)\d\d) ?[-/] ?(?P<b>(?:19|20)?\d\d)(?!\d)"
)
ANNEES = re.compile(r"(?P<a>(?:19|20)\d\d) ?[-–—/→>] ?(?P<b>(?:19|20)\d\d)(?!\d)")
ANNEE_COURTE = re.compile(r"(?P<a>20\d\d)[/\-–](?P<b>\d\d)(?![\d/\-])")
# « 06/26 »: no month is 26, so it is a year.
MOIS_COURT = re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<a>[2-3]\d)(?![\d/.\-])")
ANNEE = re.compile(r"(?<!\d)(?P<a>(?:19|20)\d\d)(?![\d])")
LIAISON = re.compile(
    r"\s*(?:->|→|=>|>|–|—|-|/|\bau\b|\ba\b|\bjusqu'(?:au|en|a(?: la)?)\b|\bet\b|\bpuis\b|,|;|&)\s*(?:la\s|l'|le\s)?(?:fin\s)?"
)
A_PARTIR = re.compile(
    r"(?:a partir d[eu'](?: la)?|a compter d[eu'](?: la)?|des(?: la| le| l')?|depuis(?: la| le)?|demarrage(?: en| a la)?|lancement(?: en)?|debut(?: en| du| de| :)?|commence en)\s*:?\s*$"
)
JUSQUE = re.compile(
    r"(?:jusqu'(?:a la|a|en|au)?(?: fin)?|d'ici(?: la| a| le| l')?(?: fin)?|avant(?: la| le| l')?(?: fin)?|au plus tard(?: en| le| a la)?|echeance|fin prevue(?: en)?|pour(?: la| le)?|fin(?: en| du| de| :)?)\s*:?\s*$"
)
# « 2026 → », « 2026 - … »: it goes on.
OUVERT = re.compile(r"\s*(?:->|→|=>|>|–|—|-|\.{2,}|…|\?)[\s.…?]*")
SANS_REPERES = re.compile(r"\d")
# What a spreadsheet shows for a date of nothing: the days from which Excel, LibreOffice and databases count.
DATE_ZERO = re.compile(
    r"(?:(?:3[01]/12/1899|0?[01]/0?1/1900|0?1/0?1/1904|00?/00?/0{1,4})|(?:1899-12-3[01]|1900-0?[01]-0?[01]|1904-01-01|0000-00-00))"
    r"(?:[ t]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?)?"
)
PREMIERE_ANNEE = 1950


def is_date_zero(texte: str, jour: date | None = None) -> bool:
    """« 30/12/1899 », « 00/01/1900 », « 0000-00-00 »: an empty cell that wears a format of date."""
    if jour is not None:
        return jour.year < PREMIERE_ANNEE
    return DATE_ZERO.fullmatch(fold(texte)) is not None


def find_date_impossible(texte: str) -> str:
    """The first day written that no calendar holds: « 31/02/2026 », « 31 avril 2026 »."""
    folded = _normalize(clean_ligne(texte))
    for pattern, read in ((JOUR_ISO, _read_jour), (JOUR, _read_jour), (JOUR_LETTRES, _read_jour_lettres)):
        for found in pattern.finditer(folded):
            is_seul = found.start() == 0 or not folded[found.start() - 1].isalnum()
            if is_seul and read(found) is None:
                return found[0]
    return ""


def parse_calendrier(texte: str) -> CalendrierLu:
    """The bounds of a text; the text itself when it says it otherwise than by years, months and days."""
    ligne = clean_ligne(texte)
    if is_absence(ligne):
        return CalendrierLu()
    folded = _normalize(ligne)
    debut, fin, is_exact = _read(folded)
    return CalendrierLu(debut, fin, None if is_exact else ligne)


def parse_borne(texte: str, *, is_fin: bool) -> CalendrierLu:
    """One bound, of a column « début » or « fin »: the stretch that it names is taken by its start or by its end."""
    lu = parse_calendrier(texte)
    if is_fin:
        return CalendrierLu(None, lu.fin or lu.debut, lu.texte)
    return CalendrierLu(lu.debut or lu.fin, None, lu.texte)


def is_intervalle(texte: str) -> bool:
    """« 2024-2026 », « de mars à juin 2026 », « à partir de 2025 »: more than one moment."""
    folded = _normalize(clean_ligne(texte))
    tranches = _list_tranches(folded)
    if len(tranches) != 1:
        return len(tranches) > 1
    debut, fin, _, start, end = tranches[0]
    is_annees = bool(re.fullmatch(r"\d{4}.*\d{2,4}", folded[start:end])) and debut != fin and "-" not in debut
    return is_annees or A_PARTIR.search(folded[:start]) is not None


def format_jour(jour: date) -> str:
    return jour.isoformat()


def _normalize(ligne: str) -> str:
    folded = fold(ligne).replace("’", "'")
    folded = re.sub(r"\b(\d)\s+(er|eme|nd|e)\b", r"\1\2", folded)
    return folded.strip(" .;,")


type Tranche = tuple[str, str, bool, int, int]


def _read(folded: str) -> tuple[str | None, str | None, bool]:
    tranches = _list_tranches(folded)
    if not tranches:
        return None, None, False
    first, last = tranches[0], tranches[-1]
    # Outside the dates themselves, what is written decides how they bound, and whether more is said.
    dehors = _get_dehors(folded, tranches)
    if len(tranches) == 1:
        debut, fin, is_exact = first[0], first[1], first[2]
        avant = folded[: first[3]]
        if A_PARTIR.search(avant):
            return debut, None, False
        if JUSQUE.search(avant):
            return None, fin or debut, False
        if OUVERT.fullmatch(folded[first[4] :]):
            return debut, None, False
        return debut or None, fin or None, is_exact and not dehors
    debut = first[0] or first[1]
    fin = last[1] or last[0]
    if _compare(debut, fin) > 0:
        # « bilan en 2026, lancement en 2024 »: the order is not that of time.
        return None, None, False
    if A_PARTIR.search(folded[: first[3]]) and not LIAISON.fullmatch(folded[first[4] : last[3]]):
        return debut, fin or None, False
    is_suite = len(tranches) == 2 and LIAISON.fullmatch(folded[first[4] : last[3]]) is not None
    is_exact = is_suite and first[2] and last[2] and not dehors
    return debut, fin, is_exact


def _get_dehors(folded: str, tranches: list[Tranche]) -> str:
    reste, fin = [], 0
    for tranche in tranches:
        reste.append(folded[fin : tranche[3]])
        fin = tranche[4]
    reste.append(folded[fin:])
    text = " ".join(reste)
    text = re.sub(
        r"\b(?:de|du|d'|des|au|a|le|la|en|entre|et|l'annee|annees?|periode|mois)\b|[-–—/→>:=.()]|jusqu'", " ", text
    )
    return "".join(text.split())


def _compare(a: str, b: str) -> int:
    """By what both say: « 2026 » and « 2026-07 » do not contradict each other."""
    size = min(len(a), len(b))
    return (a[:size] > b[:size]) - (a[:size] < b[:size])


def _list_tranches(folded: str) -> list[Tranche]:
    """Each stretch of time named: first bound, last bound (empty: not said), whether it is exact, and its place."""
    found: list[Tranche] = []
    position = 0
    while position < len(folded):
        tranche = _match(folded, position)
        if tranche is None:
            position += 1
            continue
        found.append(tranche)
        position = tranche[4]
    return _give_annees(found)


def _match(folded: str, at: int) -> Tranche | None:
    if at and folded[at - 1].isalnum():
        return None
    # Most precise first: a day holds a month, which holds a year.
    for pattern, read in LECTURES:
        if (match := pattern.match(folded, at)) and (bornes := read(match)) is not None:
            return (*bornes, match.start(), match.end())
    return None


def _give_annees(tranches: list[Tranche]) -> list[Tranche]:
    """« de mars à juin 2026 », « du 1er mars au 30 juin 2026 », « T1 et T2 2026 »: the year that ends the list holds
    for what comes before; what never gets one says nothing."""
    complete: list[Tranche] = []
    annee = ""
    for tranche in reversed(tranches):
        debut, fin, is_exact, start, end = tranche
        if debut.startswith("????") or fin.startswith("????"):
            if not annee:
                continue
            debut, fin = debut.replace("????", annee), fin.replace("????", annee)
        annee = (debut or fin)[:4]
        complete.append((debut, fin, is_exact, start, end))
    # « mars 2026 – juin »: the year said first holds for what follows, when the list began with one.
    complete.reverse()
    if complete and len(complete) < len(tranches):
        annee = (complete[-1][1] or complete[-1][0])[:4]
        for debut, fin, is_exact, start, end in tranches[len(complete) :]:
            if debut.startswith("????") or fin.startswith("????"):
                complete.append((debut.replace("????", annee), fin.replace("????", annee), is_exact, start, end))
    return sorted(complete, key=lambda tranche: tranche[3])


type Bornes = tuple[str, str, bool] | None


def _an(texte: str | None) -> str:
    if not texte:
        return "????"
    return texte if len(texte) == 4 else f"20{texte}"


def _read_jour(m: re.Match[str]) -> Bornes:
    return _build_jour(_an(m["a"]), int(m["m"]), int(m["j"]))


def _build_jour(annee: str, mois: int, jour: int) -> Bornes:
    try:
        date(int(annee) if annee.isdigit() else 2000, mois, jour)  # 2000: 29 February is a day
    except ValueError:
        return None
    text = f"{annee}-{mois:02d}-{jour:02d}"
    return text, text, True


def _read_jour_lettres(m: re.Match[str]) -> Bornes:
    return _build_jour(_an(m["a"]), MOIS[m["mois"]], int(m["j"]))


def _read_mois(m: re.Match[str]) -> Bornes:
    text = f"{_an(m['a'])}-{int(m['m']):02d}"
    return text, text, True


def _read_mois_court(m: re.Match[str]) -> Bornes:
    debut, fin, _ = _read_mois(m) or ("", "", False)
    return debut, fin, False


def _read_mois_lettres(m: re.Match[str]) -> Bornes:
    text = f"{_an(m['a'])}-{MOIS[m['mois']]:02d}"
    return text, text, True


def _get_ordre(m: re.Match[str], dernier: int) -> int:
    for cle in ("t", "p", "q"):
        if cle in m.groupdict() and m[cle]:
            return int(m[cle])
    word = m["o"] if m["o"] in ORDRES else re.sub(r"(?<=[\div])(?:ere|er|eme|nde|nd|e|de|re)$", "", m["o"])
    return ORDRES.get(word, 0) or dernier


def _read_trimestre(m: re.Match[str]) -> Bornes:
    ordre, annee = _get_ordre(m, 4), _an(m["a"])
    return f"{annee}-{ordre * 3 - 2:02d}", f"{annee}-{ordre * 3:02d}", False


def _read_semestre(m: re.Match[str]) -> Bornes:
    ordre, annee = _get_ordre(m, 2), _an(m["a"])
    return (f"{annee}-{ordre * 6 - 5:02d}", f"{annee}-{ordre * 6:02d}", False) if ordre <= 2 else None


def _read_avant_an(m: re.Match[str]) -> Bornes:
    mois, rang = (3, int(m["t"])) if m["t"] else (6, int(m["s"]))
    return f"{m['a']}-{rang * mois - mois + 1:02d}", f"{m['a']}-{rang * mois:02d}", False


def _read_rentree(m: re.Match[str]) -> Bornes:
    return f"{_an(m['a'])}-09", "", False


def _read_saison(m: re.Match[str]) -> Bornes:
    return m["a"], m["a"], False


def _read_debut(m: re.Match[str]) -> Bornes:
    return m["a"], "", False


def _read_fin(m: re.Match[str]) -> Bornes:
    return "", m["a"], False


def _read_scolaire(m: re.Match[str]) -> Bornes:
    return m["a"], _an(m["b"]), False


def _read_annees(m: re.Match[str]) -> Bornes:
    return (m["a"], _an(m["b"]), True) if m["a"] <= _an(m["b"]) else None


def _read_annee(m: re.Match[str]) -> Bornes:
    return m["a"], m["a"], True


LECTURES = (
    (JOUR_ISO, _read_jour),
    (JOUR, _read_jour),
    (JOUR_LETTRES, _read_jour_lettres),
    (AVANT_AN, _read_avant_an),
    (TRIMESTRE, _read_trimestre),
    (SEMESTRE, _read_semestre),
    (RENTREE, _read_rentree),
    (ANNEES_SCOLAIRE, _read_scolaire),
    (DEBUT_AN, _read_debut),
    (FIN_AN, _read_fin),
    (SAISON, _read_saison),
    (MOIS_ISO, _read_mois),
    (MOIS_CHIFFRES, _read_mois),
    (MOIS_COURT, _read_mois_court),
    (MOIS_LETTRES, _read_mois_lettres),
    (ANNEES, _read_annees),
    (ANNEE_COURTE, _read_annees),
    (ANNEE, _read_annee),
)
