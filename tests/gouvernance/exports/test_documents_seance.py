"""The documents of a séance: their words, what they are worth, the one page, what was frozen."""

import re
import shutil
from dataclasses import replace
from io import BytesIO

import docx
import pypdf
import pytest
from odfdo import Document as DocumentOdf

from convive.documents.exports.page import CADRE_EXEMPLE
from convive.documents.models import Gel
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import Diaporama, DocumentHtml, Famille, Grille, Points
from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.actions.cloture import close_seance, reopen_seance
from convive.gouvernance.exports.diapositives import write_diapositives
from convive.gouvernance.exports.documents_seance import write_texte
from convive.gouvernance.exports.lecture import Lue, read_document
from convive.gouvernance.models import CibleDecision, ErratumSeance, LigneSeance, PointOrdreDuJour
from convive.gouvernance.rules.dossier import DocumentSeance
from convive.gouvernance.selectors.dossier import list_choix_seances
from tests.documents.rendu.test_libreoffice import convert
from tests.gouvernance.factories import (
    create_decision_essai,
    create_note_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    create_siege,
    in_days,
)
from tests.gouvernance.rules.test_impression import build_pleine
from tests.pages_lues import lis
from tests.plan_action.factories import create_fiche, create_niveaux, create_noeud

pytestmark = pytest.mark.django_db
D = DocumentSeance


@pytest.fixture
def fiche(ctg):
    axe, objectif = create_niveaux(ctg)
    noeud = create_noeud(axe, "Grandir")
    made = create_fiche(
        ctg,
        "Ouvrir vingt places",
        code="1.1",
        noeud=create_noeud(objectif, "Accueillir", parent=noeud),
        statut="bloquee",
        blocage_motif="Deux bâtiments sont possibles.",
        deblocage_par="La vice-présidente",
    )
    made.meteo_caf = "compromis"
    made.save()
    return made


@pytest.fixture
def seance(gouvernance, espace, fiche):
    """Going on: two points, one on a blocked action; people, minutes, a decision; an open decision of before."""
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, titre="Rentrée", lieu="Mairie")
    point = create_point_essai(
        gouvernance.copil,
        "Quel bâtiment ?",
        seance=seance,
        ordre=1,
        nature="decision",
        duree_minutes=40,
        objet_type="fiche_action",
        objet_uuid=fiche.pk,
        raison="Bloquée : deux bâtiments.",
        texte="Ne pas parler du prix.",
    )
    create_point_essai(gouvernance.copil, "Bilan", seance=seance, ordre=2)
    create_participant_essai(seance, "Inès Kaddouri", presence="present", qualite="Maire")
    create_participant_essai(seance, "Yann Le Goff", presence="represente", represente_par="Soraya Bellegué")
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="fiche_action", objet_uuid=fiche.pk)
    decision = create_decision_essai(
        espace, "L’ancienne école est retenue.", seance=seance, point=point, responsable_texte="La Caf"
    )
    for ordre, (sorte, texte) in enumerate((("decision", decision.libelle), ("action", "Demander deux devis."))):
        LigneSeance.objects.create(
            seance=seance,
            point=point,
            sorte=sorte,
            texte=texte,
            ordre=ordre,
            decision=decision if sorte == "decision" else None,
        )
    return seance


def build(compte, seance, document: DocumentSeance):
    membre = get_membre(compte, seance.espace_id)
    famille = Famille.DIAPORAMA if document is D.DIAPOSITIVES else Famille.TEXTE
    return types_documents.get(document.value).build(membre, famille, str(seance.pk))


def read(compte, seance, document: DocumentSeance) -> str:
    contenu = build(compte, seance, document)
    assert isinstance(contenu, DocumentHtml)
    return lis(contenu.corps_html).replace("\u00a0", " ")


def count_pages(contenu: DocumentHtml) -> int:
    return len(pypdf.PdfReader(BytesIO(render_contenu(contenu, "pdf").contenu)).pages)


def test_the_note_says_where_each_point_stands_and_what_is_asked(seance, gouvernance, chargee):
    texte = read(chargee, seance, D.NOTE)
    for attendu in (
        "Bloquée.",
        "Ce qui bloque : Deux bâtiments sont possibles.",
        "Peut débloquer : La vice-présidente.",
        "Météo : Caf, objectifs compromis.",
        "Décider comment lever le blocage",
        gouvernance.decision.code,
        "Ouvrir vingt places sur le plateau.",
    ):
        assert attendu in texte
    # What the team notes for itself is on no document.
    assert "Ne pas parler du prix" not in texte


