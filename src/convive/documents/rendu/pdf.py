"""Accessible PDF (PDF/UA-1): our own HTML written as typst markup, compiled in a process of its own."""

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rendu.html import (
    CLASSE_CARTE,
    CLASSE_PAGE,
    CLASSE_SIGNATURE,
    SERREMENT_MIN,
    Noeud,
    get_etendue,
    get_largeurs,
    get_lignes,
    get_serrement,
    is_ligne_entiere,
    read_document,
)
from convive.documents.rendu.pandoc import LARGEUR_PAGE_CM, MARQUE_DATE, MARQUE_TITRE, get_largeur_cm
from convive.documents.rendu.typst import run_typst
from convive.documents.rules import DocumentHtml, DocumentInvalide
from convive.documents.rules.apparence import Apparence
from convive.socle.formats import FINE, INSECABLE, date_longue

MODELE = Path(__file__).resolve().parent.parent / "modeles" / "convive.typ"
SANS_FORME = re.compile(r'the text `"(.+)"` could not be displayed')
# A common font that a server does not have, and one of the same widths that it often has.
EQUIVALENTS = {
    "Arial": "Liberation Sans",
    "Helvetica": "Liberation Sans",
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Times New Roman": "Liberation Serif",
}
LARGEUR_FEUILLE_CM = 21.0
SIGNATURES_ENSEMBLE = 4
"""So many rows of signatures stay on one page; more would not hold there."""
LARGEURS_CM = (12.0, 19.0)
"""Beyond, what the model says is not the width of a text."""
ENVELOPPES = {
    "strong": "strong",
    "em": "emph",
    "sup": "super",
    "sub": "sub",
    "small": "petit",
    "blockquote": "citation",
}


@dataclass(frozen=True, slots=True)
class Fichier:
    """An image written for typst."""

    nom: str
    largeur_cm: float


def render_pdf(document: DocumentHtml, apparence: Apparence | None = None, polices: Sequence[bytes] = ()) -> bytes:
    """Render a document to PDF/UA-1, with the logo, colour, font, head and foot of page of an institution when it has
    a model; `polices` are the fonts embedded in it.

    Raises `DocumentInvalide`.
    """
    racine = read_document(document)
    largeur = _get_largeur_cm(apparence)
    with tempfile.TemporaryDirectory(prefix="convive-") as nom_dossier:
        dossier = Path(nom_dossier)
        fichiers: dict[str, Fichier] = {}
        for noeud in racine.walk():
            if noeud.balise == "img" and noeud.attributs["src"] not in fichiers:
                nom = noeud.attributs["src"]
                svg = document.images[nom]
                fichiers[nom] = Fichier(f"image-{len(fichiers) + 1}.svg", get_largeur_cm(svg, largeur))
                # The packaged font has no thin no-break space.
                (dossier / fichiers[nom].nom).write_text(svg.replace(FINE, INSECABLE), encoding="utf-8")
        (dossier / "convive.typ").write_text(MODELE.read_text(encoding="utf-8"), encoding="utf-8")
        if apparence and apparence.logo:
            (dossier / f"logo{apparence.extension_logo}").write_bytes(apparence.logo)
        source = build_typst(document, racine, fichiers, apparence)
        (dossier / "document.typ").write_text(source, encoding="utf-8")
        for rang, police in enumerate(polices):
            (dossier / f"police-{rang}.ttf").write_bytes(police)
        try:
            return run_typst(dossier, has_polices_machine=bool(apparence and apparence.police))
        except DocumentInvalide as erreur:
            # PDF/UA wants every character to have a shape; ours has those of European languages.
            if sans_forme := SANS_FORME.search(str(erreur)):
                raise DocumentInvalide(
                    f"Le texte « {sans_forme.group(1)} » ne peut pas être écrit dans un PDF accessible\u00a0:"
                    " la police n’a pas ce signe."
                ) from erreur
            raise


