"""The help about a page: its purpose, its main actions, its place in the hundred days. Pure Python.

The texts are in `contenus/aide/`; the data of the espace is read when the help is opened (`selectors/aide.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide, refuse_doublons

MAX_GESTES = 4
MOTS = 2


@dataclass(frozen=True, slots=True)
class GesteAide:
    """An action of the page. `vue` takes the espace, or the same arguments as the page; `ancre` is an anchor in it, or
    empty. `droit` is the right (domaine, objet, geste) required to show it; empty if every reader of the page has
    it."""

    dire: str
    vue: str
    ancre: str
    droit: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class AidePage:
    """`vues` are view names, the first one being that of the page. `taches` are keys of task providers, `mots` keys of
    the glossary, `etape` a key of the hundred days or empty, `apport` a paragraph of an input of a course
    (séquence, title, rank from 1) or None."""

    vues: tuple[str, ...]
    titre: str
    sert_a: str
    gestes: tuple[GesteAide, ...]
    taches: tuple[str, ...]
    mots: tuple[str, ...]
    etape: str
    apport: tuple[str, str, int] | None
    date: date


def build_aides(contenu: Mapping[str, Any]) -> tuple[AidePage, ...]:
    """The pages of one file. Raise ContenuInvalide for an invalid entry."""
    droits = {nom: _split(droit, 3) for nom, droit in contenu["droits"].items()}
    return tuple(_build_aide(ligne, droits, contenu["date"]) for ligne in contenu["pages"])


def refuse_aides(aides: Iterable[AidePage]) -> None:
    """Raise ContenuInvalide if two files describe the same page."""
    refuse_doublons(vue for aide in aides for vue in aide.vues)


def _build_aide(ligne: Mapping[str, Any], droits: Mapping[str, tuple[str, ...]], jour: date) -> AidePage:
    apport = _split(ligne["apport"], 3) if ligne.get("apport") else None
    aide = AidePage(
        (ligne["vue"], *ligne.get("aussi", ())),
        ligne["titre"],
        ligne["sert_a"],
        tuple(_build_geste(geste, droits) for geste in ligne["gestes"]),
        tuple(ligne.get("taches", ())),
        tuple(ligne["mots"]),
        ligne.get("etape") or "",
        (apport[0], apport[1], int(apport[2])) if apport else None,
        jour,
    )
    if not (1 <= len(aide.gestes) <= MAX_GESTES and len(aide.mots) == MOTS):
        raise ContenuInvalide(f"Aide « {ligne['vue']} » : d’un à {MAX_GESTES} gestes, et {MOTS} mots.")
    return aide


def _build_geste(ligne: Mapping[str, str], droits: Mapping[str, tuple[str, ...]]) -> GesteAide:
    vue, _, ancre = ligne["vue"].partition("#")
    droit = droits[ligne["droit"]] if "droit" in ligne else None
    return GesteAide(ligne["dire"], vue, ancre, (droit[0], droit[1], droit[2]) if droit else None)


def _split(texte: str, parts: int) -> tuple[str, ...]:
    found = tuple(part.strip() for part in texte.split(" | "))
    if len(found) != parts:
        raise ContenuInvalide(f"« {texte} » : {parts} parties attendues.")
    return found
