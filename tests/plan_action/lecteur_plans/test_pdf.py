"""A PDF as printed: footers, rows cut by a page, labels and values without a line between them, a summary."""

import pytest

from tests.plan_action.lecteur_plans.fabrique import build_pdf, get_actions, get_arbre, get_codes, lire

PAGE = (
    "#set page(margin: 2cm, footer: [CTG 2025-2029 – Communauté de communes #h(1fr) "
    "Page #context counter(page).display()])\n"
)


def build_fiche(numero: str, titre: str, pilote: str, is_gras: bool) -> str:
    signe = "*" if is_gras else ""
    lignes = [("Pilote", pilote), ("Description", "Un lieu pour les familles."), ("Partenaires", "Caf, MSA"),
              ("Indicateurs", "Nombre de familles"), ("Budget", "12 000 €"), ("Statut", "En cours")]  # fmt: skip
    cellules = "".join(f"[{signe}{etiquette}{signe}],[{valeur}]," for etiquette, valeur in lignes)
    return f"\n#text(size: 14pt)[Fiche action {numero} : {titre}]\n\n#grid(columns: (4cm, 1fr), row-gutter: 8pt, {cellules})\n"


@pytest.mark.parametrize("is_gras", [True, False])
def test_labels_and_values_side_by_side_and_the_footer_of_each_page(is_gras):
    texte = PAGE + "= Axe 1 : Enfance\n" + build_fiche("1.1", "Ouvrir", "Anne Bo", is_gras)
    texte += "#pagebreak()\n" + build_fiche("1.2", "Fermer", "Luc Da", is_gras)
    plan = lire(build_pdf(texte), "plan.pdf")
    assert get_actions(plan, "numero", "titre", "pilotes", "partenaires", "description") == [
        ("1.1", "Ouvrir", ["Anne Bo"], ["Caf", "MSA"], "Un lieu pour les familles."),
        ("1.2", "Fermer", ["Luc Da"], ["Caf", "MSA"], "Un lieu pour les familles."),
    ]
    # Nothing of the footer is a status, an indicator, an amount.
    for action in plan["actions"]:
        assert [i["libelle"] for i in action["indicateurs"]] == ["Nombre de familles"]
        assert [m["montant"] for m in action["budget"]] == [12000.0]
        assert action["statut"] == {"valeur": "en_cours", "texte": "En cours"}
    assert get_codes(plan) == ["en_tete_ou_pied"]


def test_row_cut_by_a_page_is_one_action():
    dit = " ".join(["Un texte long qui dit ce que fait cette action dans la commune."] * 12)
    lignes = "".join(f"[1.{rang}],[Atelier {'abcdefgh'[rang]}],[{dit}],[Anne Bo]," for rang in range(8))
    texte = PAGE + "= Axe 1 : Enfance\n#table(columns: (1.5cm, 3cm, 1fr, 2cm), [N°],[Action],[Description],[Pilote],"
    plan = lire(build_pdf(f"{texte}{lignes})"), "plan.pdf")
    assert get_actions(plan, "numero") == [f"1.{rang}" for rang in range(8)]
    assert {len(texte.split()) for texte in get_actions(plan, "description")} == {len(dit.split())}
    assert "ligne_ignoree" not in get_codes(plan)


def test_summary_with_pages_gives_no_title():
    texte = PAGE + "#outline(title: [Sommaire])\n#pagebreak()\n"
    for rang, nom in ((1, "Enfance"), (2, "Jeunesse")):
        texte += f"= Axe {rang} : {nom}\n== Action {rang}.1 : Agir\n*Pilote :* Anne Bo\n\n*Description :* Un lieu.\n\n"
    plan = lire(build_pdf(texte), "plan.pdf")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (1, "2", "Jeunesse", None)]
    assert get_actions(plan, "description") == ["Un lieu.", "Un lieu."]


def build_annote() -> bytes:
    """A page of one line, a comment stuck on it, and a word struck through by a reader of PDF."""
    texte = "BT /F1 12 Tf 50 700 Td (Fiche action 1 : Ouvrir) Tj 0 -20 Td (Pilote : Anne Bo) Tj 0 -20 Td (Public : tous les jeunes) Tj ET"
    objets = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R 7 0 R] "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(texte)} >> stream\n{texte}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Annot /Subtype /Text /Rect [300 700 320 720] /Contents (Voir la Caf) >>",
        "<< /Type /Annot /Subtype /StrikeOut /Rect [80 675 145 695] >>",
    ]
    corps = "".join(f"{rang} 0 obj\n{objet}\nendobj\n" for rang, objet in enumerate(objets, 1))
    return f"%PDF-1.4\n{corps}trailer << /Root 1 0 R /Size 8 >>\n%%EOF".encode()


def test_comments_and_strokes_of_a_reader_of_pdf_are_said():
    plan = lire(build_annote(), "plan.pdf")
    assert get_actions(plan, "titre", "pilotes") == [("Ouvrir", ["Anne Bo"])]
    assert [(w["code"], w["lieu"]) for w in plan["warnings"][:2]] == [
        ("commentaire", {"page": 1}),
        ("texte_barre", {"page": 1}),
    ]
    assert "Voir la Caf" in plan["warnings"][0]["message"]
    assert "Anne" in plan["warnings"][1]["message"]


def test_table_that_no_line_draws_is_read_under_its_titles_over_two_pages():
    lignes = "".join(
        f"[Ouvrir le lieu {i} de la commune pour les familles],[Anne Bo],[2027],[fait]," for i in range(24)
    )
    plan = lire(
        build_pdf(f"#table(columns:(6cm,4cm,3cm,3cm),stroke:none,[Action],[Pilote],[Échéance],[Statut],{lignes})"),
        "plan.pdf",
    )
    assert get_actions(plan, "titre") == [f"Ouvrir le lieu {i} de la commune pour les familles" for i in range(24)]
    assert {(a["pilotes"][0], a["calendrier"]["fin"], a["statut"]["valeur"]) for a in plan["actions"]} == {
        ("Anne Bo", "2027", "realisee")
    }