def build_typst(
    document: DocumentHtml, racine: Noeud, fichiers: dict[str, Fichier], apparence: Apparence | None = None
) -> str:
    """Write a document as typst source. Every text is a quoted string: nothing in it can be read as markup."""
    metadonnees = document.metadonnees
    jour = metadonnees.date
    for rang, partie in enumerate((n for n in racine.walk() if is_partie(n)), 1):
        partie.attributs["rang"] = str(rang)
    couleur = f"rgb({quote_typst(apparence.couleur)})" if apparence and apparence.couleur else "sarcelle"
    return (
        '#import "convive.typ": *\n'
        f"#let couleur = {couleur}\n"
        f"#show: convive.with(titre: {quote_typst(document.titre)}, auteur: {quote_typst(metadonnees.auteur)},"
        f" sujet: {quote_typst(metadonnees.sujet)}, jour: {quote_typst(date_longue(jour))},"
        f" horodatage: datetime(year: {jour.year}, month: {jour.month}, day: {jour.day}),"
        f" langue: {quote_typst(document.langue[:2])}, couleur: couleur"
        f"{_build_apparence(document, apparence) if apparence else ''}"
        ")\n" + _build_enfants(racine, fichiers)
    )


def is_partie(noeud: Noeud) -> bool:
    """Whether an element begins a page."""
    return noeud.balise == "section" and CLASSE_PAGE in noeud.classes


def _get_largeur_cm(apparence: Apparence | None) -> float:
    """The width of the text, that of the model when it says one."""
    if apparence and LARGEURS_CM[0] <= apparence.largeur_cm <= LARGEURS_CM[1]:
        return apparence.largeur_cm
    return LARGEUR_PAGE_CM


def _build_apparence(document: DocumentHtml, apparence: Apparence) -> str:
    """What a model gives; its foot of page takes the place of ours, empty when it has none, as in its DOCX."""
    options = f", pied: {quote_typst(apparence.pied)}"
    options += f", marge: {(LARGEUR_FEUILLE_CM - _get_largeur_cm(apparence)) / 2:.2f}cm"
    if apparence.police:
        noms = (apparence.police, EQUIVALENTS.get(apparence.police, apparence.police))
        options += f", polices: ({', '.join(quote_typst(nom) for nom in dict.fromkeys(noms))},)"
    if apparence.logo:
        options += f", logo: {quote_typst(f'logo{apparence.extension_logo}')}"
        options += f", logo-partout: {'true' if apparence.is_logo_partout else 'false'}"
    marques = {MARQUE_TITRE: document.titre, MARQUE_DATE: date_longue(document.metadonnees.date)}
    for nom, texte in (("entete", apparence.entete), ("entete-suite", apparence.entete_suite)):
        for marque, valeur in marques.items():
            texte = texte.replace(marque, valeur)
        options += f", {nom}: ({''.join(f'{quote_typst(ligne)}, ' for ligne in texte.splitlines())})"
    return options


def quote_typst(texte: str) -> str:
    """A text as a typst string, on one line."""
    # A JSON string is a typst string, but for \uXXXX escapes, which ensure_ascii=False avoids.
    return json.dumps(" ".join(clean_texte(texte).split(" ")).replace("\n", " ").replace("\t", " "), ensure_ascii=False)


def _build_enfants(noeud: Noeud, fichiers: dict[str, Fichier]) -> str:
    morceaux: list[str] = []
    for enfant in noeud.enfants:
        if not isinstance(enfant, str):
            ecrit = _build_element(enfant, fichiers)
            if enfant.balise == "table" and _has_signature(enfant):
                # A page of signatures alone says nothing of what is signed.
                if morceaux:
                    morceaux.append(f"#lier[{morceaux.pop()}];\n")
                if len(get_lignes(enfant)[1]) <= SIGNATURES_ENSEMBLE:
                    ecrit = f"#garder[{ecrit}];\n"
            morceaux.append(ecrit)
        elif enfant.strip(" \n\t"):
            morceaux.append(f"#{quote_typst(_fold(enfant))};")
        elif enfant and morceaux and noeud.balise not in {"div", "section"}:
            morceaux.append(" ")
    return "".join(morceaux)


def _has_signature(table: Noeud) -> bool:
    return any(CLASSE_SIGNATURE in noeud.classes for noeud in table.walk())


def _fold(texte: str) -> str:
    """Fold ordinary spaces as HTML does; no-break ones stay."""
    plie = " ".join(mot for mot in texte.replace("\n", " ").replace("\t", " ").split(" ") if mot)
    avant = " " if texte[0] in " \n\t" else ""
    return avant + plie + (" " if texte[-1] in " \n\t" else "")


