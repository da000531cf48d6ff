"""An EPUB read as its specification says: container, package, navigation, pages, links, images, language."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
LANGUE = "{http://www.w3.org/XML/1998/namespace}lang"
CONTENEUR = "META-INF/container.xml"


def list_fautes_epub(fichiers: Mapping[str, bytes]) -> list[str]:
    """What is wrong in the files of an archive; nothing when it is a book that any reader opens."""
    racine = ElementTree.fromstring(fichiers[CONTENEUR])  # noqa: S314 - our own output
    paquet = next(e.get("full-path", "") for e in racine.iter() if e.tag.endswith("rootfile"))
    opf = ElementTree.fromstring(fichiers[paquet])  # noqa: S314 - our own output
    dossier = posixpath.dirname(paquet)
    manifeste = {row.get("id", ""): row for row in opf.iter(f"{OPF}item")}
    chemins = {cle: _join(dossier, row.get("href", "")) for cle, row in manifeste.items()}
    fautes = [f"nommé et absent : {chemin}" for chemin in chemins.values() if chemin not in fichiers]
    hors = {"mimetype", paquet}
    fautes += [
        f"présent et non nommé : {nom}"
        for nom in fichiers
        if nom not in hors and not nom.startswith("META-INF/") and nom not in chemins.values()
    ]
    lus = [row.get("idref", "") for row in opf.iter(f"{OPF}itemref")]
    fautes += [f"ordre de lecture inconnu : {cle}" for cle in lus if cle not in manifeste]
    if not lus or len(set(lus)) != len(lus):
        fautes.append("ordre de lecture vide, ou deux fois la même page")
    fautes += _explain_metadonnees(opf)
    navs = [cle for cle, row in manifeste.items() if "nav" in (row.get("properties") or "").split()]
    if len(navs) != 1:
        return [*fautes, f"{len(navs)} sommaires"]
    pages = {
        chemins[cle]: ElementTree.fromstring(fichiers[chemins[cle]])  # noqa: S314 - our own output
        for cle, row in manifeste.items()
        if row.get("media-type") == "application/xhtml+xml"
    }
    fautes += _explain_sommaire(pages[chemins[navs[0]]])
    ids = {chemin: [e.get("id") for e in page.iter() if e.get("id")] for chemin, page in pages.items()}
    for chemin, page in pages.items():
        fautes += [f"{chemin} : {faute}" for faute in _explain_page(page, ids[chemin])]
        fautes += _explain_liens(chemin, page, ids, fichiers)
    return fautes


def _join(dossier: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(dossier, unquote(href)))


def _explain_metadonnees(opf: ElementTree.Element) -> Iterator[str]:
    if opf.get("version") != "3.0":
        yield "le paquet n’est pas un EPUB 3"
    for nom in ("title", "language", "identifier"):
        if not (opf.findtext(f".//{DC}{nom}") or "").strip():
            yield f"{nom} manque"
    identifiant = opf.get("unique-identifier")
    if identifiant not in {e.get("id") for e in opf.iter(f"{DC}identifier")}:
        yield "l’identifiant du paquet n’est pas là"
    metas = {e.get("property") for e in opf.iter(f"{OPF}meta")}
    for nom in ("dcterms:modified", "schema:accessMode", "schema:accessibilityFeature", "schema:accessibilitySummary"):
        if nom not in metas:
            yield f"{nom} manque"


def _explain_sommaire(nav: ElementTree.Element) -> Iterator[str]:
    tables = [e for e in nav.iter(f"{X}nav") if e.get(EPUB_TYPE) == "toc"]
    if len(tables) != 1 or not list(tables[0].iter(f"{X}a")):
        yield "le sommaire est vide"
        return
    vides = [a for a in tables[0].iter(f"{X}a") if not "".join(a.itertext()).strip()]
    if vides:
        yield "une ligne du sommaire n’a pas de nom"


def _explain_page(page: ElementTree.Element, ids: list[str | None]) -> Iterator[str]:
    langue = page.get("lang") or page.get(LANGUE) or ""
    if not langue.startswith("fr"):
        yield f"langue « {langue} »"
    if len(set(ids)) != len(ids):
        yield f"deux fois le même id : {sorted({cle for cle in ids if cle and ids.count(cle) > 1})}"
    if not (page.findtext(f".//{X}title") or "").strip():
        yield "la page n’a pas de titre"
    for image in page.iter(f"{X}img"):
        if not (image.get("alt") or "").strip():
            yield f"image sans texte : {image.get('src')}"
    niveaux = [int(e.tag[-1]) for e in page.iter() if re.fullmatch(rf"{re.escape(X)}h[1-6]", e.tag)]
    for avant, apres in pairwise(niveaux):
        if apres > avant + 1:
            yield f"titre de niveau {apres} après {avant}"


def _explain_liens(
    chemin: str, page: ElementTree.Element, ids: Mapping[str, list[str | None]], fichiers: Mapping[str, bytes]
) -> Iterator[str]:
    for element in page.iter():
        lien = element.get("href") or element.get("src") or ""
        if not lien or urlsplit(lien).scheme:
            continue
        fichier, _, ancre = lien.partition("#")
        cible = _join(posixpath.dirname(chemin), fichier) if fichier else chemin
        if cible not in fichiers:
            yield f"{chemin} : « {lien} » ne mène nulle part"
        elif ancre and cible in ids and unquote(ancre) not in ids[cible]:
            yield f"{chemin} : l’ancre de « {lien} » n’existe pas"
