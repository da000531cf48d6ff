"""Our own HTML: what is read, what is refused and with which words."""

import pytest

from convive.documents.rendu.html import build_html, get_largeurs, parse_html, read_document
from convive.documents.rules import DocumentInvalide
from tests.documents.factories import TABLEAU, build_document


def build_table(corps: str, entete: str = "<tr><th>a</th><th>b</th></tr>") -> str:
    return f"<h1>T</h1><table><caption>Âges</caption><thead>{entete}</thead><tbody>{corps}</tbody></table>"


@pytest.mark.parametrize(
    ("corps", "message"),
    [
        ("<h1>T</h1><script>x</script>", "Balise <script> non prévue"),
        ("<h1>T</h1><p>a", "<p> n’est pas fermée"),
        ("<h1>T</h1><p>a</strong></p>", "</strong> alors que <p> est ouverte"),
        ("<h1>T</h1></p>", "</p> alors que rien n’est ouvert"),
        ("<p>a</p>", "pas de titre <h1>"),
        ("<h2>T</h2>", "est de niveau 2 et suit le début du document"),
        ("<h1>T</h1><h3>U</h3>", "« U » est de niveau 3 et suit un titre de niveau 1"),
        ("<h1> <strong> </strong></h1>", "Un titre <h1> est vide"),
        ("<h1>T</h1><img src='rien' alt='x'>", "L’image « rien » n’est pas fournie"),
        ("<h1>T</h1><img alt='x'>", "L’image «  » n’est pas fournie"),
        ("<h1>T</h1><img src='accueil'>", "L’image « accueil » n’a pas de texte de remplacement"),
        ("<h1>T</h1><img src='accueil' alt=' '>", "n’a pas de texte de remplacement"),
        (build_table("", ""), "Le tableau « Âges » n’a pas de ligne d’en-tête"),
        (build_table("", "<tr><td>a</td></tr>"), "n’a pas de ligne d’en-tête"),
        (build_table("<tr><td>a</td></tr>"), "ligne 2\u00a0: 1 cellules pour 2 colonnes"),
        (build_table("<tr><td colspan='x'>a</td></tr>"), "n’est pas un nombre de cellules"),
        (build_table("<tr><td colspan='0'>a</td></tr>"), "n’est pas un nombre de cellules"),
        (build_table("<tr><td>a</td><td>b</td></tr>" * 1001), "a 1001 lignes\u00a0: un document en prend 1000 au plus"),
        (build_table("", "<tr>" + "<th>a</th>" * 13 + "</tr>"), "a 13 colonnes\u00a0: une page en prend 12 au plus"),
        ("<h1>T</h1><table><tr><td>a</td></tr></table>", "Le tableau « sans légende »"),
    ],
)
def test_document_refused(corps: str, message: str) -> None:
    with pytest.raises(DocumentInvalide, match=message):
        read_document(build_document(corps))


def test_document_without_title_is_refused() -> None:
    with pytest.raises(DocumentInvalide, match="Un document a un titre"):
        read_document(build_document(titre=" "))


@pytest.mark.parametrize(
    "corps",
    [
        "<h1>T</h1><h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>",
        build_table("<tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td colspan='2'>d</td></tr>"),
        build_table("<tr><td rowspan='3'>a</td><td rowspan='2'>b</td></tr><tr></tr><tr><td>c</td></tr>"),
        "<h1>T</h1><p/><p>a<br>b</br></p>",
    ],
)
def test_document_accepted(corps: str) -> None:
    read_document(build_document(corps))


def test_text_is_folded_but_keeps_no_break_spaces() -> None:
    assert parse_html("<p>a \n b\u00a0: <em>c</em></p>").texte == "a b\u00a0: c"


def test_html_for_pandoc_uses_our_styles_and_keeps_no_class() -> None:
    racine = read_document(build_document())
    images = {nom: {"src": f"data:{nom}", "width": "14cm"} for nom in ("accueil", "carte")}
    ecrit = build_html(racine, images)
    assert '<div data-custom-style="FigureTitre"><p>Places d’accueil<br><span data-custom-style="Petit">' in ecrit
    assert '<img alt="Carte de 20 communes" src="data:carte" width="14cm">' in ecrit
    assert '<div data-custom-style="Source"><p>Source' in ecrit
    assert '<td style="text-align: right">' in ecrit
    assert '<th scope="row"><strong>2022</strong></th>' in ecrit
    assert "class=" not in ecrit
    assert "<time" not in ecrit
    assert "&lt;d&gt;" in ecrit
    # The figure without a caption has no title paragraph.
    assert ecrit.count("FigureTitre") == 1
    # The one whose source follows stays with it; the other leads to nothing.
    assert [ecrit.count(style) for style in ("FigureImage", "FigureSourcee")] == [1, 1]


def test_widths_follow_what_columns_hold() -> None:
    table = next(noeud for noeud in parse_html(TABLEAU).walk() if noeud.balise == "table")
    largeurs = get_largeurs(table)
    assert sum(largeurs) == pytest.approx(100)
    assert largeurs[1] > largeurs[0]


def test_widths_skip_rows_with_spans() -> None:
    corps = build_table("<tr><td colspan='2'>" + "long " * 40 + "</td></tr><tr><td></td><td>b</td></tr>")
    table = next(noeud for noeud in parse_html(corps).walk() if noeud.balise == "table")
    assert get_largeurs(table) == [50, 50]
