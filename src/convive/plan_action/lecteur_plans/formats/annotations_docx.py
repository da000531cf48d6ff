"""What stands beside the text of a Word document: comments, tracked changes, struck and hidden texts, footnotes, text
boxes, headers and footers of pages. Pure Python."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.docx import is_barre, is_vrai, is_zone_lue
from convive.plan_action.lecteur_plans.formats.ouverture import Archive, get_attribut, get_enfant, get_nom
from convive.plan_action.lecteur_plans.marges import ZONE, cut, list_marges_dites, say_barre
from convive.plan_action.lecteur_plans.modele import Avertissement
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne

MARGE = re.compile(r"word/(?:header|footer)\d*\.xml")
ENVELOPPES = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml"})


def list_annotations(archive: Archive) -> list[Avertissement]:
    """Each with where it stands: the table, or the paragraph."""
    corps = get_enfant(archive.parse("word/document.xml"), "body")
    if corps is None:
        return []
    commentaires = _read_notes(archive, "word/comments.xml", "comment")
    notes = _read_notes(archive, "word/footnotes.xml", "footnote") | {
        f"fin {cle}": texte for cle, texte in _read_notes(archive, "word/endnotes.xml", "endnote").items()
    }
    found: list[Avertissement] = []
    tableau = 0
    for element in _iter_blocs(corps):
        is_tableau = get_nom(element) == "tbl"
        tableau += is_tableau
        lieu: dict[str, Any] = {"tableau": tableau} if is_tableau else {"titre": cut(_join(element))}
        for code, phrase in _iter_dits(element, commentaires, notes):
            found.append(Avertissement(code, phrase, lieu))
    return found


def _iter_blocs(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in parent:
        if get_nom(element) in ("p", "tbl"):
            yield element
        elif get_nom(element) in ENVELOPPES:
            yield from _iter_blocs(element)


def _iter_dits(
    bloc: ElementTree.Element, commentaires: dict[str, str], notes: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """In the order of the text, what is drawn twice for older programs once."""
    nom = get_nom(bloc)
    cle = get_attribut(bloc, "id")
    if nom == "Fallback":
        return
    if nom == "commentReference" and (texte := commentaires.get(cle)):
        yield "commentaire", f"Un commentaire n’est pas repris\u00a0: «\u00a0{cut(texte)}\u00a0»."
    elif nom in ("ins", "moveTo") and (texte := _join(bloc)):
        yield (
            "suivi_modifications",
            f"«\u00a0{cut(texte)}\u00a0», ajouté en suivi des modifications, est lu\u00a0: à accepter ou non.",
        )
    elif nom in ("del", "moveFrom") or (nom == "tr" and get_enfant(get_enfant(bloc, "trPr"), "del") is not None):
        if texte := _join(bloc, "t", "delText"):
            yield (
                "suivi_modifications",
                f"«\u00a0{cut(texte)}\u00a0», supprimé en suivi des modifications, n’est pas lu.",
            )
        return
    elif nom in ("footnoteReference", "endnoteReference"):
        if texte := notes.get(f"fin {cle}" if nom.startswith("end") else cle, ""):
            yield "note_de_bas_de_page", f"Une note de bas de page n’est pas reprise\u00a0: «\u00a0{cut(texte)}\u00a0»."
    elif nom == "p":
        runs = [element for element in bloc.iter() if get_nom(element) == "r"]
        if barre := clean_ligne(" ".join(filter(None, (_join(run) for run in runs if is_barre(run))))):
            yield "texte_barre", say_barre(barre)
        masques = [run for run in runs if is_vrai(get_enfant(run, "rPr"), "vanish")]
        if masque := clean_ligne(" ".join(map(_join, masques))):
            yield "texte_masque", f"«\u00a0{cut(masque)}\u00a0», masqué, est lu comme le reste."
    elif nom == "txbxContent":
        paragraphes = [_join(element) for element in bloc if get_nom(element) == "p"]
        if texte := " ".join(dit for dit in paragraphes if dit and not is_zone_lue(dit)):
            yield "zone_de_texte", ZONE.format(cut(texte))
    for enfant in bloc:
        yield from _iter_dits(enfant, commentaires, notes)


def list_marges(archive: Archive) -> list[str]:
    """What the headers and the footers of the pages say."""
    parties = sorted(nom for nom in archive.noms if MARGE.fullmatch(nom))
    return list_marges_dites(
        " ".join(filter(None, (_join(p) for p in archive.parse(partie).iter() if get_nom(p) == "p")))
        for partie in parties
    )


def _read_notes(archive: Archive, partie: str, balise: str) -> dict[str, str]:
    if partie not in archive.noms:
        return {}
    return {
        get_attribut(element, "id"): texte
        for element in archive.parse(partie)
        if get_nom(element) == balise and (texte := _join(element))
    }


def _join(element: ElementTree.Element, *balises: str) -> str:
    """Its words; those of a deletion stand in tags of their own."""
    return clean_ligne("".join(_iter_textes(element, balises or ("t",))))


def _iter_textes(element: ElementTree.Element, balises: tuple[str, ...]) -> Iterator[str]:
    nom = get_nom(element)
    if nom in balises:
        yield element.text or ""
    elif nom in ("tab", "br"):
        yield " "
    elif nom != "Fallback":
        for enfant in element:
            yield from _iter_textes(enfant, balises)
        if nom in ("tc", "p"):
            yield " "
