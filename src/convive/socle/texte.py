"""A long text typed by someone, cut into blocks that a template shows; pure functions.

The syntax is what people already type: a blank line between paragraphs, « # » before a heading, « - » or « 1. » before
a list item. Everything else stays as typed, and nothing here produces HTML: templates escape it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

TITRE = re.compile(r"(#{1,3})\s+(\S.*)")
PUCE = re.compile(r"[-*•–]\s+(\S.*)")
NUMERO = re.compile(r"(\d{1,3})[.)]\s+(\S.*)")


class NatureBloc(StrEnum):
    TITRE = "titre"
    SOUS_TITRE = "sous_titre"
    PARAGRAPHE = "paragraphe"
    LISTE = "liste"
    LISTE_NUMEROTEE = "liste_numerotee"


@dataclass(frozen=True, slots=True)
class Bloc:
    """`lignes` holds the heading, the lines of a paragraph or the items of a list; `debut` is the list's first
    number."""

    nature: NatureBloc
    lignes: tuple[str, ...]
    debut: int = 1


def parse_texte(texte: str) -> tuple[Bloc, ...]:
    """The blocks of a text, in order. « # » and « ## » are the two levels of heading; more signs count as the
    second."""
    blocs: list[Bloc] = []
    nature: NatureBloc | None = None
    for raw in texte.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        ligne = raw.strip()
        if not ligne:
            nature = None
            continue
        found, contenu, debut = _parse_ligne(ligne)
        if found is nature and found not in (NatureBloc.TITRE, NatureBloc.SOUS_TITRE):
            last = blocs[-1]
            blocs[-1] = Bloc(found, (*last.lignes, contenu), last.debut)
        else:
            blocs.append(Bloc(found, (contenu,), debut))
        nature = found
    return tuple(blocs)


def _parse_ligne(ligne: str) -> tuple[NatureBloc, str, int]:
    if titre := TITRE.fullmatch(ligne):
        return (NatureBloc.TITRE if len(titre[1]) == 1 else NatureBloc.SOUS_TITRE), titre[2], 1
    if puce := PUCE.fullmatch(ligne):
        return NatureBloc.LISTE, puce[1], 1
    if numero := NUMERO.fullmatch(ligne):
        return NatureBloc.LISTE_NUMEROTEE, numero[2], int(numero[1])
    return NatureBloc.PARAGRAPHE, ligne, 1


def get_texte_nu(texte: str) -> str:
    """The words of a text, one block per line, without the markup."""
    return "\n".join(" ".join(bloc.lignes) for bloc in parse_texte(texte))


def get_extrait(texte: str, taille: int = 160) -> str:
    """The first words of a text on one line, at most `taille` characters, without the markup."""
    mots = get_texte_nu(texte).split()
    extrait = ""
    for mot in mots:
        if len(extrait) + len(mot) > taille:
            # Do not end with an opening bracket or quotation mark, nor with punctuation that expects more words.
            return f"{extrait.rstrip(' .,;:«(–\u00a0')}…" if extrait else f"{mot[:taille]}…"
        extrait += f"{mot} "
    return extrait.strip()


def clean_ligne(texte: str) -> str:
    """One line, without the extra spaces that pasted text brings."""
    return " ".join(texte.split())


def clean_texte(texte: str) -> str:
    """Line ends as « \\n », no blank at either end, so that a browser's text compares equal to the saved one."""
    return texte.replace("\r\n", "\n").replace("\r", "\n").strip()
