"""What stands beside the text of a LibreOffice text: comments, tracked changes, struck and hidden texts, notes, text
boxes, headers and footers of pages. Pure Python."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.docx import is_zone_lue
from convive.plan_action.lecteur_plans.formats.odt import (
    ENVELOPPES,
    LISTES,
    SAUTES,
    SOMMAIRES,
    StylesOdt,
    iter_morceaux,
    join_barres,
)
from convive.plan_action.lecteur_plans.formats.ouverture import Archive, get_attribut, get_enfant, get_nom
from convive.plan_action.lecteur_plans.marges import ZONE, cut, list_marges_dites, say_barre
from convive.plan_action.lecteur_plans.modele import Avertissement
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne

MARGES = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})


def list_annotations_odt(archive: Archive) -> list[Avertissement]:
    """Each with where it stands: the table, or the paragraph."""
    racine = archive.parse("content.xml")
    corps = get_enfant(get_enfant(racine, "body"), "text")
    if corps is None:
        return []
    annotations = AnnotationsOdt(corps, StylesOdt(archive, racine))
    found: list[Avertissement] = []
    tableau = 0
    for element in _iter_blocs(corps):
        is_tableau = get_nom(element) == "table"
        tableau += is_tableau
        lieu: dict[str, Any] = {"tableau": tableau} if is_tableau else {"titre": cut(_join(element))}
        found += [Avertissement(code, phrase, lieu) for code, phrase in annotations.iter_dits(element)]
    return found


def _iter_blocs(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in parent:
        nom = get_nom(element)
        if nom in ("p", "h", "table", "text-box", "custom-shape"):
            yield element
        elif nom in ENVELOPPES or nom in LISTES:
            yield from _iter_blocs(element)


class AnnotationsOdt:
    """One reading of a text, from its beginning: a tracked insertion may run over several paragraphs."""

    def __init__(self, corps: ElementTree.Element, styles: StylesOdt) -> None:
        self._styles = styles
        # What tracking took away, and the insertions that are open, by the name of the change.
        self._supprimes: dict[str, str] = {}
        self._ajouts: dict[str, list[str]] = {}
        suivi = get_enfant(corps, "tracked-changes")
        for region in suivi if suivi is not None else ():
            if (suppression := get_enfant(region, "deletion")) is not None:
                self._supprimes[get_attribut(region, "id")] = _join(suppression)
            elif get_enfant(region, "insertion") is not None:
                self._ajouts[get_attribut(region, "id")] = []
        self._ouverts: set[str] = set()

    def iter_dits(self, bloc: ElementTree.Element) -> Iterator[tuple[str, str]]:
        """In the order of the text."""
        nom = get_nom(bloc)
        cle = get_attribut(bloc, "change-id")
        if nom == "annotation":
            if dit := _join(bloc, is_note=True):
                yield "commentaire", f"Un commentaire n’est pas repris\u00a0: «\u00a0{cut(dit)}\u00a0»."
            return
        if nom == "note":
            if dit := _join(get_enfant(bloc, "note-body"), is_note=True):
                phrase = f"Une note de bas de page n’est pas reprise\u00a0: «\u00a0{cut(dit)}\u00a0»."
                yield "note_de_bas_de_page", phrase
            return
        if nom in ("tracked-changes", *SOMMAIRES):
            return
        if nom == "change" and (texte := self._supprimes.get(cle)):
            yield (
                "suivi_modifications",
                f"«\u00a0{cut(texte)}\u00a0», supprimé en suivi des modifications, n’est pas lu.",
            )
        elif nom == "change-start" and cle in self._ajouts:
            self._ouverts.add(cle)
        elif nom == "change-end" and cle in self._ouverts:
            self._ouverts.discard(cle)
            if texte := clean_ligne("".join(self._ajouts[cle])):
                yield (
                    "suivi_modifications",
                    f"«\u00a0{cut(texte)}\u00a0», ajouté en suivi des modifications, est lu\u00a0: à accepter ou non.",
                )
        elif nom in ("p", "h"):
            if barre := clean_ligne(join_barres(bloc, self._styles)):
                yield "texte_barre", say_barre(barre)
            masques = (m.texte for m in iter_morceaux(bloc, self._styles) if m.is_masque)
            if masque := clean_ligne("".join(masques)):
                yield "texte_masque", f"«\u00a0{cut(masque)}\u00a0», masqué, est lu comme le reste."
        elif nom in ("text-box", "custom-shape"):
            paragraphes = [_join(p) for p in bloc.iter() if get_nom(p) in ("p", "h")]
            if texte := " ".join(dit for dit in paragraphes if dit and not is_zone_lue(dit)):
                yield "zone_de_texte", ZONE.format(cut(texte))
        self._hear(bloc.text)
        for enfant in bloc:
            yield from self.iter_dits(enfant)
            self._hear(enfant.tail)
        if nom in ("p", "h"):
            self._hear(" ")

    def _hear(self, texte: str | None) -> None:
        for cle in self._ouverts if texte else ():
            self._ajouts[cle].append(texte or "")


def list_marges_odt(archive: Archive) -> list[str]:
    """What the headers and the footers of the pages say."""
    if "styles.xml" not in archive.noms:
        return []
    pages = get_enfant(archive.parse("styles.xml"), "master-styles")
    marges = [marge for marge in (pages.iter() if pages is not None else ()) if get_nom(marge) in MARGES]
    return list_marges_dites(filter(None, map(_join, marges)))


def _join(element: ElementTree.Element | None, *, is_note: bool = False) -> str:
    """Its words; of a note, those of its paragraphs alone, without who wrote it and when."""
    if element is None:
        return ""
    if is_note:
        return clean_ligne(" ".join(_join(p) for p in element.iter() if get_nom(p) in ("p", "h")))
    return clean_ligne("".join(_iter_textes(element)))


def _iter_textes(element: ElementTree.Element) -> Iterator[str]:
    nom = get_nom(element)
    if nom in SAUTES and nom != "text-box":
        return
    if nom in ("s", "tab", "line-break"):
        yield " "
    yield element.text or ""
    for enfant in element:
        yield from _iter_textes(enfant)
        yield enfant.tail or ""
    if nom in ("p", "h", "table-cell"):
        yield " "
