"""Our own HTML, read strictly into a tree: what is not foreseen is refused with a French message, not guessed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rules.texte import COLONNES_TABLEAU, LIGNES_TABLEAU, DocumentHtml, DocumentInvalide
from convive.socle.formats import insecables

VIDES = frozenset({"img", "br"})
TITRES = ("h1", "h2", "h3", "h4")
BLOCS = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "section", "div", "figure", "figcaption", "blockquote", *TITRES}
)
TABLEAU = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
EN_LIGNE = frozenset({"abbr", "strong", "em", "small", "span", "a", "sup", "sub", "br", "img", "time"})
BALISES = BLOCS | TABLEAU | EN_LIGNE
ATTRIBUTS = frozenset({"src", "alt", "href", "title", "scope", "colspan", "rowspan", "class", "id", "lang", "datetime"})
CLASSES_NOMBRE = frozenset({"nombre", "cv-num"})
CLASSE_PAGE, CLASSE_SIGNATURE, CLASSE_SUIVI, CLASSE_CARTE = "page", "signature", "suivi", "carte"
"""A section that begins on a new page; a cell where someone signs by hand; a paragraph that stays with what follows."""
STYLE_PAGE, STYLE_SIGNATURE, STYLE_SUIVI = "Page", "CadreSignature", "TexteSuivi"
MARQUE_PAGE = f'<div data-custom-style="{STYLE_PAGE}"><p>&#160;</p></div>'
LIGNES_SIGNATURE = 5
# More signatures than a page holds are written closer: the last one would be alone on its page.
SIGNATURES_PAR_PAGE, LIGNES_SIGNATURES_NOMBREUSES = 7, 3
LIGNE_VIDE = "<br>&#160;"
LARGEUR_SIGNATURE = 45


# What a line of a page holds, and what the sides of a cell take, in characters of a table.
CARACTERES_LIGNE = 95
MARGE_CELLULE = 3
LARGEUR_GRAS = 1.2
# What a capital takes beyond another letter.
LARGEUR_CAPITALE = 0.35
SERREMENT_MIN = 0.7
# A row whose text is longer may be cut between two pages: it could be taller than one.
CARACTERES_LIGNE_ENTIERE = 1500
# A table of no more rows, its head among them, is not cut at all, unless it is too long for the same reason.
LIGNES_TABLE_ENTIERE = 8
# « 2026-003 », « 2023-MA-041 »: one word, whose column is wide enough. Its hyphen stays that of the keyboard: Word and
# LibreOffice do not find « 2026-003 » when the hyphen is the one that ends no line.
NUMERO = re.compile(r"\b(?=[0-9A-Z-]*[0-9])[0-9A-Z]+(?:-[0-9A-Z]+)+\b")
# Beyond it, a longer text asks for no more room than its neighbours: it goes to the line.
TEXTE_LONG = 60


@dataclass(slots=True)
class Noeud:
    """An element; a text is a plain `str` among `enfants`."""

    balise: str
    attributs: dict[str, str] = field(default_factory=dict)
    enfants: list["Noeud | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Noeud"]:
        """This element and all those inside, in document order."""
        yield self
        for enfant in self.enfants:
            if isinstance(enfant, Noeud):
                yield from enfant.walk()

    @property
    def texte(self) -> str:
        """Plain text, spaces folded."""
        morceaux = [enfant if isinstance(enfant, str) else enfant.texte for enfant in self.enfants]
        return " ".join("".join(morceaux).replace("\u00a0", "\ue000").split()).replace("\ue000", "\u00a0")

    @property
    def classes(self) -> frozenset[str]:
        """Names in the class attribute."""
        return frozenset(self.attributs.get("class", "").split())

    @property
    def is_nombre(self) -> bool:
        """Whether a cell holds a figure, to be aligned on the right."""
        return bool(self.classes & CLASSES_NOMBRE)

    def list_balises(self, *balises: str) -> list["Noeud"]:
        """Direct children with one of these names."""
        return [enfant for enfant in self.enfants if isinstance(enfant, Noeud) and enfant.balise in balises]


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.racine = Noeud("div")
        self.pile = [self.racine]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in BALISES:
            raise DocumentInvalide(f"Balise <{tag}> non prévue dans un document (ligne {self.getpos()[0]}).")
        attributs = {nom: clean_texte(valeur or "") for nom, valeur in attrs if nom in ATTRIBUTS}
        # An absent alt and an empty one are the same mistake; kept apart they would need two messages.
        noeud = Noeud(tag, attributs)
        self.pile[-1].enfants.append(noeud)
        if tag not in VIDES:
            self.pile.append(noeud)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VIDES:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VIDES:
            return
        if len(self.pile) == 1 or self.pile[-1].balise != tag:
            ouverte = f"<{self.pile[-1].balise}> est ouverte" if len(self.pile) > 1 else "rien n’est ouvert"
            raise DocumentInvalide(f"HTML mal formé, ligne {self.getpos()[0]}\u00a0: </{tag}> alors que {ouverte}.")
        self.pile.pop()

    def handle_data(self, data: str) -> None:
        # In every format, whoever wrote the text: a colon or a closing mark never starts a line.
        self.pile[-1].enfants.append(insecables(clean_texte(data)))


def parse_html(corps_html: str) -> Noeud:
    """Read the body of a document; raise `DocumentInvalide` if it is not well formed or has an unknown tag."""
    lecteur = _Lecteur()
    lecteur.feed(corps_html)
    lecteur.close()
    if len(lecteur.pile) > 1:
        raise DocumentInvalide(f"HTML mal formé\u00a0: <{lecteur.pile[-1].balise}> n’est pas fermée.")
    return lecteur.racine


def read_document(document: DocumentHtml) -> Noeud:
    """Read and check a document: title, headings, images, tables. Raise `DocumentInvalide`."""
    if not document.titre.strip():
        raise DocumentInvalide("Un document a un titre.")
    racine = parse_html(document.corps_html)
    _validate_titres(racine)
    for noeud in racine.walk():
        if noeud.balise == "img":
            _validate_image(noeud, document.images)
        elif noeud.balise == "table":
            _validate_tableau(noeud)
    return racine


def _validate_titres(racine: Noeud) -> None:
    niveau = 0
    for noeud in racine.walk():
        if noeud.balise not in TITRES:
            continue
        suivant = int(noeud.balise[1])
        if not noeud.texte:
            raise DocumentInvalide(f"Un titre <{noeud.balise}> est vide.")
        if suivant > niveau + 1:
            avant = f"un titre de niveau {niveau}" if niveau else "le début du document"
            raise DocumentInvalide(
                f"Niveau de titre sauté\u00a0: « {noeud.texte} » est de niveau {suivant} et suit {avant}."
            )
        niveau = suivant
    if niveau == 0:
        raise DocumentInvalide("Le document n’a pas de titre <h1>.")


def _validate_image(image: Noeud, images: Mapping[str, str]) -> None:
    nom = image.attributs.get("src", "")
    if nom not in images:
        raise DocumentInvalide(f"L’image « {nom} » n’est pas fournie avec le document.")
    if not image.attributs.get("alt", "").strip():
        raise DocumentInvalide(f"L’image « {nom} » n’a pas de texte de remplacement.")


def get_lignes(table: Noeud) -> tuple[list[Noeud], list[Noeud]]:
    """Header rows and body rows of a table."""
    entete = [tr for partie in table.list_balises("thead") for tr in partie.list_balises("tr")]
    corps = [tr for partie in table.list_balises("tbody", "tfoot") for tr in partie.list_balises("tr")]
    return entete, corps + table.list_balises("tr")


def get_etendue(cellule: Noeud, sens: str) -> int:
    """`colspan` or `rowspan` of a cell."""
    valeur = cellule.attributs.get(sens, "1")
    if not valeur.isascii() or not valeur.isdigit() or not 1 <= int(valeur) <= LIGNES_TABLEAU:
        raise DocumentInvalide(f'{sens}="{valeur}" n’est pas un nombre de cellules.')
    return int(valeur)


def is_ligne_entiere(ligne: Noeud) -> bool:
    """Whether a row is never cut between two pages."""
    return len(ligne.texte) <= CARACTERES_LIGNE_ENTIERE


def get_largeurs(table: Noeud) -> list[float]:
    """Shares of the width of each column, in percent: no word is cut while the page can hold it, then by length."""
    mots, textes = _count_colonnes(table)
    manque = CARACTERES_LIGNE - sum(mots)
    if manque > 0 and sum(textes) > CARACTERES_LIGNE:
        part = manque / (sum(textes) - sum(mots))
        poids = [mot + part * (texte - mot) for mot, texte in zip(mots, textes, strict=True)]
    else:
        poids = textes if manque > 0 else mots
    return [poids_colonne / sum(poids) * 100 for poids_colonne in poids]


def get_serrement(table: Noeud) -> float:
    """How much smaller its letters are for its longest words to hold side by side: 1 when they do."""
    mots, _ = _count_colonnes(table)
    return max(min(1.0, CARACTERES_LIGNE / sum(mots)), SERREMENT_MIN)


def _count_colonnes(table: Noeud) -> tuple[list[float], list[float]]:
    """Of each column, what its longest word needs, then its longest text, in characters."""
    entete, corps = get_lignes(table)
    colonnes = sum(get_etendue(cellule, "colspan") for cellule in entete[0].list_balises("th", "td"))
    mots = [6.0] * colonnes
    textes = [6.0] * colonnes
    for ligne in [*entete, *corps]:
        cellules = ligne.list_balises("th", "td")
        if len(cellules) == colonnes:
            for rang, cellule in enumerate(cellules):
                # A no-break space, as in « 26 641 », holds a word together.
                mots_cellule = re.split("[ \n-]", NUMERO.sub(lambda mot: mot.group(0).replace("-", "_"), cellule.texte))
                plus_long = max((_count_lettres(mot) for mot in mots_cellule), default=0.0)
                if cellule.balise == "th":
                    plus_long *= LARGEUR_GRAS
                mots[rang] = max(mots[rang], plus_long + MARGE_CELLULE)
                taille = (
                    LARGEUR_SIGNATURE if CLASSE_SIGNATURE in cellule.classes else min(len(cellule.texte), TEXTE_LONG)
                )
                textes[rang] = max(textes[rang], taille + MARGE_CELLULE)
    return mots, [max(paire) for paire in zip(mots, textes, strict=True)]


def _count_lettres(mot: str) -> float:
    return len(mot) + sum(lettre.isupper() for lettre in mot) * LARGEUR_CAPITALE


def _validate_tableau(table: Noeud) -> None:
    legende = next((noeud.texte for noeud in table.list_balises("caption")), "sans légende")
    nom = f"Le tableau « {legende} »"
    entete, corps = get_lignes(table)
    if not entete or not entete[0].list_balises("th"):
        raise DocumentInvalide(f"{nom} n’a pas de ligne d’en-tête (<thead> et <th>).")
    if len(corps) > LIGNES_TABLEAU:
        raise DocumentInvalide(
            f"{nom} a {len(corps)} lignes\u00a0: un document en prend {LIGNES_TABLEAU} au plus. Téléchargez-le en XLSX."
        )
    attendues = sum(get_etendue(cellule, "colspan") for cellule in entete[0].list_balises("th", "td"))
    if attendues > COLONNES_TABLEAU:
        raise DocumentInvalide(
            f"{nom} a {attendues} colonnes\u00a0: une page en prend {COLONNES_TABLEAU} au plus. Téléchargez-le en XLSX."
        )
    dessus: list[int] = []  # cells still to come from the rowspans above, by row
    for rang, ligne in enumerate([*entete, *corps], 1):
        report = dessus.pop(0) if dessus else 0
        presentes = report
        for cellule in ligne.list_balises("th", "td"):
            largeur, hauteur = get_etendue(cellule, "colspan"), get_etendue(cellule, "rowspan")
            presentes += largeur
            dessus += [0] * (hauteur - 1 - len(dessus))
            for suivante in range(hauteur - 1):
                dessus[suivante] += largeur
        if presentes != attendues:
            raise DocumentInvalide(f"{nom}, ligne {rang}\u00a0: {presentes} cellules pour {attendues} colonnes.")


def build_html(noeud: Noeud, images: Mapping[str, Mapping[str, str]]) -> str:
    """Write a tree back for pandoc; `images` gives each image's real attributes, looks are told by our style names."""
    elements = [enfant for enfant in noeud.enfants if isinstance(enfant, Noeud)]
    suivants = iter([*elements[1:], None])
    return "".join(
        escape(enfant, quote=False) if isinstance(enfant, str) else _build_element(enfant, images, next(suivants))
        for enfant in noeud.enfants
    )


