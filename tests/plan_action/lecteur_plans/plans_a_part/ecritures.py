"""What the authors of the series share: how a value is typed, how a file becomes bytes, what must be read in it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

ICI = Path(__file__).parent
SERIES: Mapping[int, Path] = MappingProxyType(
    {1: ICI / "attendus", 2: ICI / "serie_2" / "attendus", 3: ICI / "serie_3" / "attendus"}
)
"""What must be read, by series."""
HIER = "2025-01-06T08:00:00Z"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
LISTES = ("axes", "porteurs", "pilotes", "partenaires", "publics", "communes", "budget", "indicateurs")
TEXTES = ("titre", "numero", "debut", "fin", "statut", "description")
OU = "||"
"""Between two readings that are both right: the first is the one that is typed."""
PEUT_ETRE = " ?"
"""After a value that may be read, or not: « juin 2026 » alone under « Calendrier » is an end, and maybe a start."""

type Action = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attendu:
    """What must be read in one file."""

    nom: str
    auteur: str
    actions: Sequence[Action]
    remarques: Sequence[Mapping[str, Any]]


@cache
def read_attendu(nom: str) -> Attendu:
    chemin = next(chemin for dossier in SERIES.values() if (chemin := dossier / f"{nom}.yaml").exists())
    brut = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    actions = [
        {cle: _write(valeur) for cle, valeur in ({"axes": groupe.get("axes", [])} | action).items()}
        for groupe in brut["plan"]
        for action in groupe["actions"]
    ]
    if "avec" in brut:
        actions = [_add_lectures(action, brut["avec"]) for action in actions]
    return Attendu(nom, brut["auteur"], actions, brut.get("remarques", []))


def _add_lectures(action: Action, avec: Mapping[str, str]) -> Action:
    """A description may hold, or not, what the file says elsewhere of the action (`avec`): its constats, its means…

    Each of these labels is a text of `ecrit`; « Constats : … » may come with its label or without, in the order of the
    file or after the description. Without a description, each of them may be read as one, or not.
    """
    textes = {champ: str(action.get("ecrit", {}).get(champ, "")) for champ in avec if champ != "description"}
    ailleurs = [champ for champ, texte in textes.items() if texte]
    seule = action.get("description", "")
    lectures = [seule] if seule else []
    for choix in chain.from_iterable(combinations(ailleurs, n) for n in range(1, len(ailleurs) + 1)):
        dits = {champ: f"{avec[champ]} : {textes[champ]}" for champ in choix}
        nus = {champ: textes[champ] for champ in choix}
        if not seule:
            lectures += ["\n".join(mots.values()) + PEUT_ETRE for mots in (dits, nus)]
            continue
        ordre = [champ for champ in avec if champ in choix or champ == "description"]
        apres = ["description", *choix]
        avec_etiquette = dits | {"description": f"{avec['description']} : {seule}"}
        for mots in (avec_etiquette, dits | {"description": seule}, nus | {"description": seule}):
            lectures += ["\n".join(mots[champ] for champ in suite) for suite in (ordre, apres)]
    return {**action, "description": OU.join(dict.fromkeys(lectures))} if lectures else action


def _write(valeur: Any) -> Any:
    """Days and numbers of YAML as words; what is typed, and amounts, as they are."""
    if isinstance(valeur, dict):
        return valeur
    if isinstance(valeur, list):
        return [item if isinstance(item, list) else str(item) for item in valeur]
    return str(valeur)


def dit(action: Action, champ: str, sep: str = ", ", absent: Any = "") -> Any:
    """What the author typed for this field: as the expectation says, else its first reading."""
    if champ in action.get("ecrit", {}):
        return str(action["ecrit"][champ])
    valeur = action.get(champ)
    if not valeur:
        return absent
    if isinstance(valeur, list):
        return sep.join(first(item if isinstance(item, str) else item[0]) for item in valeur)
    return first(valeur)


def first(valeur: str) -> str:
    return valeur.split(OU)[0].strip().removesuffix(PEUT_ETRE)


def en_chiffres(valeur: str) -> str:
    """« 2026-03-15 » as 15/03/2026, « 2026-03 » as 03/2026, a year as it is."""
    return "/".join(reversed(first(valeur).split("-"))) if valeur[:4].isdigit() else valeur


def en_mots(valeur: str) -> str:
    """« 2026-03-15 » as 15 mars 2026, « 2026-03 » as mars 2026."""
    if not valeur[:4].isdigit():
        return valeur
    annee, *reste = first(valeur).split("-")
    if not reste:
        return annee
    jour = ("1er " if reste[1] == "01" else f"{int(reste[1])} ") if len(reste) > 1 else ""
    return f"{jour}{MOIS[int(reste[0]) - 1]} {annee}"


def quand(action: Action, champ: str, comment: Callable[[str], str] = en_chiffres) -> str:
    """A day as this author writes days; typed as it is where the expectation says how."""
    brut = dit(action, champ)
    return brut if champ in action.get("ecrit", {}) else comment(brut)


def montants(action: Action) -> list[tuple[int | None, str, float]]:
    return [(annee, financeur or "", montant) for annee, financeur, montant in action.get("budget", [])]


def montant(action: Action, annee: int | None = None, financeur: str | None = None) -> Any:
    """The amount of this year and of this funder; None when the plan has none."""
    for quelle, qui, combien in montants(action):
        if quelle == annee and (financeur is None or qui == financeur):
            return combien
    return None


def euros(valeur: float | None) -> str:
    return "" if valeur is None else f"{valeur:,.0f} €".replace(",", "\u202f")


def to_bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    """The same bytes each time: what a library notes of the hour is replaced."""
    brut, sortie = io.BytesIO(), io.BytesIO()
    save(brut)
    with zipfile.ZipFile(brut) as avant, zipfile.ZipFile(sortie, "w") as apres:
        for partie in avant.infolist():
            contenu = avant.read(partie)
            if partie.filename in ("docProps/core.xml", "meta.xml", "word/comments.xml"):
                contenu = re.sub(rb"20\d\d-\d\d-\d\dT[\d:.]+Z?", HIER.encode(), contenu)
            apres.writestr(zipfile.ZipInfo(partie.filename), contenu, partie.compress_type)
    return sortie.getvalue()


def by_axe(actions: Iterable[Action], rang: int = 0) -> dict[str, list[Action]]:
    groupes: dict[str, list[Action]] = {}
    for action in actions:
        groupes.setdefault(action["axes"][rang], []).append(action)
    return groupes
