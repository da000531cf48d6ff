"""Parses a pasted list of people, with a name, an e-mail address and an employeur on each line. Pure Python."""

import re
from collections.abc import Collection
from dataclasses import dataclass

MAX_LIGNES = 60
ADRESSE = re.compile(r"[^\s<>;,]+@[^\s<>;,]+\.[^\s<>;,]{2,}")
SEPARATEURS = re.compile(r"[;\t]|\s\|\s")


@dataclass(frozen=True, slots=True)
class LigneCollee:
    """`refus` says why the line is refused; empty if it is accepted."""

    numero: int
    nom: str
    email: str
    employeur: str
    refus: str = ""


def read_liste(texte: str, connues: Collection[str] = ()) -> list[LigneCollee]:
    """Parse at most MAX_LIGNES lines. `connues` are the addresses already enrolled, in lower case. Columns are
    separated by a semicolon or a tab, or by commas if the line has neither; « Nom <adresse> » is accepted too."""
    lues: list[LigneCollee] = []
    vues = set(connues)
    lignes = [(numero, ligne.strip()) for numero, ligne in enumerate(texte.splitlines(), 1) if ligne.strip()]
    for numero, ligne in lignes[:MAX_LIGNES]:
        lue = _read_ligne(numero, ligne, vues)
        if not lue.refus:
            vues.add(lue.email)
        lues.append(lue)
    lues += [
        LigneCollee(n, "", "", "", f"Plus de {MAX_LIGNES} lignes\u00a0: collez le reste ensuite.")
        for n, _ in lignes[MAX_LIGNES:]
    ]
    return lues


def _read_ligne(numero: int, ligne: str, vues: Collection[str]) -> LigneCollee:
    found = ADRESSE.search(ligne)
    email = found.group().strip(".").lower() if found else ""
    if not email:
        return LigneCollee(numero, ligne[:200], "", "", "Aucune adresse e-mail sur cette ligne.")
    reste = ADRESSE.sub("", ligne, count=1).replace("<", " ").replace(">", " ")
    colonnes = SEPARATEURS.split(reste) if SEPARATEURS.search(reste) else reste.split(",")
    textes = [" ".join(colonne.split()) for colonne in colonnes]
    dits = [texte for texte in textes if texte.strip(" ,;-")]
    nom = dits[0][:200] if dits else ""
    employeur = dits[1][:200] if len(dits) > 1 else ""
    if not nom:
        return LigneCollee(numero, "", email, "", "Aucun nom sur cette ligne.")
    refus = "Cette adresse est déjà inscrite, ou deux fois dans la liste." if email in vues else ""
    return LigneCollee(numero, nom, email, employeur, refus)
