"""What the help says of a page: what it is for, the first gestures, where it stands in the hundred days. Pure Python.

The texts are in `contenus/aide/`; what the espace holds is read when the help opens (`selectors/aide.py`).
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
    """`vue` takes the espace, or what the page itself takes; `ancre` is a place in it, or empty. `droit` is the right
    (domaine, objet, geste) without which the gesture is not shown; empty when whoever reads the page may do it."""

    dire: str
    vue: str
    ancre: str
    droit: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class AidePage:
    """`vues` are the view names of the page, the first one its own. `taches` are keys of providers of things to do,
    `mots` of the glossary, `etape` of the hundred days or empty, `apport` of the course (sequence, title) or None."""

    vues: tuple[str, ...]
    titre: str
    sert_a: str
    gestes: tuple[GesteAide, ...]
    taches: tuple[str, ...]
    mots: tuple[str, ...]
    etape: str
    apport: tuple[str, str] | None
    date: date


def build_aides(contenu: Mapping[str, Any]) -> tuple[AidePage, ...]:
    """The pages of one file. Raise ContenuInvalide for a text that nobody could follow."""
    droits = {nom: _split(droit, 3) for nom, droit in contenu["droits"].items()}
    return tuple(_build_aide(ligne, droits, contenu["date"]) for ligne in contenu["pages"])


def refuse_aides(aides: Iterable[AidePage]) -> None:
    """Raise ContenuInvalide when two files speak of the same page."""
    refuse_doublons(vue for aide in aides for vue in aide.vues)


def _build_aide(ligne: Mapping[str, Any], droits: Mapping[str, tuple[str, ...]], jour: date) -> AidePage:
    apport = _split(ligne["apport"], 2) if ligne.get("apport") else None
    aide = AidePage(
        (ligne["vue"], *ligne.get("aussi", ())),
        ligne["titre"],
        ligne["sert_a"],
        tuple(_build_geste(geste, droits) for geste in ligne["gestes"]),
        tuple(ligne.get("taches", ())),
        tuple(ligne["mots"]),
        ligne.get("etape") or "",
        (apport[0], apport[1]) if apport else None,
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