def test_a_draft_action_is_named_by_no_note(seance, fiche, chargee):
    fiche.statut, fiche.blocage_motif = "a_preparer", ""
    fiche.save()
    texte = read(chargee, seance, D.NOTE)
    assert "Où cela en est" not in texte
    assert "Décider, avec un responsable" in texte


def test_the_minutes_say_who_was_there_and_what_was_said_by_kind(seance, chargee):
    texte = read(chargee, seance, D.COMPTE_RENDU)
    for attendu in (
        "1 présent·e, 1 représenté·e",
        "Représenté·e par Soraya Bellegué",
        "<strong>Décision</strong>",
        "<strong>Action</strong>",
        "Demander deux devis.",
        "La Caf",
        "Brouillon, état du",
    ):
        assert attendu in texte


def test_texts_leave_in_the_three_formats(seance, chargee):
    contenu = build(chargee, seance, D.COMPTE_RENDU)
    lu = docx.Document(BytesIO(render_contenu(contenu, "docx").contenu))
    assert [p.text for p in lu.paragraphs if p.style.name == "Heading 1"] == ["Compte rendu"]
    assert lu.tables[1].cell(1, 1).text == "L’ancienne école est retenue."
    odt = DocumentOdf(BytesIO(render_contenu(contenu, "odt").contenu))
    assert "Demander deux devis." in odt.body.text_recursive
    pdf = pypdf.PdfReader(BytesIO(render_contenu(contenu, "pdf").contenu))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_an_attendance_sheet_lists_who_is_expected_and_leaves_room(gouvernance, chargee):
    create_siege(gouvernance.copil, "Hippolyte Marvignon", qualite="Maire")
    texte = read(chargee, gouvernance.brouillon, D.EMARGEMENT)
    assert "Hippolyte Marvignon" in texte
    assert texte.count("<tr>") == 1 + 1 + 4
    assert "Brouillon" in texte


def test_a_convocation_is_no_draft_once_it_left(gouvernance, chargee):
    assert "Brouillon, état du" in read(chargee, gouvernance.brouillon, D.CONVOCATION)
    texte = read(chargee, gouvernance.convoquee, D.CONVOCATION)
    assert "Brouillon" not in texte
    assert "J’ai le plaisir de vous inviter" in texte
    assert "14 h – 16 h" in texte


@pytest.mark.parametrize(
    ("decisions", "lettres", "actions"),
    [(0, 0, 0), (6, 90, 6), (12, 180, 3), (14, 60, 14), (18, 400, 8), (60, 900, 40)],
)
def test_a_relevé_is_one_page_whatever_was_decided(decisions, lettres, actions):
    seance = replace(
        build_pleine(decisions, lettres, actions), objet="Enjeux, nouvelles actions, calendrier de l’évaluation"
    )
    contenu = write_texte(CADRE_EXEMPLE, D.RELEVE, Lue(seance, "Tel que présenté le 12 juin 2026.", is_brouillon=False))
    assert count_pages(contenu) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas sur cette machine.")
@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize(("decisions", "lettres", "actions"), [(25, 40, 0), (18, 400, 8)])
def test_a_relevé_is_one_page_in_libreoffice_too(decisions, lettres, actions, format, tmp_path):
    seance = build_pleine(decisions, lettres, actions, "Communauté de communes des Trois Gués")
    contenu = write_texte(CADRE_EXEMPLE, D.RELEVE, Lue(seance, "Tel que présenté le 12 juin 2026.", is_brouillon=False))
    depart = tmp_path / f"releve.{format}"
    depart.write_bytes(render_contenu(contenu, format).contenu)
    assert len(pypdf.PdfReader(convert(depart, "pdf", tmp_path / "pdf")).pages) == 1


def test_a_closed_séance_prints_what_was_frozen(seance, fiche, chargee):
    membre = get_membre(chargee, seance.espace_id)
    points = set(PointOrdreDuJour.objects.filter(seance=seance).values_list("pk", flat=True))
    close_seance(by=membre, seance=seance, traites=points)
    avant = read(chargee, seance, D.COMPTE_RENDU)
    assert "Tel que présenté le" in avant
    assert "Empreinte de la version gardée" in avant
    seance.decisions.update(libelle="Autre chose.")
    LigneSeance.objects.filter(seance=seance).update(texte="Réécrit.")
    fiche.blocage_motif = "Un autre motif."
    fiche.save()
    ErratumSeance.objects.create(seance=seance, texte="Lire « école » et non « mairie ».")
    apres = read(chargee, seance, D.COMPTE_RENDU)
    assert "Lire « école »" in apres
    assert "Autre chose" not in apres
    assert "Réécrit" not in apres
    assert "Deux bâtiments sont possibles" in read(chargee, seance, D.NOTE)
    diaporama = build(chargee, seance, D.DIAPOSITIVES)
    assert "Tel que présenté le" in diaporama.sous_titre
    reopen_seance(by=chargee, seance=seance, motif="Une erreur.")
    assert "Brouillon" in read(chargee, seance, D.COMPTE_RENDU)


