"""Slides are read back: titles, reading order, alternative texts, sources, notes, language."""

from dataclasses import replace
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.util import Pt

from convive.documents.rendu import render_pptx
from convive.documents.rules import (
    Diaporama,
    Diapositive,
    DocumentInvalide,
    Grille,
    Illustration,
    Points,
    validate_diaporama,
)
from tests.documents.factories import build_diaporama


def open_pptx(diaporama: Diaporama, modele: bytes | None = None):
    return Presentation(BytesIO(render_pptx(diaporama, modele)))


def list_formes(slide) -> list[tuple[str, str]]:
    return [(forme.name, forme.text_frame.text if forme.has_text_frame else "") for forme in slide.shapes]


def test_slides_read_in_order() -> None:
    couverture, points, dessin, grille = open_pptx(build_diaporama()).slides
    assert [texte for _, texte in list_formes(couverture)] == ["Bilan <2026> & suite", "Pays d’Aubrelle (fictif)"]
    assert [texte for _, texte in list_formes(points)][:2] == ["Trois actions avancent", "Une\nDeux\nTrois"]
    assert [nom for nom, _ in list_formes(dessin)][1:3] == ["Illustration", "Source"]
    assert list_formes(dessin)[2][1] == "Source\u00a0: Cnaf, 2017-2023"
    assert dessin.shapes[1]._element._nvXxPr.cNvPr.get("descr") == "Courbe des places"
    assert list_formes(grille)[-2:] == [("Pied", "Bilan <2026> & suite"), ("Numéro", "‹n°›")]


def test_drawing_keeps_its_proportions_and_stays_on_the_slide() -> None:
    presentation = open_pptx(build_diaporama())
    image, source = presentation.slides[2].shapes[1], presentation.slides[2].shapes[2]
    largeur, hauteur = image.image.size
    assert image.width / image.height == pytest.approx(largeur / hauteur, rel=0.01)
    assert source.top >= image.top + image.height
    assert source.top + source.height <= presentation.slide_height


def test_source_stands_under_a_table_whose_texts_go_to_the_line() -> None:
    longue = "Le comité demande une seconde réunion avec les communes qui n’ont pas encore répondu, avant juin."
    grille = Grille(("Action", "Pourquoi", "État"), [("Ouvrir", longue, "abandonnée")] * 6, "le plan")
    diaporama = replace(build_diaporama(), diapositives=[Diapositive("Ce qui s’arrête", grille)])
    presentation = open_pptx(diaporama)
    tableau, source = presentation.slides[1].shapes[1], presentation.slides[1].shapes[2]
    assert sum(ligne.height for ligne in tableau.table.rows) <= source.top - tableau.top
    assert source.top + source.height <= presentation.slide_height
    # No word is cut: the column of the longest has its room, and the text has the most.
    colonnes = [colonne.width for colonne in tableau.table.columns]
    assert colonnes[1] > colonnes[2] > 0


def test_table_has_a_header_row_and_a_text_for_those_who_do_not_see_it() -> None:
    tableau = open_pptx(build_diaporama()).slides[3].shapes[1]
    assert tableau._element._nvXxPr.cNvPr.get("descr") == "Tableau\u00a0: Deux communes"
    assert tableau.table.first_row
    assert [[cellule.text for cellule in ligne.cells] for ligne in tableau.table.rows] == [
        ["Commune", "Habitants"],
        ["Aubrelle", "3\u202f210"],
    ]
    assert tableau.table.cell(1, 1).text_frame.paragraphs[0].alignment.name == "RIGHT"


def test_speaker_notes_and_language() -> None:
    presentation = open_pptx(build_diaporama())
    assert presentation.slides[0].notes_slide.notes_text_frame.text == "Accueillir."
    assert presentation.slides[1].notes_slide.notes_text_frame.text == "Dire ce qui a marché."
    assert not presentation.slides[2].has_notes_slide
    for slide in presentation.slides:
        for element in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
            assert element.get("lang") == "fr-FR"
    proprietes = presentation.core_properties
    assert (proprietes.title, proprietes.language) == ("Bilan <2026> & suite", "fr-FR")
    assert proprietes.created.date() == build_diaporama().metadonnees.date


def test_same_slides_are_the_same_file() -> None:
    assert render_pptx(build_diaporama()) == render_pptx(build_diaporama())


def test_many_words_are_written_smaller() -> None:
    longs = replace(build_diaporama(), diapositives=[Diapositive("Long", Points(["m" * 170] * 7))])
    assert open_pptx(longs).slides[1].shapes[1].text_frame.paragraphs[0].runs[0].font.size == Pt(16)


def test_slides_of_a_model_are_left_out() -> None:
    modele = render_pptx(replace(build_diaporama(), titre="Modèle de la mairie"))
    contenu = render_pptx(build_diaporama(), modele)
    assert len(Presentation(BytesIO(contenu)).slides) == 4
    assert "Modèle de la mairie".encode() not in contenu


def test_model_without_any_title_is_refused() -> None:
    presentation = Presentation(BytesIO(render_pptx(build_diaporama())))
    for disposition in presentation.slide_master.slide_layouts:
        for place in list(disposition.placeholders):
            place._element.getparent().remove(place._element)
    tampon = BytesIO()
    presentation.save(tampon)
    with pytest.raises(DocumentInvalide, match="aucune disposition avec un titre"):
        render_pptx(build_diaporama(), tampon.getvalue())


@pytest.mark.parametrize(
    ("diapositive", "message"),
    [
        (Diapositive(" ", Points(["a"])), "n’a pas de titre"),
        (Diapositive("t" * 111, Points(["a"])), "plus de 110 caractères"),
        (Diapositive("T", Points([])), "de 1 à 7 points, pas 0"),
        (Diapositive("T", Points(["a"] * 8)), "de 1 à 7 points, pas 8"),
        (Diapositive("T", Points(["a" * 181])), "un point a plus de 180 caractères"),
        (Diapositive("T", Illustration("absente", "a", "s")), "n’est pas fournie"),
        (Diapositive("T", Illustration("courbe", " ", "s")), "texte de remplacement"),
        (Diapositive("T", Illustration("courbe", "a", " ")), "n’a pas de source"),
        (Diapositive("T", Grille([], [[]])), "colonnes"),
        (Diapositive("T", Grille(["a"], [])), "lignes"),
        (Diapositive("T", Grille(["a"], [["1", "2"]])), "n’a pas 1 cellules"),
    ],
)
def test_slides_that_would_not_be_read_are_refused(diapositive: Diapositive, message: str) -> None:
    with pytest.raises(DocumentInvalide, match=message):
        validate_diaporama(replace(build_diaporama(), diapositives=[diapositive]))


def test_diaporama_refused() -> None:
    with pytest.raises(DocumentInvalide, match="a un titre"):
        validate_diaporama(replace(build_diaporama(), titre=" "))
    with pytest.raises(DocumentInvalide, match="déjà pris"):
        validate_diaporama(replace(build_diaporama(), diapositives=[Diapositive("T", Points(["a"]))] * 2))
    with pytest.raises(DocumentInvalide, match="80 diapositives"):
        validate_diaporama(
            replace(build_diaporama(), diapositives=[Diapositive(f"T{r}", Points(["a"])) for r in range(81)])
        )
