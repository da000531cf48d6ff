"""A chart of PowerPoint, with its figures in a workbook that one may open and change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rendu.diapositives import Theme, Zone, get_encre_sur, rgb
from convive.documents.rules.diaporama import Graphe

# A zero draws nothing: its label would float over its neighbour.
SANS_ZERO = "0;-0;;"
CORPS = Pt(14)


def write_graphe(slide: Any, zone: Zone, graphe: Graphe, theme: Theme) -> None:
    """Stacked horizontal bars, the first category above, the figures inside, the names of the series under."""
    data: Any = CategoryChartData(number_format=SANS_ZERO)  # type: ignore[no-untyped-call]  # no types there
    data.categories = [clean_texte(categorie) for categorie in graphe.categories]
    for serie in graphe.series:
        data.add_series(clean_texte(serie.nom), list(serie.valeurs))
    cadre = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *zone, data)
    cadre.name = "Graphique"
    cadre._element._nvXxPr.cNvPr.set("descr", clean_texte(graphe.alternative))
    chart = cadre.chart
    chart.has_title, chart.has_legend = False, len(graphe.series) > 1
    chart.font.size, chart.font.color.rgb = CORPS, rgb(theme.encre)
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size = CORPS
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    # The library numbers the axes below zero, which the schema of Office refuses.
    for balise in ("c:axId", "c:crossAx"):
        for element in chart._chartSpace.iter(qn(balise)):
            element.set("val", str(int(element.get("val")) & 0x7FFFFFFF))
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for serie, drawn in zip(graphe.series, plot.series, strict=True):
        couleur = theme.get_couleur(serie.ton)
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(couleur)
        # A line of the ground between two parts tells them apart in grey.
        drawn.format.line.color.rgb = rgb(theme.fond)
        labels = drawn.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = SANS_ZERO, False
        labels.font.size, labels.font.bold = CORPS, True
        labels.font.color.rgb = rgb(get_encre_sur(couleur))


def date_classeurs(parts: Mapping[str, bytes], jour: date) -> dict[str, bytes]:
    """The same slides are the same file: the workbook of a chart bears the day of the slides, not the hour at which it
    was written."""
    return {
        nom: _date_classeur(donnees, jour) if nom.startswith("ppt/embeddings/") else donnees
        for nom, donnees in parts.items()
    }


def _date_classeur(contenu: bytes, jour: date) -> bytes:
    parts = read_archive(contenu)
    coeur = parts.get("docProps/core.xml", b"").decode()
    debut, _, reste = coeur.partition("<dcterms:created")
    if reste:
        _, _, fin = reste.partition("</dcterms:modified>")
        iso = f"{jour:%Y-%m-%d}T00:00:00Z"
        dates = "".join(
            f'<dcterms:{nom} xsi:type="dcterms:W3CDTF">{iso}</dcterms:{nom}>' for nom in ("created", "modified")
        )
        parts["docProps/core.xml"] = f"{debut}{dates}{fin}".encode()
    return write_archive(parts)