def test_a_séance_frozen_before_its_words_were_kept_is_read_again(seance, chargee):
    membre = get_membre(chargee, seance.espace_id)
    close_seance(by=membre, seance=seance, traites=set())
    Gel.objects.without_garde().update(contenu='{"donnees":{},"elements":[],"version":1}')
    texte = read(chargee, seance, D.COMPTE_RENDU)
    # These are the words of today: nothing pretends that the room saw them.
    assert "n’a pas gardé les mots de sa clôture" in texte
    assert "Tel que présenté le" not in texte
    assert "Demander deux devis." in texte


def test_a_frozen_state_that_was_altered_says_so(seance, chargee):
    close_seance(by=get_membre(chargee, seance.espace_id), seance=seance, traites=set())
    gel = Gel.objects.get()
    Gel.objects.without_garde().update(contenu=gel.contenu.replace("Demander deux devis", "Ne rien demander"))
    assert "la vérification de cette version gardée a échoué" in read(chargee, seance, D.COMPTE_RENDU)


def test_slides_show_the_plan_then_one_point_each(seance, chargee):
    diaporama = build(chargee, seance, D.DIAPOSITIVES)
    assert isinstance(diaporama, Diaporama)
    pages = {page.titre: page for page in diaporama.diapositives}
    assert any(titre.startswith("Le plan\u00a0: ") and titre.endswith(", axe par axe") for titre in pages)
    assert pages["1\u00a0action bloquée"].contenu.lignes[0][1] == "Deux bâtiments sont possibles."
    point = pages["1. Quel bâtiment ?"]
    assert isinstance(point.contenu, Points)
    assert point.encadre.titre == "Décision attendue"
    assert point.surtitre.startswith("Décision · 14\u00a0h · 40\u00a0min")
    assert isinstance(pages["Ordre du jour"].contenu, Grille)
    assert "Ne pas parler du prix" not in str(diaporama)
    for format in ("pptx", "odp"):
        assert render_contenu(diaporama, format).contenu[:2] == b"PK"


def test_slides_say_what_they_do_not_count_and_number_a_point_once(seance, ctg, chargee):
    create_fiche(ctg, "Encore à préparer", statut="a_preparer", visibilite="partenaires")
    point = seance.points.order_by("ordre").first()
    point.titre = "1.1.4 Ouvrir une maison d’assistants maternels"
    point.save()
    diaporama = build(chargee, seance, D.DIAPOSITIVES)
    plan = next(page for page in diaporama.diapositives if page.titre.endswith("axe par axe"))
    assert re.search(r", hors \d+\xa0actions? à préparer ou internes?$", plan.contenu.source)
    assert point.titre in {page.titre for page in diaporama.diapositives}


def test_slides_list_as_many_late_actions_as_they_count(seance, ctg, chargee):
    for statut in ("bloquee", "en_cours"):
        create_fiche(ctg, f"En retard, {statut}", statut=statut, date_fin=in_days(-9), visibilite="partenaires")
    plan = read_document(get_membre(chargee, seance.espace_id), seance, with_plan=True).seance.plan
    assert "dont 2\u00a0en retard" in plan.phrases[0]
    assert len(plan.retards) == 2


def test_a_séance_with_nothing_has_documents_all_the_same(gouvernance, chargee):
    vide = create_seance_essai(gouvernance.bureau, 3, date=None, heure_debut=None, heure_fin=None)
    assert "L’ordre du jour n’est pas encore écrit" in read(chargee, vide, D.ORDRE_DU_JOUR)
    assert "[à compléter : date de la séance]" in read(chargee, vide, D.CONVOCATION)
    diaporama = build(chargee, vide, D.DIAPOSITIVES)
    assert render_contenu(diaporama, "odp").contenu[:2] == b"PK"


