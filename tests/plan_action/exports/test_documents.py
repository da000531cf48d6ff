"""What leaves the plan as documents: whole, in the order of the sheets, without what is not for its reader."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from django.utils import timezone

from convive.convention.models import Signataire
from convive.documents.emplacements import emplacements
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rendu.html import read_document
from convive.documents.rules import Diaporama, DocumentHtml, Famille, Grille
from convive.documents.rules.blocs import Tableau
from convive.espaces.models import Membre
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.exports import CLE_BILAN, CLE_FICHES, CLE_FICHES_COURTES, CLE_PLAN
from convive.plan_action.exports.annexe import EMPLACEMENT_ANNEXE, build_blocs_annexe_3
from convive.plan_action.models import ChangementStatut, FicheAction, LigneBudget, NoteSuivi
from convive.plan_action.rules.emport import ChoixPlan
from convive.plan_action.rules.sections import SECTIONS
from tests.documents.ooxml import list_defauts
from tests.plan_action.factories import create_fiche, create_organisation
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def get_place(espace, ctg):
    def get(compte) -> Membre:
        found = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)
        found.espace = ctg.espace
        return found

    return get


@pytest.fixture
def membre(get_place, chargee) -> Membre:
    return get_place(chargee)


def build(membre: Membre, cle: str, choix: str) -> DocumentHtml:
    contenu = types_documents.get(cle).build(membre, Famille.TEXTE, choix)
    assert isinstance(contenu, DocumentHtml)
    return contenu


def list_titres(document: DocumentHtml, balise: str) -> list[str]:
    return [noeud.texte for noeud in read_document(document).walk() if noeud.balise == balise]


def test_full_sheets_hold_on_one_page_each(membre, plan, chargee):
    fiche = fill_fiche(plan, chargee)
    fiche.description = fiche.constat_texte = "Accueillir chaque enfant près de chez lui, avec le relais. " * 60
    fiche.save()
    contenu = build(membre, CLE_FICHES_COURTES, str(fiche.pk))
    pages = pypdf.PdfReader(BytesIO(render_contenu(contenu, "pdf").contenu)).pages
    assert len(pages) == 1
    for page in pages:
        texte = " ".join(page.extract_text().split())
        rangs = [texte.find(titre) for titre in ("Constat de départ", "Description", "Étapes", "Indicateurs")]
        assert rangs == sorted(rangs)
        assert -1 not in rangs, texte
        assert "la fiche entière est dans Convive" in texte


def test_a_sheet_of_one_page_of_elsewhere_does_not_exist(membre):
    for choix in ("", "x", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(DocumentInconnu):
            types_documents.get(CLE_FICHES_COURTES).build(membre, Famille.TEXTE, choix)


def test_a_sheet_says_everything_in_the_order_of_the_page(membre, plan, chargee):
    fiche = fill_fiche(plan, chargee)
    document = build(membre, CLE_FICHES, str(fiche.pk))
    titres = list_titres(document, "h2")
    known = [section.titre for section in SECTIONS if section.titre in titres]
    assert [titre for titre in titres if titre in known] == known
    assert {"Budget", "Indicateurs", "Étapes", "Partenaires", "Risques", "Notes de suivi"} <= set(titres)
    texte = read_document(document).texte
    for attendu in ("Axe 1 Accueillir les tout-petits › Objectif 1.1 Ouvrir des places", "Note partagée 1.", "Constat 0",
                    "Il manque un accord.", "Tout va.", "Un prêt de salle 1", "Étiquette 0", "Service 1", "Risque 0"):  # fmt: skip
        assert attendu in texte, attendu
    assert list_defauts(render_contenu(document, "docx").contenu) == []


def test_internal_notes_and_drafts_of_others_never_leave(membre, get_place, plan, chargee, conseillere_caf):
    fiche = fill_fiche(plan, chargee)
    texte = read_document(build(membre, CLE_FICHES, str(fiche.pk))).texte
    assert "Note interne secrète." not in texte
    assert "Brouillon 0" in texte  # a constat that the team reads
    caf = get_place(conseillere_caf)
    texte = read_document(build(caf, CLE_FICHES, str(fiche.pk))).texte
    assert "Note interne secrète." not in texte
    assert "Brouillon 0" not in texte
    for cachee in (plan.brouillon, plan.interne):
        with pytest.raises(DocumentInconnu):
            build(caf, CLE_FICHES, str(cachee.pk))
    several = read_document(build(caf, CLE_FICHES, f"{plan.brouillon.pk},{fiche.pk}")).texte
    assert plan.brouillon.titre not in several


def test_a_draft_says_so_to_the_team(membre, plan):
    texte = read_document(build(membre, CLE_FICHES, str(plan.brouillon.pk))).texte
    assert "Document de travail\u00a0: cette action est en préparation" in texte
    assert "Document interne à l’équipe" in read_document(build(membre, CLE_FICHES, str(plan.interne.pk))).texte


def test_all_the_sheets_under_an_element(membre, plan):
    document = build(membre, CLE_FICHES, str(plan.axes[0].pk))
    assert list_titres(document, "h2") == [str(plan.complete), str(plan.brouillon)]
    assert [choix for choix, _ in types_documents.get(CLE_FICHES).list_choix(membre)] == [str(a.pk) for a in plan.axes]


@pytest.mark.parametrize("choix", ["", "x", "a,b", "00000000-0000-0000-0000-000000000001"])
def test_sheets_that_are_not_here(membre, plan, choix):
    with pytest.raises(DocumentInconnu):
        build(membre, CLE_FICHES, choix)
    assert types_documents.get(CLE_FICHES).estimate_pages(membre, choix) == 0


def test_sheets_cost_the_same_queries_for_one_and_for_many(membre, plan, chargee, django_assert_max_num_queries):
    fiche = fill_fiche(plan, chargee)
    with django_assert_max_num_queries(40):
        build(membre, CLE_FICHES, str(fiche.pk))
    for rang in range(12):
        create_fiche(plan.ctg, f"Autre {rang}", noeud=plan.objectif, statut="validee")
    with django_assert_max_num_queries(40):
        build(membre, CLE_FICHES, str(plan.axes[0].pk))


def test_plan_leaves_out_what_is_not_for_everyone(membre, plan):
    document = build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk).encode())
    texte = read_document(document).texte
    assert plan.complete.titre in texte
    assert plan.brouillon.titre not in texte
    assert plan.interne.titre not in texte
    assert "2 actions n’y figurent pas" in texte
    forced = build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk, motif="Relecture de mars.").encode())
    texte = read_document(forced).texte
    assert plan.brouillon.titre in texte
    assert plan.interne.titre in texte
    assert "Relecture de mars." in texte


def test_only_the_team_forces_a_plan(get_place, plan, conseillere_caf):
    caf = get_place(conseillere_caf)
    assert plan.interne.titre not in read_document(build(caf, CLE_PLAN, ChoixPlan(plan.ctg.pk).encode())).texte
    with pytest.raises(DocumentInconnu, match="équipe"):
        build(caf, CLE_PLAN, ChoixPlan(plan.ctg.pk, motif="Je veux tout.").encode())


def test_plan_has_its_drawing_its_tables_and_its_sheets_only_when_asked(membre, plan):
    bref = build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk, with_fiches=False).encode())
    complet = build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk).encode())
    assert "Étapes" not in list_titres(bref, "h4")
    assert "Description" in list_titres(complet, "h4")
    images = [noeud for noeud in read_document(bref).walk() if noeud.balise == "img"]
    assert [image.attributs["src"] for image in images] == list(bref.images)
    assert "1\u00a0action" in images[0].attributs["alt"]
    assert list_defauts(render_contenu(complet, "docx").contenu) == []


def test_plan_adds_up_its_money_and_keeps_the_confirmed_apart(membre, plan):
    caf = create_organisation(plan.ctg.espace, "Caf d’essai")
    for annee, sens, montant, confirme in ((2026, "charge", 900, False), (2026, "produit", 500, True), (2027, "produit", 300, False)):  # fmt: skip
        LigneBudget.objects.create(
            fiche=plan.complete,
            annee=annee,
            sens=sens,
            montant_prevu=Decimal(montant),
            confirme=confirme,
            financeur=caf if sens == "produit" else None,
        )
    texte = read_document(build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk, with_fiches=False).encode())).texte
    assert "Total900500300−100" in texte.replace(" ", "")
    assert "Recettes confirmées, par financeur" in texte
    assert "Recettes espérées, par financeur" in texte


def test_a_plan_without_anything_to_print_is_refused_with_the_reason(membre, plan):
    FicheAction.objects.filter(pk=plan.complete.pk).delete()
    with pytest.raises(DocumentInconnu, match="2 actions n’y figurent pas"):
        build(membre, CLE_PLAN, ChoixPlan(plan.ctg.pk).encode())
    for choix in ("x", ChoixPlan(plan.brouillon.pk).encode()):
        with pytest.raises(DocumentInconnu):
            build(membre, CLE_PLAN, choix)


def test_annexe_3_is_filled_with_what_is_shared_and_who_brings_what(membre, plan):
    Signataire.objects.create(ctg=plan.ctg, organisation=create_organisation(plan.ctg.espace, "MSA d’essai"))
    LigneBudget.objects.create(
        fiche=plan.complete,
        annee=2026,
        sens="produit",
        montant_prevu=Decimal(500),
        confirme=True,
        financeur_texte="Caf",
    )
    blocs = build_blocs_annexe_3(membre, plan.ctg)
    tableaux = [bloc for bloc in blocs if isinstance(bloc, Tableau)]
    assert [row[0] for row in tableaux[0].lignes] == [str(plan.complete)]
    moyens = {row[0]: row[1:] for row in tableaux[-1].lignes}
    assert moyens["MSA d’essai"] == ("0", "0", "–", "–")
    assert moyens["Caf"] == ("0", "0", "500", "–")
    assert moyens["Communauté de communes d’essai"][0] == "1"
    # The signatories come first.
    assert [row[0] for row in tableaux[-1].lignes].index("MSA d’essai") < len(moyens) - 1
    assert EMPLACEMENT_ANNEXE not in emplacements.list_egares()
    assert any(a.cle == "plan_annexe_3" for a in emplacements.list_apports(EMPLACEMENT_ANNEXE))
    plan.complete.delete()
    assert build_blocs_annexe_3(membre, plan.ctg) == ()
    assert build_blocs_annexe_3(membre, object()) == ()


def test_bilan_shows_what_stopped_and_why_and_nothing_internal(membre, plan, chargee):
    fiche = fill_fiche(plan, chargee)
    arret = create_fiche(plan.ctg, "Ouvrir une maison", noeud=plan.objectif, statut="abandonnee")
    ChangementStatut.objects.create(
        fiche=arret, de="validee", vers="abandonnee", date=date(2026, 3, 4), motif="Le bâtiment est vendu.",
        instance_libelle="COPIL", date_instance=date(2026, 3, 4),
    )  # fmt: skip
    NoteSuivi.objects.create(fiche=fiche, date=timezone.localdate(), texte="Secret")
    update_calculs([fiche.pk, arret.pk])
    diaporama = types_documents.get(CLE_BILAN).build(membre, Famille.DIAPORAMA, str(plan.ctg.pk))
    assert isinstance(diaporama, Diaporama)
    titres = [diapositive.titre for diapositive in diaporama.diapositives]
    # Each title says what the slide shows, from the same figures.
    assert titres[0].replace("\u00a0", " ").startswith("0 action terminée sur ")
    assert any(titre.startswith("Météo\u00a0: ") for titre in titres)
    assert "1 action reportée ou abandonnée : pourquoi" in [titre.replace("\u00a0", " ") for titre in titres]
    last = diaporama.diapositives[-1].contenu
    assert isinstance(last, Grille)
    assert list(last.lignes[0]) == [
        "Ouvrir une maison",
        "abandonnée",
        "Le bâtiment est vendu.",
        "COPIL, 4\u00a0mars\u00a02026",
    ]
    said = str(diaporama)
    assert plan.interne.titre not in said
    assert plan.brouillon.titre not in said
    assert "Secret" not in said
    assert render_contenu(diaporama, "pptx").contenu[:2] == b"PK"


def test_bilan_without_a_shared_action_is_refused(membre, plan):
    plan.complete.delete()
    assert types_documents.get(CLE_BILAN).list_choix(membre) == []
    with pytest.raises(DocumentInconnu):
        types_documents.get(CLE_BILAN).build(membre, Famille.DIAPORAMA, str(plan.ctg.pk))
