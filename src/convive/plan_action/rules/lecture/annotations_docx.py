"""What stands beside the text of a Word document: comments, tracked changes, footnotes, text boxes. Pure Python."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from convive.plan_action.rules.lecture.modele import Avertissement
from convive.plan_action.rules.lecture.ouverture import Archive, get_attribut, get_enfant, get_nom
from convive.plan_action.rules.lecture.textes import clean_ligne

MAX_DITS = 120
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
        lieu: dict[str, Any] = {"tableau": tableau} if is_tableau else {"titre": _cut(_join(element))}
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
    for element in bloc.iter():
        nom = get_nom(element)
        cle = get_attribut(element, "id")
        if nom == "commentReference" and (texte := commentaires.get(cle)):
            yield "commentaire", f"Un commentaire n’est pas repris\u00a0: «\u00a0{_cut(texte)}\u00a0»."
        elif nom in ("ins", "moveTo") and (texte := _join(element)):
            phrase = f"«\u00a0{_cut(texte)}\u00a0», ajouté en suivi des modifications, est lu\u00a0: à accepter ou non."
            yield "suivi_modifications", phrase
        elif nom in ("del", "moveFrom") and (texte := _join(element, balise="delText")):
            phrase = f"«\u00a0{_cut(texte)}\u00a0», supprimé en suivi des modifications, n’est pas lu."
            yield "suivi_modifications", phrase
        elif nom in ("footnoteReference", "endnoteReference"):
            texte = notes.get(f"fin {cle}" if nom.startswith("end") else cle, "")
            if texte:
                yield (
                    "note_de_bas_de_page",
                    f"Une note de bas de page n’est pas reprise\u00a0: «\u00a0{_cut(texte)}\u00a0».",
                )
        elif nom == "Choice" or (nom == "pict" and get_attribut(element, "id") != ""):
            for zone in element.iter():
                if get_nom(zone) == "txbxContent" and (texte := _join(zone)):
                    yield "zone_de_texte", f"Une zone de texte n’est pas reprise\u00a0: «\u00a0{_cut(texte)}\u00a0»."


def _read_notes(archive: Archive, partie: str, balise: str) -> dict[str, str]:
    if partie not in archive.noms:
        return {}
    return {
        get_attribut(element, "id"): texte
        for element in archive.parse(partie)
        if get_nom(element) == balise and (texte := _join(element))
    }


def _join(element: ElementTree.Element, balise: str = "t") -> str:
    """Its words; those of a deletion stand in tags of their own."""
    morceaux = [e.text or "" for e in element.iter() if get_nom(e) in (balise, "t" if balise == "delText" else balise)]
    return clean_ligne("".join(morceaux))


def _cut(texte: str) -> str:
    return texte if len(texte) <= MAX_DITS else f"{texte[: MAX_DITS - 1]}…"
