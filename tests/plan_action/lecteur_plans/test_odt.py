"""LibreOffice texts are read as Word documents are: headings, tables, lists, struck words, comments, changes, notes."""

from tests.plan_action.lecteur_plans.fabrique import build_ligne_ods, build_odt, get_actions, get_arbre, get_codes, lire

GRAS = '<style:style style:name="G" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
BARRE = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)


def build_tableau(*lignes: list[str]) -> str:
    return f"<table:table>{''.join(build_ligne_ods(*ligne) for ligne in lignes)}</table:table>"


def build_case(contenu: str, attributs: str = "") -> str:
    return f"<table:table-cell{attributs}>{contenu}</table:table-cell>"


def test_merged_levels_and_struck_actions_of_a_table():
    haut = build_case("<text:p>Enfance</text:p>", ' table:number-rows-spanned="2"')
    barre = build_case('<text:p><text:span text:style-name="B">Fermer un lieu</text:span></text:p>')
    tableau = build_tableau(
        ["Axe", "Action", "Pilote"],
        [haut, "Ouvrir un lieu", "Anne Bo"],
        ["<table:covered-table-cell/>", barre, "Luc Da"],
    )
    plan = lire(build_odt(tableau, BARRE), "plan.odt")
    assert get_actions(plan, "titre", "rattachement", "pilotes") == [
        ("Ouvrir un lieu", ["Enfance"], ["Anne Bo"]),
        ("Fermer un lieu", ["Enfance"], ["Luc Da"]),
    ]
    assert get_codes(plan) == ["action_barree", "statut_absent"]


def test_headings_bold_labels_and_lists_of_a_text():
    corps = (
        '<text:h text:outline-level="1">Axe 1 : Enfance</text:h>'
        '<text:h text:outline-level="2">Action 1 : Ouvrir un lieu</text:h>'
        '<text:p><text:span text:style-name="G">Pilote :</text:span><text:s/>Anne Bo</text:p>'
        "<text:list><text:list-item><text:p>Échéance : juin 2026</text:p></text:list-item>"
        "<text:list-item><text:p>Partenaires : Caf,<text:line-break/>PMI</text:p></text:list-item></text:list>"
    )
    plan = lire(build_odt(corps, GRAS), "plan.odt")
    assert get_arbre(plan) == [(1, "1", "Enfance", None)]
    assert get_actions(plan, "titre", "pilotes", "partenaires") == [("Ouvrir un lieu", ["Anne Bo"], ["Caf", "PMI"])]
    assert plan["actions"][0]["calendrier"]["fin"] == "2026-06"


def test_comments_changes_notes_boxes_and_margins_are_said():
    suivi = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:insertion/></text:changed-region>'
        '<text:changed-region text:id="d"><text:deletion><text:p>, grands</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    publics = (
        '<text:p>Enfants<text:change-start text:change-id="a"/>, parents<text:change-end text:change-id="a"/>'
        '<text:change text:change-id="d"/><office:annotation><text:p>À valider</text:p></office:annotation>'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Voir le PEdT</text:p>"
        "</text:note-body></text:note></text:p>"
    )
    boite = "<draw:frame><draw:text-box><text:p>À relire en mars</text:p></draw:text-box></draw:frame>"
    tableau = build_tableau(["Action", "Pilote", "Public"], ["Ouvrir un lieu", "Anne Bo", build_case(publics)])
    page = "<style:master-page><style:footer><text:p>Version de travail</text:p></style:footer></style:master-page>"
    plan = lire(build_odt(f"{suivi}{tableau}<text:p>{boite}</text:p>", "", page), "plan.odt")
    assert get_actions(plan, "publics") == [["Enfants", "parents"]]
    dits = [(w["code"], w["message"]) for w in plan["warnings"]]
    assert [code for code, _ in dits] == [
        "suivi_modifications",
        "suivi_modifications",
        "commentaire",
        "note_de_bas_de_page",
        "zone_de_texte",
        "en_tete_ou_pied",
        "statut_absent",
    ]
    mots = (", parents", ", grands", "À valider", "Voir le PEdT", "À relire en mars", "Version de travail")
    assert [mot for mot, (_, phrase) in zip(mots, dits, strict=False) if mot in phrase] == list(mots)
