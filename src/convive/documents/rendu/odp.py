"""ODP written by hand: the same slides as in PPTX, in the same look, with true tables and charts (OpenDocument 1.3)."""

import re
import struct
from collections.abc import Container, Iterator, Sequence
from datetime import datetime, time
from io import BytesIO

from pptx import Presentation

from convive.documents.graphiques.svg import svg_to_png
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.archive import write_archive
from convive.documents.rendu.diapositives import (
    HAUTEUR_SOURCE,
    HAUTEUR_SURTITRE,
    LARGEUR_BARRE,
    MARGE_ENCADRE,
    MIN_TITRE,
    NOIR,
    Zone,
    choose_taille,
    choose_taille_encadre,
    choose_taille_points,
    choose_taille_titre,
    compute_largeurs,
    mix,
    split_zone,
)
from convive.documents.rendu.odp_graphe import build_graphe
from convive.documents.rendu.odp_modele import Masque, Modele, StyleTexte, read_modele
from convive.documents.rendu.odp_styles import build_styles, name_images
from convive.documents.rendu.odp_xml import ESPACES_NOMS, TYPE_GRAPHE, TYPE_MIME, XML, cm, ecrit, place
from convive.documents.rules.diaporama import (
    Diaporama,
    Diapositive,
    Encadre,
    Graphe,
    Grille,
    Illustration,
    Points,
    validate_diaporama,
)

POINTS_PAR_POUCE, EMU_PAR_POUCE = 200, 914_400
TYPES_IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
TAILLES, TAILLES_TITRE = range(11, 25), range(MIN_TITRE - 2, 80)


def render_odp(diaporama: Diaporama, modele: bytes | None = None) -> bytes:
    """Render slides; `modele` is the PPTX of an institution: its size, colours, fonts, logos and places are taken, so
    that one model serves both programs. Raises `DocumentInvalide`."""
    validate_diaporama(diaporama)
    presentation = Presentation(BytesIO(modele or (MODELES_DIR / "reference.pptx").read_bytes()))
    return _Ecriture(diaporama, read_modele(presentation)).write()


