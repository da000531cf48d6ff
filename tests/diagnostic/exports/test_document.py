"""The diagnosis as a document: what leaves, in which formats, and that it comes out the same again."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from odfdo import Document as DocumentOdf

from convive.diagnostic.exports.assemblage import build_diagnostic_lu
from convive.diagnostic.exports.document import read_valide
from convive.diagnostic.models import Chapitre
from convive.diagnostic.rules.contenus import Illustration
from convive.diagnostic.rules.redaction import dump_diagnostic, load_diagnostic
from convive.documents.actions.document import render_document
from convive.documents.actions.gel import create_gel
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import DocumentHtml, Famille
from convive.documents.rules.blocs import BlocIllisible
from tests.diagnostic.chapitres import get_chapitre
from tests.documents.ooxml import list_defauts
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db
DIAGNOSTIC, ABS = "diagnostic_diagnostic", "diagnostic_abs"


@pytest.fixture
def place(espace, chargee):
    return espace.membres.select_related("espace", "compte").get(compte=chargee)


@pytest.fixture
def ecrit(diagnostic, chiffres_base):
    Chapitre.objects.filter(pk=get_chapitre(diagnostic).pk).update(
        voyons="# Les âges\n\nLes familles arrivent.\n\n- à l’est\n- au sud", ignorons="Combien repartent ?"
    )
    return diagnostic


def build(place, cle: str = DIAGNOSTIC, rang: int = 0) -> DocumentHtml:
    type_document = types_documents.get(cle)
    choix = type_document.list_choix(place)[rang][0]
    contenu = type_document.build(place, Famille.TEXTE, choix)
    assert isinstance(contenu, DocumentHtml)
    return contenu


def test_every_format_opens_with_its_headings_and_its_images(ecrit, place):
    contenu = build(place)
    assert len(contenu.images) >= 8
    lu = docx.Document(BytesIO(octets := render_contenu(contenu, "docx").contenu))
    titres = [(p.style.name, p.text) for p in lu.paragraphs if p.style.name.startswith("Heading")]
    assert titres[:3] == [
        ("Heading 1", "Diagnostic partagé"), ("Heading 2", "Sommaire"), ("Heading 2", "En bref"),
    ]  # fmt: skip
    assert ("Heading 2", "2. La population") in titres
    assert ("Heading 4", "Les âges") in titres
    assert titres[-1] == (
        "Heading 2",
        f"{len([t for t in titres if t[0] == 'Heading 2']) - 2}. Sources, millésimes et limites",
    )
    assert list_defauts(octets) == []
    alternatives = [e.get("descr") for e in lu.element.iter(qn("wp:docPr"))]
    assert len(alternatives) == len(contenu.images)
    assert all(len(texte) > 30 for texte in alternatives)
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        for nom in archive.namelist():
            if nom.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(nom))  # noqa: S314 - our own file
    odt = DocumentOdf(BytesIO(render_contenu(contenu, "odt").contenu))
    assert len(odt.body.get_elements("descendant::draw:image")) == len(contenu.images)
    pdf = pypdf.PdfReader(BytesIO(render_contenu(contenu, "pdf").contenu))
    assert "Combien repartent" in "".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_analysis_of_needs_has_its_own_order_and_mention(ecrit, place):
    corps = lis(build(place, ABS).corps_html)
    assert "<h1>Analyse des besoins sociaux</h1>" in corps
    assert "1. La population" in corps
    assert "renouvellement général des conseils municipaux" in corps
    assert "R. 123-1" in corps
    assert "www.legifrance.gouv.fr" in corps
    assert corps.index("Enjeux et priorités</h2>") < corps.index("Le territoire, ses compétences, sa gouvernance</h2>")
    assert "renouvellement général" not in lis(build(place).corps_html)


def test_each_figure_says_its_source_by_a_number_that_is_written_under(ecrit, place):
    corps = lis(build(place).corps_html)
    assert ">Source</th>" in corps
    assert "Sources\u00a0: (1)\u00a0" in corps or "Sources\u00a0: (1) " in corps


def test_proposed_sentences_are_marked(ecrit, place):
    corps = lis(build(place).corps_html)
    # Someone wrote of the population, nobody of the resources.
    population, ressources = corps.index("2. La population"), corps.index("3. Emploi")
    assert "phrase proposée" not in corps[population:ressources]
    assert "phrase proposée" in corps[ressources:]


def test_what_was_frozen_comes_out_the_same_later(ecrit, place):
    create_gel(by=place, objet=ecrit, motif="Présenté au comité de pilotage")
    type_document = types_documents.get(DIAGNOSTIC)
    fige = type_document.list_choix(place)[1]
    assert fige[1].endswith("Présenté au comité de pilotage")
    avant = {format: render_document(place, type_document, format, fige[0]).contenu for format in ("docx", "pdf")}
    Chapitre.objects.filter(diagnostic=ecrit).update(voyons="Tout autre chose.", is_masque=True)
    for format, octets in avant.items():
        assert render_document(place, type_document, format, fige[0]).contenu == octets
    # The same words today give another document.
    assert "Tout autre chose." not in lis(build(place, rang=1).corps_html)


def test_a_state_that_does_not_exist_gives_nothing(ecrit, place):
    for choix in ("", "version_0", "fige_" + "0" * 32):
        with pytest.raises(DocumentInconnu):
            types_documents.get(DIAGNOSTIC).build(place, Famille.TEXTE, choix)


def test_what_is_frozen_is_read_as_it_was_written(ecrit):
    lu = build_diagnostic_lu(ecrit)
    relu = load_diagnostic(dump_diagnostic(lu))
    assert relu.elements == lu.elements
    assert [len(c.contenus) for c in relu.chapitres] == [len(c.contenus) for c in lu.chapitres]
    images = [c.svg for chapitre in relu.chapitres for c in chapitre.contenus if isinstance(c, Illustration)]
    assert images
    assert read_valide(ecrit) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.pop("chapitres"),
        lambda v: v["chapitres"][0].update(contenus="x"),
        lambda v: v["chapitres"][0].update(contenus=[{"nature": "inconnue", "provenances": []}]),
        lambda v: v["chapitres"][0].update(contenus=[{"nature": "citation", "texte": 3, "provenances": []}]),
        lambda v: v["chapitres"][0].update(
            contenus=[{"nature": "citation", "texte": "a", "provenances": [{"source": 1}]}]
        ),
        lambda v: v["chapitres"][0]["textes"].pop("voyons"),
    ],
)
def test_a_frozen_diagnosis_that_was_changed_is_refused(diagnostic, change):
    valeur = dump_diagnostic(build_diagnostic_lu(diagnostic))
    change(valeur)
    with pytest.raises(BlocIllisible):
        load_diagnostic(valeur)


def test_an_empty_chapter_says_what_fills_it(diagnostic, place):
    corps = lis(build(place).corps_html)
    assert "À écrire\u00a0: Ce que l’atelier a retenu" in corps
    assert "Y viendront d’eux-mêmes les organisations de l’annuaire" in corps
    assert "Ce chapitre n’a encore" not in corps
