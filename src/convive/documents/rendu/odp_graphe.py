"""A chart of LibreOffice, with its table: one opens it and changes its figures."""

from collections.abc import Iterator

from convive.documents.rendu.diapositives import Theme, get_encre_sur
from convive.documents.rendu.odp_xml import ESPACES_NOMS, XML, cm, ecrit
from convive.documents.rules.diaporama import Graphe

LETTRES = "ABCDEFGHIJ"


def build_graphe(graphe: Graphe, theme: Theme, largeur: int, hauteur: int) -> str:
    """The content of a chart, `largeur` by `hauteur` EMU."""
    return "".join(_build(graphe, theme, largeur, hauteur))


def _build(graphe: Graphe, theme: Theme, largeur: int, hauteur: int) -> Iterator[str]:
    fin, derniere = len(graphe.categories) + 1, LETTRES[len(graphe.series)]
    yield f'{XML}<office:document-content {ESPACES_NOMS} office:version="1.3"><office:automatic-styles>'
    yield from _build_styles(graphe, theme)
    yield (
        "</office:automatic-styles><office:body><office:chart>"
        f'<chart:chart svg:width="{cm(largeur)}" svg:height="{cm(hauteur)}" chart:class="chart:bar"'
        ' chart:style-name="ch" xlink:href=".." xlink:type="simple">'
    )
    if len(graphe.series) > 1:
        yield '<chart:legend chart:legend-position="bottom" chart:style-name="legende"/>'
    yield (
        f'<chart:plot-area chart:style-name="aire" table:cell-range-address="local-table.$A$1:.${derniere}${fin}"'
        ' chart:data-source-has-labels="both">'
        '<chart:axis chart:dimension="x" chart:name="primary-x" chart:style-name="axex">'
        f'<chart:categories table:cell-range-address="local-table.$A$2:.$A${fin}"/></chart:axis>'
        '<chart:axis chart:dimension="y" chart:name="primary-y" chart:style-name="axey"/>'
    )
    for rang, serie in enumerate(graphe.series):
        lettre = LETTRES[rang + 1]
        # A zero draws nothing: its label would float over its neighbour.
        points = "".join(
            "<chart:data-point/>" if valeur else '<chart:data-point chart:style-name="zero"/>'
            for valeur in serie.valeurs
        )
        yield (
            f'<chart:series chart:style-name="s{rang}" chart:class="chart:bar"'
            f' chart:values-cell-range-address="local-table.${lettre}$2:.${lettre}${fin}"'
            f' chart:label-cell-address="local-table.${lettre}$1">{points}</chart:series>'
        )
    yield '<chart:wall chart:style-name="ch"/><chart:floor chart:style-name="ch"/></chart:plot-area>'
    yield from _build_table(graphe)
    yield "</chart:chart></office:chart></office:body></office:document-content>"


def _build_styles(graphe: Graphe, theme: Theme) -> Iterator[str]:
    texte = f'fo:font-size="14pt" fo:color="#{theme.encre}" style:font-name="{theme.police}"'
    yield (
        '<style:style style:name="zero" style:family="chart"><style:chart-properties chart:data-label-number="none"/>'
        "</style:style>"
        '<style:style style:name="ch" style:family="chart"><style:graphic-properties draw:stroke="none"'
        ' draw:fill="none"/></style:style>'
        '<style:style style:name="legende" style:family="chart"><style:graphic-properties draw:stroke="none"'
        f' draw:fill="none"/><style:text-properties {texte}/></style:style>'
        '<style:style style:name="aire" style:family="chart"><style:chart-properties chart:vertical="true"'
        ' chart:stacked="true" chart:series-source="columns" chart:auto-size="true"/>'
        "</style:style>"
        '<style:style style:name="axex" style:family="chart"><style:chart-properties chart:display-label="true"'
        ' chart:reverse-direction="true" chart:tick-marks-major-outer="false" chart:logarithmic="false"'
        ' chart:text-overlap="false" text:line-break="true"/><style:graphic-properties draw:stroke="solid"'
        f' svg:stroke-color="#{theme.encre}"/><style:text-properties {texte}/></style:style>'
        '<style:style style:name="axey" style:family="chart"><style:chart-properties chart:display-label="false"'
        ' chart:tick-marks-major-outer="false" chart:gap-width="45" chart:overlap="100"/><style:graphic-properties'
        ' draw:stroke="none"/></style:style>'
    )
    for rang, serie in enumerate(graphe.series):
        couleur = theme.get_couleur(serie.ton)
        yield (
            f'<style:style style:name="s{rang}" style:family="chart">'
            '<style:chart-properties chart:data-label-number="value" chart:data-label-text="false"'
            ' chart:label-position="center"/>'
            f'<style:graphic-properties draw:fill="solid" draw:fill-color="#{couleur}" draw:stroke="solid"'
            f' svg:stroke-color="#{theme.fond}" svg:stroke-width="0.03cm"/><style:text-properties fo:font-size="14pt"'
            f' fo:font-weight="bold" fo:color="#{get_encre_sur(couleur)}" style:font-name="{theme.police}"/>'
            "</style:style>"
        )


def _build_table(graphe: Graphe) -> Iterator[str]:
    yield '<table:table table:name="local-table"><table:table-header-columns><table:table-column/>'
    yield (
        f"</table:table-header-columns><table:table-columns><table:table-column"
        f' table:number-columns-repeated="{len(graphe.series)}"/></table:table-columns><table:table-header-rows>'
        "<table:table-row><table:table-cell><text:p/></table:table-cell>"
    )
    yield "".join(_build_mot(serie.nom) for serie in graphe.series)
    yield "</table:table-row></table:table-header-rows><table:table-rows>"
    for rang, categorie in enumerate(graphe.categories):
        nombres = "".join(
            f'<table:table-cell office:value-type="float" office:value="{serie.valeurs[rang]}"><text:p>'
            f"{serie.valeurs[rang]}</text:p></table:table-cell>"
            for serie in graphe.series
        )
        yield f"<table:table-row>{_build_mot(categorie)}{nombres}</table:table-row>"
    yield "</table:table-rows></table:table>"


def _build_mot(texte: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{ecrit(texte)}</text:p></table:table-cell>'
