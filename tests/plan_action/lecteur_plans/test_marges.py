"""What stands beside the words of a file: read or said, never lost in silence."""

import io
import zipfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.plan_action.lecteur_plans.fabrique import (
    Word,
    build_ligne_ods,
    build_ods,
    build_xlsx,
    get_actions,
    get_codes,
    lire,
)

TITRES = ["Action", "Pilote", "Statut"]


def say(plan: dict, code: str) -> list[str]:
    return [w["message"] for w in plan["warnings"] if w["code"] == code]


def set_parties(contenu: bytes, parties: dict[str, tuple[str, str]]) -> bytes:
    """An archive with, in these parts, a text in the place of another; a part whose text is empty is new."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as avant, zipfile.ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            donnees = avant.read(nom)
            if nom in parties:
                donnees = donnees.replace(parties[nom][0].encode(), parties[nom][1].encode())
            apres.writestr(nom, donnees)
        for nom, (ancien, texte) in parties.items():
            if not ancien:
                apres.writestr(nom, texte)
    return sortie.getvalue()


def test_headers_and_footers_of_word_are_said_and_give_the_years_of_the_convention():
    word = Word().tableau([TITRES, ["Ouvrir", "Anne Bo", "fait"]])
    section = word.document.sections[0]
    section.header.paragraphs[0].text = "CTG 2026-2029 des Trois Gués"
    section.footer.paragraphs[0].text = "Page 1 sur 3"
    word.tableau([[*TITRES, "Fin"], ["Rire", "Luc Da", "fait", "2031"]])
    plan = lire(word.build(), "plan.docx")
    assert say(plan, "en_tete_ou_pied") == [
        "L’en-tête ou le pied de page n’est pas repris\u00a0: «\u00a0CTG 2026-2029 des Trois Gués\u00a0»."
    ]
    assert "date_hors_convention" in get_codes(plan)


def test_struck_and_hidden_words_of_word():
    word = Word().tableau([TITRES, ["Ouvrir", "", "fait"]])
    cellule = word.document.tables[0].cell(1, 1).paragraphs[0]
    cellule.add_run("Anne Bo").font.strike = True
    cellule.add_run("Luc Da")
    word.document.tables[0].cell(1, 0).paragraphs[0].runs[0].font.hidden = True
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "pilotes") == [("Ouvrir", ["Luc Da"])]
    assert say(plan, "texte_barre") == ["«\u00a0Anne Bo\u00a0», barré, n’est pas lu."]
    assert say(plan, "texte_masque") == ["«\u00a0Ouvrir\u00a0», masqué, est lu comme le reste."]
    assert [w["lieu"] for w in plan["warnings"]] == [{"tableau": 1}] * 2


ZONE = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def test_text_boxes_of_word_that_are_titles_are_read_and_the_others_said():
    word = Word().texte("ICI").tableau([TITRES, ["Ouvrir", "Anne Bo", "fait"]])
    run = "<w:t>ICI</w:t></w:r>"
    zones = "</w:r>" + ZONE.format("AXE 2 – Jeunesse") + ZONE.format("À valider en COPIL")
    plan = lire(set_parties(word.build(), {"word/document.xml": (run, zones)}), "plan.docx")
    assert get_actions(plan, "rattachement") == [["Jeunesse"]]
    assert say(plan, "zone_de_texte") == [
        "Une zone de texte n’est pas reprise\u00a0: «\u00a0À valider en COPIL\u00a0»."
    ]


def test_row_of_word_that_tracking_takes_away_is_said():
    word = Word().tableau([TITRES, ["Ouvrir", "Anne Bo", "fait"], ["Rire", "Luc Da", "fait"]])
    contenu = word.build()
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        texte = archive.read("word/document.xml").decode()
    debut = texte.rindex("<w:tr>")
    contenu = set_parties(
        contenu, {"word/document.xml": (texte[debut:], f"<w:tr><w:trPr><w:del/></w:trPr>{texte[debut + 6 :]}")}
    )
    plan = lire(contenu, "plan.docx")
    assert get_actions(plan, "titre") == ["Ouvrir"]
    assert say(plan, "suivi_modifications") == [
        "«\u00a0Rire Luc Da fait\u00a0», supprimé en suivi des modifications, n’est pas lu."
    ]


def test_struck_words_headers_and_text_boxes_of_excel():
    def draw(livre: openpyxl.Workbook) -> None:
        feuille = livre.worksheets[0]
        feuille["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "Anne Bo"), " Luc Da")
        feuille["A3"].font = feuille["B3"].font = feuille["C3"].font = Font(strike=True)
        feuille.oddHeader.center.text = "CTG des Trois Gués"
        feuille.oddFooter.center.text = "Page &P"
        feuille.row_dimensions[1].hidden = True

    contenu = build_xlsx({"Plan": [TITRES, ["Ouvrir", "", "fait"], ["Rire", "Luc Da", "fait"]]}, apres=draw)
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre", "pilotes") == [("Ouvrir", ["Luc Da"]), ("Rire", ["Luc Da"])]
    barres = [(w["code"], w["message"], w["lieu"]["ligne"]) for w in plan["warnings"] if "barre" in w["code"]]
    phrase = "«\u00a0Rire\u00a0», barrée d’un bout à l’autre, est lue quand même\u00a0: à garder ou à retirer."
    assert barres == [
        ("action_barree", phrase, 3),
        ("texte_barre", "«\u00a0Anne Bo\u00a0», barré, n’est pas lu.", 2),
    ]
    assert say(plan, "en_tete_ou_pied") == [
        "L’en-tête ou le pied de page n’est pas repris\u00a0: «\u00a0CTG des Trois Gués\u00a0»."
    ]
    assert say(plan, "ligne_masquee") == ["Des lignes masquées ont été lues\u00a0: 1."]


def test_text_box_of_excel():
    sp = '<xdr:sp xmlns:xdr="x"><xdr:txBody xmlns:a="a"><a:p><a:r><a:t>Version de mars</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    relation = '<Relationships xmlns="r"><Relationship Id="a" Type="t/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    contenu = set_parties(
        build_xlsx({"Plan": [TITRES, ["Ouvrir", "Anne Bo", "fait"]]}),
        {"xl/worksheets/_rels/sheet1.xml.rels": ("", relation), "xl/drawings/drawing1.xml": ("", f"<a>{sp}</a>")},
    )
    assert say(lire(contenu, "plan.xlsx"), "zone_de_texte") == [
        "Une zone de texte n’est pas reprise\u00a0: «\u00a0Version de mars\u00a0»."
    ]


SUIVI = """<table:tracked-changes>
<table:cell-content-change table:id="a"><table:cell-address table:column="1" table:row="1" table:table="0"/>
<table:previous><table:change-track-table-cell office:value-type="string"><text:p>Anne Bo</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>
<table:insertion table:id="b" table:type="row" table:position="1" table:table="0"/>
<table:deletion table:id="c" table:type="row" table:position="4" table:table="0"/>
<table:deletion table:id="d" table:acceptance-state="accepted" table:type="row" table:position="4" table:table="0"/>
</table:tracked-changes>"""
BARRE = '<style:style style:name="b"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def test_tracked_changes_struck_words_and_text_boxes_of_libreoffice():
    barre = '<table:table-cell office:value-type="string"><text:p><text:span text:style-name="b">Anne Bo</text:span> Luc Da</text:p></table:table-cell>'
    zone = (
        '<table:shapes><draw:custom-shape xmlns:draw="d"><text:p>À revoir</text:p></draw:custom-shape></table:shapes>'
    )
    lignes = build_ligne_ods(*TITRES) + build_ligne_ods("Ouvrir", barre, "fait")
    contenu = build_ods(f'{SUIVI}<table:table table:name="Plan">{zone}{lignes}</table:table>', BARRE)
    plan = lire(contenu, "plan.ods")
    assert get_actions(plan, "titre", "pilotes") == [("Ouvrir", ["Luc Da"])]
    assert say(plan, "texte_barre") == ["«\u00a0Anne Bo\u00a0», barré, n’est pas lu."]
    assert say(plan, "zone_de_texte") == ["Une zone de texte n’est pas reprise\u00a0: «\u00a0À revoir\u00a0»."]
    assert [(w["message"], w["lieu"]["ligne"]) for w in plan["warnings"] if w["code"] == "suivi_modifications"] == [
        ("Une cellule a changé en suivi des modifications\u00a0: «\u00a0Anne Bo\u00a0» n’est plus lu.", 2),
        ("Une ligne ajoutée en suivi des modifications est lue\u00a0: à accepter ou non.", 2),
        ("Une ligne supprimée en suivi des modifications n’est pas lue.", 5),
    ]


def test_a_column_without_a_title_is_said():
    plan = lire(b"Action;Pilote;;Statut\nOuvrir;Anne Bo;;Fait\nFormer;Luc Da;avec la Caf;Fait", "plan.csv")
    assert [(w["code"], w["lieu"]["ligne"], w["lieu"]["colonne"]) for w in plan["warnings"]] == [
        ("colonne_ignoree", 3, "C")
    ]