class _Ecriture:
    """Slides being written: pictures and charts are numbered as they come."""

    def __init__(self, diaporama: Diaporama, modele: Modele) -> None:
        self.diaporama, self.modele = diaporama, modele
        self.images: dict[str, bytes] = dict(name_images(modele))
        self.graphes: dict[str, str] = {}
        self.tableaux: list[str] = []

    def write(self) -> bytes:
        pages = [self._write_couverture()]
        pages += [self._write_page(rang, page) for rang, page in enumerate(self.diaporama.diapositives, 2)]
        parts: dict[str, bytes] = {"mimetype": TYPE_MIME.encode()}
        parts["content.xml"] = self._build_contenu(pages).encode()
        parts["styles.xml"] = build_styles(self.modele).encode()
        parts["meta.xml"] = self._build_meta().encode()
        parts |= {f"{nom}/content.xml": contenu.encode() for nom, contenu in self.graphes.items()}
        parts |= self.images
        parts["META-INF/manifest.xml"] = self._build_manifeste().encode()
        return write_archive(parts)

    # --- pages ----------------------------------------------------------------------------------------------------
    def _write_couverture(self) -> str:
        masque, diaporama = self.modele.couverture, self.diaporama
        corps = self._write_titre(masque, diaporama.titre)
        if masque.corps is not None and diaporama.sous_titre:
            corps += (
                f'<draw:frame presentation:style-name="{masque.nom}-subtitle" draw:layer="layout"'
                f' {place(masque.corps)} presentation:class="subtitle"><draw:text-box>'
                f"{_write_ajuste(diaporama.sous_titre, masque.style_corps, masque.corps)}</draw:text-box></draw:frame>"
            )
        return self._wrap(1, masque, corps, diaporama.notes, is_numerotee=False)

    def _write_page(self, rang: int, page: Diapositive) -> str:
        contenu = page.contenu
        masque = self.modele.contenu if isinstance(contenu, Points) else self.modele.titre_seul
        entiere = self.modele.zone
        zone, carte = split_zone(entiere, has_surtitre=bool(page.surtitre), has_encadre=page.encadre is not None)
        corps = self._write_titre(masque, page.titre)
        if page.surtitre:
            haut = (entiere[0], entiere[1], entiere[2], int(HAUTEUR_SURTITRE))
            corps += self._write_boite(
                "Surtitre", haut, f'<text:p text:style-name="Surtitre">{ecrit(page.surtitre)}</text:p>'
            )
        if isinstance(contenu, Points):
            corps += self._write_points(masque, zone, contenu)
        elif isinstance(contenu, Illustration):
            corps += self._write_illustration(zone, contenu)
        elif isinstance(contenu, Graphe):
            corps += self._write_graphe(zone, contenu)
        else:
            corps += self._write_grille(zone, contenu, page.titre)
        if page.encadre is not None and carte is not None:
            corps += self._write_encadre(carte, page.encadre)
        return self._wrap(rang, masque, corps, page.notes)

    def _wrap(self, rang: int, masque: Masque, corps: str, notes: str, *, is_numerotee: bool = True) -> str:
        ecrites = "".join(f"<text:p>{ecrit(ligne)}</text:p>" for ligne in notes.split("\n")) if notes else "<text:p/>"
        pied = ' presentation:use-footer-name="pied"' if is_numerotee else ""
        return (
            f'<draw:page draw:name="Diapositive {rang}" draw:style-name="{"Page" if is_numerotee else "Couverture"}"'
            f' draw:master-page-name="{masque.nom}"{pied}>{corps}<presentation:notes draw:style-name="Notes">'
            '<draw:page-thumbnail draw:layer="layout" svg:x="3cm" svg:y="2cm" svg:width="15cm" svg:height="8.44cm"'
            f' draw:page-number="{rang}" presentation:class="page"/>'
            f'<draw:frame presentation:style-name="{masque.nom}-notes" draw:layer="layout" svg:x="2cm" svg:y="12cm"'
            f' svg:width="17cm" svg:height="15cm" presentation:class="notes"><draw:text-box>{ecrites}</draw:text-box>'
            "</draw:frame></presentation:notes></draw:page>"
        )

    # --- what a page holds ----------------------------------------------------------------------------------------
    def _write_titre(self, masque: Masque, titre: str) -> str:
        return (
            f'<draw:frame presentation:style-name="{masque.nom}-title" draw:layer="layout" {place(masque.titre)}'
            f' presentation:class="title"><draw:text-box>{_write_ajuste(titre, masque.style_titre, masque.titre)}'
            "</draw:text-box></draw:frame>"
        )

    def _write_boite(self, nom: str, zone: Zone, corps: str, style: str = "Boite") -> str:
        return (
            f'<draw:frame draw:name="{nom}" draw:style-name="{style}" draw:layer="layout" {place(zone)}><draw:text-box>'
            f"{corps}</draw:text-box></draw:frame>"
        )

    def _write_points(self, masque: Masque, zone: Zone, points: Points) -> str:
        taille = choose_taille_points(points.textes, zone[2], zone[3])
        lignes = "".join(
            f'<text:list-item><text:p text:style-name="Point{taille}">{ecrit(texte)}</text:p></text:list-item>'
            for texte in points.textes
        )
        return (
            f'<draw:frame presentation:style-name="{masque.nom}-outline1" draw:layer="layout" {place(zone)}'
            f' presentation:class="outline"><draw:text-box><text:list text:style-name="Puces">{lignes}</text:list>'
            "</draw:text-box></draw:frame>"
        )

    def _write_illustration(self, zone: Zone, figure: Illustration) -> str:
        gauche, haut, large, hauteur = zone
        png = svg_to_png(self.diaporama.images[figure.image], large * POINTS_PAR_POUCE // EMU_PAR_POUCE)
        nom = f"Pictures/illustration{len(self.images) + 1}.png"
        self.images[nom] = png
        pixels_x, pixels_y = struct.unpack(">II", png[16:24])
        echelle = min(large / pixels_x, (hauteur - HAUTEUR_SOURCE) / pixels_y)
        cadre = (gauche, haut, int(pixels_x * echelle), int(pixels_y * echelle))
        return (
            # The drawing is transparent and its letters dark: on a dark model it would not be seen.
            f'<draw:rect draw:style-name="Papier" draw:layer="layout" {place(cadre)}/>'
            f'<draw:frame draw:name="Illustration" draw:style-name="Boite" draw:layer="layout" {place(cadre)}>'
            f'<draw:image xlink:href="{nom}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"<svg:desc>{ecrit(figure.alternative)}</svg:desc></draw:frame>"
        ) + self._write_source((gauche, haut + cadre[3], large, int(HAUTEUR_SOURCE)), figure.source)

    def _write_source(self, zone: Zone, source: str) -> str:
        return self._write_boite(
            "Source", zone, f'<text:p text:style-name="Source">Source\u00a0: {ecrit(source)}</text:p>'
        )

    def _write_graphe(self, zone: Zone, graphe: Graphe) -> str:
        gauche, haut, large, hauteur = zone
        hauteur -= HAUTEUR_SOURCE
        nom = f"Object {len(self.graphes) + 1}"
        self.graphes[nom] = build_graphe(graphe, self.modele.theme, large, hauteur)
        return (
            f'<draw:frame draw:name="Graphique" draw:style-name="Boite" draw:layer="layout"'
            f' {place((gauche, haut, large, hauteur))}><draw:object xlink:href="./{nom}" xlink:type="simple"'
            f' xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>{ecrit(graphe.alternative)}</svg:desc></draw:frame>'
        ) + self._write_source((gauche, haut + hauteur, large, int(HAUTEUR_SOURCE)), graphe.source)

    def _write_grille(self, zone: Zone, grille: Grille, titre: str) -> str:
        gauche, haut, large, hauteur = zone
        largeurs = compute_largeurs(grille)
        taille, hauteurs = choose_taille(grille, largeurs, large, hauteur - HAUTEUR_SOURCE)
        points, rang = round(taille.pt), len(self.tableaux) + 1
        self.tableaux.append(
            "".join(
                f'<style:style style:name="co{rang}_{n}" style:family="table-column"><style:table-column-properties'
                f' style:column-width="{cm(int(large * part))}"/></style:style>'
                for n, part in enumerate(largeurs)
            )
            + "".join(
                f'<style:style style:name="ro{rang}_{n}" style:family="table-row"><style:table-row-properties'
                f' style:row-height="{cm(haute)}"/></style:style>'
                for n, haute in enumerate(hauteurs)
            )
        )
        colonnes = "".join(
            f'<table:table-column table:style-name="co{rang}_{n}"/>' for n in range(len(grille.colonnes))
        )
        lignes = "".join(
            f'<table:table-row table:style-name="ro{rang}_{n}">'
            f"{self._write_ligne(grille, ligne, points, is_tete=n == 0)}</table:table-row>"
            for n, ligne in enumerate([grille.colonnes, *grille.lignes])
        )
        cadre = (gauche, haut, large, sum(hauteurs))
        written = (
            f'<draw:frame draw:name="Tableau" draw:style-name="standard" draw:layer="layout" {place(cadre)}>'
            f'<table:table table:use-first-row-styles="true">{colonnes}{lignes}</table:table>'
            f"<svg:desc>Tableau\u00a0: {ecrit(titre)}</svg:desc></draw:frame>"
        )
        if grille.source:
            bas = (gauche, haut + sum(hauteurs) + 72_000, large, int(HAUTEUR_SOURCE))
            written += self._write_source(bas, grille.source)
        return written

    def _write_ligne(self, grille: Grille, ligne: Sequence[str], points: int, *, is_tete: bool) -> str:
        style = "Tete" if is_tete else "Cellule"
        return "".join(
            f'<table:table-cell table:style-name="{style}"><text:p'
            f' text:style-name="{style}{"Nombre" if place_ in grille.nombres else ""}{points}">{ecrit(texte)}</text:p>'
            "</table:table-cell>"
            for place_, texte in enumerate(ligne)
        )

    def _write_encadre(self, zone: Zone, encadre: Encadre) -> str:
        gauche, haut, large, hauteur_zone = zone
        tailles = choose_taille_encadre(encadre, large - 2 * MARGE_ENCADRE, hauteur_zone - 2 * MARGE_ENCADRE)
        hauteur = int(min(hauteur_zone, tailles.hauteur + 2 * MARGE_ENCADRE))
        textes = f'<text:p text:style-name="EncadreTitre{tailles.points}">{ecrit(encadre.titre)}</text:p>' + "".join(
            f'<text:p text:style-name="Encadre{tailles.points}">{ecrit(texte)}</text:p>' for texte in encadre.textes
        )
        carte = self._write_boite("Encadré", (gauche, haut, large, hauteur), textes, "Encadre")
        barre = (gauche, haut, int(LARGEUR_BARRE), hauteur)
        return f'{carte}<draw:rect draw:style-name="Barre" draw:layer="layout" {place(barre)}/>'

    # --- parts ----------------------------------------------------------------------------------------------------
    def _build_contenu(self, pages: Sequence[str]) -> str:
        used = {nom for page in pages for nom in re.findall(r'text:style-name="(\w+)"', page)}
        return (
            f'{XML}<office:document-content {ESPACES_NOMS} office:version="1.3"><office:automatic-styles>'
            f"{''.join(self._build_automatiques(used))}</office:automatic-styles><office:body><office:presentation>"
            f'<presentation:footer-decl presentation:name="pied">{ecrit(self.diaporama.titre)}'
            f"</presentation:footer-decl>{''.join(pages)}</office:presentation></office:body></office:document-content>"
        )

    def _build_automatiques(self, used: Container[str]) -> Iterator[str]:
        theme = self.modele.theme
        for nom, visible in (("Page", "true"), ("Couverture", "false")):
            yield (
                f'<style:style style:name="{nom}" style:family="drawing-page"><style:drawing-page-properties'
                f' presentation:background-visible="true" presentation:background-objects-visible="true"'
                f' presentation:display-footer="{visible}" presentation:display-page-number="{visible}"'
                ' presentation:display-date-time="false"/></style:style>'
            )
        yield (
            '<style:style style:name="Notes" style:family="drawing-page"><style:drawing-page-properties'
            ' presentation:display-header="false" presentation:display-footer="false"'
            ' presentation:display-page-number="false" presentation:display-date-time="false"/></style:style>'
        )
        boite = (
            'draw:stroke="none" draw:textarea-vertical-align="top" draw:auto-grow-height="false" fo:wrap-option="wrap"'
        )
        # LibreOffice reads the four sides, and not the word for all of them.
        marge = " ".join(f'fo:padding-{cote}="{cm(int(MARGE_ENCADRE))}"' for cote in ("top", "bottom", "left", "right"))
        for nom, proprietes in (
            ("Boite", f'{boite} draw:fill="none" fo:padding="0cm"'),
            ("Encadre", f'{boite} draw:fill="solid" draw:fill-color="#{mix(theme.accent, 0.1)}" {marge}'),
            ("Barre", f'draw:stroke="none" draw:fill="solid" draw:fill-color="#{theme.accent}"'),
            ("Papier", 'draw:stroke="none" draw:fill="solid" draw:fill-color="#FFFFFF"'),
        ):
            yield (
                f'<style:style style:name="{nom}" style:family="graphic" style:parent-style-name="standard">'
                f"<style:graphic-properties {proprietes}/></style:style>"
            )
        yield from self.tableaux
        yield from _build_cellules(self.modele)
        yield (
            '<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" text:bullet-char="●">'
            '<style:list-level-properties text:space-before="0cm" text:min-label-width="0.8cm"/>'
            '<style:text-properties fo:font-size="45%"/></text:list-level-style-bullet></text:list-style>'
        )
        yield from (style for nom, style in _list_paragraphes(self.modele) if nom in used)

    def _build_meta(self) -> str:
        metadonnees = self.diaporama.metadonnees
        iso = datetime.combine(metadonnees.date, time()).isoformat()
        auteur = ecrit(metadonnees.auteur)
        return (
            f'{XML}<office:document-meta {ESPACES_NOMS} office:version="1.3"><office:meta>'
            f"<meta:generator>Convive</meta:generator><dc:title>{ecrit(self.diaporama.titre)}</dc:title>"
            f"<dc:subject>{ecrit(metadonnees.sujet)}</dc:subject><meta:initial-creator>{auteur}</meta:initial-creator>"
            f"<dc:creator>{auteur}</dc:creator><meta:creation-date>{iso}</meta:creation-date><dc:date>{iso}</dc:date>"
            "<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
        )

    def _build_manifeste(self) -> str:
        entrees = [("/", TYPE_MIME), *((f"{nom}.xml", "text/xml") for nom in ("content", "styles", "meta"))]
        for nom in self.graphes:
            entrees += [(f"{nom}/", TYPE_GRAPHE), (f"{nom}/content.xml", "text/xml")]
        entrees += [(nom, TYPES_IMAGES[nom[nom.rindex(".") :]]) for nom in self.images]
        lignes = "".join(
            f'<manifest:file-entry manifest:full-path="{nom}" manifest:media-type="{genre}"'
            f"{' manifest:version="1.3"' if nom.endswith('/') else ''}/>"
            for nom, genre in entrees
        )
        return (
            f'{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f' manifest:version="1.3">{lignes}</manifest:manifest>'
        )


def _write_ajuste(texte: str, style: StyleTexte, zone: Zone) -> str:
    """A title or a subtitle, in smaller letters when the place of the model does not hold it."""
    taille = choose_taille_titre(texte, style.points, zone[2], zone[3])
    return f"<text:p{f' text:style-name="Ajuste{taille}"' if taille else ''}>{ecrit(texte)}</text:p>"


def _build_cellules(modele: Modele) -> Iterator[str]:
    """A head on a tint of the first colour, thin rules under the rows."""
    theme = modele.theme
    traits = {
        "Tete": (f'draw:fill="solid" draw:fill-color="#{mix(theme.accent, 0.12)}"', f"1.5pt solid #{theme.accent}"),
        "Cellule": ('draw:fill="none"', "0.5pt solid #B9B1A4"),
    }
    for nom, (fond, trait) in traits.items():
        yield (
            f'<style:style style:name="{nom}" style:family="table-cell"><loext:graphic-properties {fond}'
            ' draw:textarea-vertical-align="middle" fo:padding-top="0.15cm" fo:padding-bottom="0.15cm"'
            ' fo:padding-left="0.25cm" fo:padding-right="0.25cm"/><style:paragraph-properties fo:border-left="none"'
            f' fo:border-right="none" fo:border-top="none" fo:border-bottom="{trait}"/></style:style>'
        )


def _list_paragraphes(modele: Modele) -> Iterator[tuple[str, str]]:
    theme = modele.theme
    police = f'style:font-name="{theme.police}"'

    def write(nom: str, points: int, couleur: str, paragraphe: str = "", *, gras: bool = False) -> tuple[str, str]:
        poids = "bold" if gras else "normal"
        return nom, (
            f'<style:style style:name="{nom}" style:family="paragraph"><style:paragraph-properties {paragraphe}/>'
            f'<style:text-properties fo:font-size="{points}pt" fo:font-weight="{poids}" fo:color="#{couleur}" {police}'
            ' fo:language="fr" fo:country="FR"/></style:style>'
        )

    yield write("Surtitre", 15, theme.encre, gras=True)
    yield write("Source", 12, theme.encre)
    for points in TAILLES_TITRE:
        yield (
            f"Ajuste{points}",
            f'<style:style style:name="Ajuste{points}" style:family="paragraph"><style:text-properties'
            f' fo:font-size="{points}pt"/></style:style>',
        )
    for points in TAILLES:
        yield write(f"Point{points}", points, modele.contenu.style_corps.couleur, 'fo:margin-top="0.35cm"')
        yield write(f"EncadreTitre{points}", points, NOIR, gras=True)
        yield write(f"Encadre{points}", points, NOIR, 'fo:margin-top="0.21cm"')
        # A head stands on a tint of paper, rows on the ground of the slide.
        for nom, alignement in (("", "start"), ("Nombre", "end")):
            bord = f'fo:text-align="{alignement}"'
            yield write(f"Tete{nom}{points}", points, NOIR, bord, gras=True)
            yield write(f"Cellule{nom}{points}", points, theme.encre, bord)