def _build_element(noeud: Noeud, fichiers: dict[str, Fichier]) -> str:
    balise = noeud.balise
    if balise == "br":
        return "#linebreak();"
    if balise == "img":
        fichier = fichiers[noeud.attributs["src"]]
        alt = quote_typst(noeud.attributs["alt"])
        return f"#image({quote_typst(fichier.nom)}, alt: {alt}, width: {fichier.largeur_cm:.2f}cm);"
    if balise == "table":
        return _build_table(noeud, fichiers)
    if balise == "figure":
        return _build_figure(noeud, fichiers)
    if balise in {"ul", "ol"}:
        elements = ", ".join(f"[{_build_enfants(li, fichiers)}]" for li in noeud.list_balises("li"))
        return f"#{'list' if balise == 'ul' else 'enum'}({elements});\n"
    if balise == "dl":
        return _build_dl(noeud, fichiers)
    interieur = _build_enfants(noeud, fichiers)
    if is_partie(noeud):
        return f"#partie({noeud.attributs['rang']}, couleur)[{interieur}];\n"
    if balise[0] == "h":
        return f"#heading(level: {balise[1]})[{interieur}];\n"
    if balise == "p":
        return f"#source[{interieur}];\n" if "source" in noeud.classes else f"{interieur}#parbreak();\n"
    if balise == "a" and noeud.attributs.get("href", "").startswith(("https://", "http://", "mailto:")):
        return f"#link({quote_typst(noeud.attributs['href'])})[{interieur}];"
    if balise in ENVELOPPES:
        return f"#{ENVELOPPES[balise]}[{interieur}];"
    return interieur


def _build_dl(noeud: Noeud, fichiers: dict[str, Fichier]) -> str:
    elements, terme = [], ""
    for enfant in noeud.list_balises("dt", "dd"):
        if enfant.balise == "dt":
            terme = _build_enfants(enfant, fichiers)
        else:
            elements.append(f"terms.item([{terme}], [{_build_enfants(enfant, fichiers)}])")
    return f"#terms({', '.join(elements)});\n"


def _build_figure(noeud: Noeud, fichiers: dict[str, Fichier]) -> str:
    legendes = noeud.list_balises("figcaption")
    reste = Noeud("div", {}, [enfant for enfant in noeud.enfants if enfant not in legendes])
    legende = "".join(_build_enfants(enfant, fichiers) for enfant in legendes)
    return f"#illustration([{_build_enfants(reste, fichiers)}], [{legende}]);\n"


def _build_table(noeud: Noeud, fichiers: dict[str, Fichier]) -> str:
    entete, corps = get_lignes(noeud)
    largeurs = ", ".join(f"{largeur:.2f}fr" for largeur in get_largeurs(noeud))
    taille = f"taille: {serrement:.2f}, " if (serrement := get_serrement(noeud)) < 1 else ""
    taille += "coupe: true, " if serrement <= SERREMENT_MIN else ""
    legende = "".join(_build_enfants(enfant, fichiers) for enfant in noeud.list_balises("caption"))
    cellules_entete = ", ".join(
        _build_cellule(cellule, fichiers) for tr in entete for cellule in tr.list_balises("th", "td")
    )
    cellules = "".join(
        f", {_build_cellule(cellule, fichiers, is_entiere=is_ligne_entiere(tr))}"
        for tr in corps
        for cellule in tr.list_balises("th", "td")
    )
    return f"#tableau({taille}({largeurs},), [{legende}], ({cellules_entete},){cellules});\n"


def _build_cellule(cellule: Noeud, fichiers: dict[str, Fichier], *, is_entiere: bool = True) -> str:
    interieur = _build_enfants(cellule, fichiers)
    if cellule.balise == "th":
        interieur = f"#strong[{interieur}]"
    options = [f"align: {'right' if cellule.is_nombre else 'left'}"]
    if CLASSE_SIGNATURE in cellule.classes:
        interieur += "#v(2.6cm)"
        options.append("stroke: 0.7pt")
    if CLASSE_CARTE in cellule.classes:
        interieur = f"#block(height: 10cm, width: 100%)[#set text(size: 15pt);{interieur}]"
        options.append('stroke: (thickness: 0.7pt, dash: "dashed")')
    options.append(f"breakable: {'false' if is_entiere else 'true'}")
    options += [f"{sens}: {get_etendue(cellule, sens)}" for sens in ("colspan", "rowspan") if sens in cellule.attributs]
    return f"table.cell({', '.join(options)})[{interieur}]"