@pytest.fixture
def note(seance, espace, gouvernance):
    """On the agenda of the séance: a question and two scenarios."""
    note = create_note_essai(espace, instance=gouvernance.copil, contexte="Vingt familles attendent.")
    PointOrdreDuJour.objects.filter(seance=seance, titre="Bilan").update(
        objet_type="note_decision", objet_uuid=note.pk, nature="decision"
    )
    return note


def test_a_note_brings_its_scenarios_to_the_room(seance, note, chargee):
    texte = read(chargee, seance, D.NOTE)
    assert "Vingt familles attendent." in texte
    assert "Les scénarios, côte à côte" in texte
    assert "Choisir l’un des scénarios" in texte
    pages = {page.titre: page for page in build(chargee, seance, D.DIAPOSITIVES).diapositives}
    grille = pages["2. Les scénarios, côte à côte"].contenu
    assert list(grille.colonnes)[1:] == [f"{'ABC'[n]}. {s.titre}" for n, s in enumerate(note.scenarios.all())]


def test_who_reads_a_séance_does_not_read_its_note_for_all_that(seance, note, elue, partenaire, chargee):
    close_seance(by=get_membre(chargee, seance.espace_id), seance=seance, traites=set())
    assert "Vingt familles attendent." in read(chargee, seance, D.NOTE)
    assert "Vingt familles attendent." in read(elue, seance, D.NOTE)
    cache = read(partenaire, seance, D.NOTE)
    assert "Vingt familles" not in cache
    assert "scénarios, côte" not in cache
    assert "Vingt familles" not in str(build(partenaire, seance, D.DIAPOSITIVES))


def test_slides_are_a_draft_until_the_séance_is_convened(gouvernance, chargee):
    assert "Brouillon" in build(chargee, gouvernance.brouillon, D.DIAPOSITIVES).sous_titre
    assert "Brouillon" not in build(chargee, gouvernance.convoquee, D.DIAPOSITIVES).sous_titre


def test_who_reads_what(gouvernance, chargee, elue, partenaire, etrangere):
    g = gouvernance
    for compte in (elue, partenaire):
        assert "Convocation" in read(compte, g.convoquee, D.CONVOCATION)
        assert "Compte rendu" in read(compte, g.close, D.COMPTE_RENDU)
        for seance, document in (
            (g.convoquee, D.DIAPOSITIVES),
            (g.convoquee, D.COMPTE_RENDU),
            (g.close, D.EMARGEMENT),
            (g.brouillon, D.ORDRE_DU_JOUR),
        ):
            with pytest.raises(DocumentInconnu):
                build(compte, seance, document)
    with pytest.raises(DocumentInconnu):
        build(partenaire, g.close_bureau, D.COMPTE_RENDU)
    membre = get_membre(partenaire, g.close.espace_id)
    assert [cle for cle, _ in list_choix_seances(D.COMPTE_RENDU, membre)] == [str(g.close.pk)]
    assert len(list_choix_seances(D.ORDRE_DU_JOUR, get_membre(chargee, g.close.espace_id))) == 4


def test_reading_costs_the_same_with_many_rows(
    seance, gouvernance, fiche, espace, chargee, django_assert_max_num_queries
):
    membre = get_membre(chargee, seance.espace_id)
    document = types_documents.get(D.NOTE.value)
    document.build(membre, Famille.TEXTE, str(seance.pk))
    for rang in range(20):
        autre = create_fiche(fiche.ctg, f"Action {rang}", statut="en_cours")
        create_point_essai(
            gouvernance.copil, f"P{rang}", seance=seance, ordre=5, objet_type="fiche_action", objet_uuid=autre.pk
        )
        create_participant_essai(seance, f"Personne {rang}")
        create_decision_essai(espace, f"D{rang}", seance=gouvernance.close, echeance=in_days(-3))
    with django_assert_max_num_queries(32):
        document.build(membre, Famille.TEXTE, str(seance.pk))


def test_points_of_which_nothing_is_written_share_one_slide():
    seance = build_pleine(1, 40, 0)
    nus = [
        replace(point, titre=f"Point {rang}", situation=(), chiffres=(), suites=(), criteres=(), objet="")
        for rang, point in enumerate((seance.points[0],) * 3, 1)
    ]
    lue = Lue(replace(seance, points=tuple(nus)), "", is_brouillon=False)
    titres = [page.titre for page in write_diapositives(CADRE_EXEMPLE, lue).diapositives]
    assert "3 points à traiter, sans document préparé" in titres
    assert not any("Point 1" in titre for titre in titres)
