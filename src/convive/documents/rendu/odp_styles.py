"""The styles and the master pages of an ODP."""

from collections.abc import Iterator

from convive.documents.rendu.odp_modele import Masque, Modele, StyleTexte
from convive.documents.rendu.odp_xml import ESPACES_NOMS, XML, cm, place

NOTES = "Notes"
CALQUES = "".join(
    f'<draw:layer draw:name="{nom}"/>'
    for nom in ("layout", "background", "backgroundobjects", "controls", "measurelines")
)


def build_styles(modele: Modele) -> str:
    return "".join(_build(modele))


def name_images(modele: Modele) -> dict[str, bytes]:
    """The pictures of the masters, by the name of their part."""
    return {
        f"Pictures/{masque.nom}{rang}{image.extension}": image.contenu
        for masque in modele.masques
        for rang, image in enumerate(masque.images)
    }


def _build(modele: Modele) -> Iterator[str]:
    theme = modele.theme
    yield f'{XML}<office:document-styles {ESPACES_NOMS} office:version="1.3"><office:font-face-decls>'
    for police in sorted({theme.police, theme.police_titre}):
        yield (
            f'<style:font-face style:name="{police}" svg:font-family="&apos;{police}&apos;"'
            ' style:font-family-generic="swiss"/>'
        )
    yield (
        '</office:font-face-decls><office:styles><style:default-style style:family="graphic">'
        '<style:graphic-properties draw:stroke="none" draw:fill="none" fo:wrap-option="wrap"/>'
        f'<style:text-properties fo:color="#{theme.encre}" style:font-name="{theme.police}" fo:font-size="18pt"'
        ' fo:language="fr" fo:country="FR"/></style:default-style>'
        '<style:style style:name="standard" style:family="graphic"/>'
    )
    for masque in modele.masques:
        yield from _build_presentation(masque, modele)
    yield "</office:styles><office:automatic-styles>"
    yield (
        '<style:page-layout style:name="PM0"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
        ' style:print-orientation="portrait" fo:margin="0cm"/></style:page-layout>'
        '<style:page-layout style:name="PM1"><style:page-layout-properties'
        f' fo:page-width="{cm(modele.largeur)}" fo:page-height="{cm(modele.hauteur)}"'
        ' style:print-orientation="landscape" fo:margin="0cm"/></style:page-layout>'
    )
    for nom, alignement in (("Pied", "start"), ("Numero", "end")):
        yield _build_style(
            nom, StyleTexte(12, gras=False, couleur=theme.encre, alignement=alignement, ancre="middle"), theme.police
        )
    for masque in modele.masques:
        yield (
            f'<style:style style:name="M{masque.nom}" style:family="drawing-page"><style:drawing-page-properties'
            f' draw:fill="solid" draw:fill-color="#{masque.fond}" draw:background-size="border"/></style:style>'
        )
        for rang, (_, couleur) in enumerate(masque.traits):
            yield (
                f'<style:style style:name="T{masque.nom}{rang}" style:family="graphic"><style:graphic-properties'
                f' draw:stroke="none" draw:fill="solid" draw:fill-color="#{couleur}"/></style:style>'
            )
    yield (
        '<style:style style:name="DNotes" style:family="drawing-page"><style:drawing-page-properties'
        ' presentation:display-header="false" presentation:display-footer="false"'
        ' presentation:display-page-number="false" presentation:display-date-time="false"/></style:style>'
        f"</office:automatic-styles><office:master-styles><draw:layer-set>{CALQUES}</draw:layer-set>"
    )
    for masque in modele.masques:
        yield from _build_page(masque)
    yield "</office:master-styles></office:document-styles>"


def _build_presentation(masque: Masque, modele: Modele) -> Iterator[str]:
    """The styles that LibreOffice looks for by the name of the master."""
    theme = modele.theme
    yield _build_style(f"{masque.nom}-title", masque.style_titre, theme.police_titre)
    yield _build_style(f"{masque.nom}-subtitle", masque.style_corps, theme.police)
    yield _build_style(f"{masque.nom}-outline1", masque.style_corps, theme.police)
    yield _build_style(
        f"{masque.nom}-notes",
        StyleTexte(14, gras=False, couleur="1D2A33", alignement="start", ancre="top"),
        theme.police,
    )


def _build_style(nom: str, style: StyleTexte, police: str) -> str:
    return (
        f'<style:style style:name="{nom}" style:family="presentation"><style:graphic-properties draw:stroke="none"'
        f' draw:fill="none" draw:textarea-vertical-align="{style.ancre}" draw:auto-grow-height="false"'
        ' draw:fit-to-size="false" fo:padding="0cm" fo:wrap-option="wrap"/>'
        f'<style:paragraph-properties fo:text-align="{style.alignement}"/><style:text-properties'
        f' fo:color="#{style.couleur}" style:font-name="{police}" fo:font-size="{style.points:g}pt"'
        f' fo:font-weight="{"bold" if style.gras else "normal"}" fo:language="fr" fo:country="FR"/></style:style>'
    )


def _build_page(masque: Masque) -> Iterator[str]:
    yield f'<style:master-page style:name="{masque.nom}" style:page-layout-name="PM1" draw:style-name="M{masque.nom}">'
    for rang, image in enumerate(masque.images):
        yield (
            f'<draw:frame draw:layer="backgroundobjects" {place(image.zone)}><draw:image'
            f' xlink:href="Pictures/{masque.nom}{rang}{image.extension}" xlink:type="simple" xlink:show="embed"'
            ' xlink:actuate="onLoad"/></draw:frame>'
        )
    for rang, (zone, _) in enumerate(masque.traits):
        yield f'<draw:rect draw:style-name="T{masque.nom}{rang}" draw:layer="backgroundobjects" {place(zone)}/>'
    yield (
        f'<draw:frame presentation:style-name="{masque.nom}-title" draw:layer="backgroundobjects"'
        f' {place(masque.titre)} presentation:class="title" presentation:placeholder="true"><draw:text-box/>'
        "</draw:frame>"
    )
    if masque.corps is not None:
        yield (
            f'<draw:frame presentation:style-name="{masque.nom}-outline1" draw:layer="backgroundobjects"'
            f' {place(masque.corps)} presentation:class="outline" presentation:placeholder="true"><draw:text-box/>'
            "</draw:frame>"
        )
    if masque.pied is not None:
        yield (
            f'<draw:frame presentation:style-name="Pied" draw:layer="backgroundobjects"'
            f' {place(masque.pied)} presentation:class="footer"><draw:text-box><text:p><presentation:footer/></text:p>'
            "</draw:text-box></draw:frame>"
        )
    if masque.numero is not None:
        yield (
            f'<draw:frame presentation:style-name="Numero" draw:layer="backgroundobjects"'
            f' {place(masque.numero)} presentation:class="page-number"><draw:text-box><text:p><text:page-number>1'
            "</text:page-number></text:p></draw:text-box></draw:frame>"
        )
    yield (
        '<presentation:notes style:page-layout-name="PM0" draw:style-name="DNotes"><draw:page-thumbnail'
        ' draw:layer="backgroundobjects" svg:x="3cm" svg:y="2cm" svg:width="15cm" svg:height="8.44cm"'
        f' presentation:class="page"/><draw:frame presentation:style-name="{masque.nom}-notes"'
        ' draw:layer="backgroundobjects" svg:x="2cm" svg:y="12cm" svg:width="17cm" svg:height="15cm"'
        ' presentation:class="notes" presentation:placeholder="true"><draw:text-box/></draw:frame>'
        "</presentation:notes></style:master-page>"
    )