def _is_source(noeud: Noeud) -> bool:
    return noeud.balise == "p" and "source" in noeud.classes


def _build_element(noeud: Noeud, images: Mapping[str, Mapping[str, str]], suivant: Noeud | None = None) -> str:
    attributs = {nom: valeur for nom, valeur in noeud.attributs.items() if nom != "class"}
    interieur = build_html(noeud, images)
    balise = noeud.balise
    if balise == "img":
        attributs = {"alt": attributs["alt"], **images[attributs["src"]]}
    elif balise == "small":
        balise, attributs["data-custom-style"] = "span", "Petit"
    elif balise == "section" and CLASSE_PAGE in noeud.classes:
        # The office formats take this mark away, and break the page before the heading that follows it.
        return MARQUE_PAGE + interieur
    elif _is_source(noeud):
        return f'<div data-custom-style="Source"><p>{interieur}</p></div>'
    elif balise == "p" and CLASSE_SUIVI in noeud.classes:
        return f'<div data-custom-style="{STYLE_SUIVI}"><p>{interieur}</p></div>'
    elif balise == "figure":
        # The caption says what to look for: it comes before the image, in every format.
        legende = "".join(build_html(enfant, images) for enfant in noeud.list_balises("figcaption"))
        titre = f'<div data-custom-style="FigureTitre"><p>{legende}</p></div>' if legende else ""
        reste = build_html(
            Noeud("div", {}, [e for e in noeud.enfants if e not in noeud.list_balises("figcaption")]), images
        )
        # Only an image with a source under it stays with what follows: a row of charts would be one block, too tall.
        style = "FigureSourcee" if any(_is_source(n) for n in (*noeud.walk(), suivant) if n) else "FigureImage"
        return f'{titre}<div data-custom-style="{style}"><p>{reste}</p></div>'
    elif balise == "time":
        balise, attributs = "span", {}
    elif balise == "table":
        cols = "".join(f'<col style="width: {largeur:.2f}%">' for largeur in get_largeurs(noeud))
        legende = "".join(_build_element(enfant, images) for enfant in noeud.list_balises("caption"))
        corps = Noeud("div", {}, [enfant for enfant in noeud.enfants if enfant not in noeud.list_balises("caption")])
        interieur = f"{legende}<colgroup>{cols}</colgroup>{build_html(corps, images)}"
        if interieur.count(STYLE_SIGNATURE) > SIGNATURES_PAR_PAGE:
            interieur = interieur.replace(LIGNE_VIDE * LIGNES_SIGNATURE, LIGNE_VIDE * LIGNES_SIGNATURES_NOMBREUSES)
    elif balise in {"th", "td"}:
        if noeud.is_nombre:
            attributs["style"] = "text-align: right"
        if balise == "th":
            interieur = f"<strong>{interieur}</strong>"
        if CLASSE_SIGNATURE in noeud.classes:
            vide = "&#160;" + LIGNE_VIDE * LIGNES_SIGNATURE
            interieur = f'{interieur}<div data-custom-style="{STYLE_SIGNATURE}"><p>{vide}</p></div>'
    ecrits = "".join(f' {nom}="{escape(valeur)}"' for nom, valeur in attributs.items())
    return f"<{balise}{ecrits}>" + ("" if balise in VIDES else f"{interieur}</{balise}>")
