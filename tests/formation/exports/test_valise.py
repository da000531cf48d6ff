"""The valise: everything to give a course, in one archive, and nothing of the answers among the papers handed out."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from convive.documents.actions import execution
from convive.documents.actions.execution import run_travail
from convive.documents.exports.page import CADRE_EXEMPLE
from convive.documents.models import EtatTravail, Travail
from convive.documents.rules import Diaporama, DocumentHtml, Points, validate_diaporama
from convive.documents.rules.diaporama import CARACTERES_POINT
from convive.espaces.models import Membre, Role
from convive.formation.actions.programme import create_programme_cours
from convive.formation.exports.valise import list_pieces
from convive.formation.exports.valise_diapositives import build_diapositives
from convive.formation.exports.valise_sans_reseau import list_questions_papier
from convive.formation.rules.cours import PAGES
from convive.formation.rules.valise import Effectif, Suite, place_tables
from convive.formation.selectors.ateliers_contenus import get_versions_cas
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.materiels import get_materiels
from convive.formation.selectors.valise import TERRITOIRE, get_consignes, list_idees, read_valise
from convive.prise_poste.selectors.contenus import get_outils
from tests.formation.factories_formation import create_organisme_essai
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client, chargee):
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    return create_programme_cours(by=chargee, espace=create_organisme_essai(chargee).espace, cours=get_cours(COURS[0]))


def get_url(programme) -> str:
    return reverse("formation:deroule_detail", args=[programme.espace_id, programme.pk])


def read(texte: str) -> str:
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def get_valise(programme, personnes=12):
    membre = get_place(programme.espace.membres.get().compte, programme.espace)
    valise = read_valise(membre, str(programme.pk), Effectif(personnes))
    return valise, list_pieces(membre, CADRE_EXEMPLE, valise)


def test_everything_to_give_the_course_is_there(programme):
    valise, pieces = get_valise(programme)
    textes = {
        piece.chemin: read(piece.contenu.corps_html) for piece in pieces if isinstance(piece.contenu, DocumentHtml)
    }
    assert sum(isinstance(piece.contenu, Diaporama) for piece in pieces) == len(valise.demi_journees) == 4
    assert len([chemin for chemin in textes if chemin.startswith("4-decouper/jeu-")]) == len(valise.jeux) == 4
    # The first page lists every other file, and in how many copies it is printed.
    assert all(piece.chemin in textes["0-lisez-moi"] and piece.copies(Effectif(12)) for piece in pieces[1:])
    for personnes in (8, 12, 16):
        assert f">Pour {personnes}</th>" in textes["0-lisez-moi"]
    # What is handed out tells neither traps nor what the trainer is told.
    distribues = " ".join(texte for chemin, texte in textes.items() if chemin.startswith("3-distribuer"))
    assert [chemin for chemin in textes if chemin.startswith("4-decouper/activite-")]
    assert all(cas.court is None for cas in valise.cas_donnes)
    for cas in valise.cas:
        assert read(escape(cas.piege)) in textes["1-animer/cles-et-debriefings"]
        assert read(escape(cas.piege)) not in distribues
        for reponse in cas.corrige:
            assert read(escape(reponse.reponse)) in textes["1-animer/cles-et-debriefings"]
            assert read(escape(reponse.reponse)) not in distribues
    livret = textes["3-distribuer/livret-du-stagiaire"]
    for demi in valise.demi_journees:
        for lue in demi.sequences:
            assert all(read(escape(apport.titre)) in livret for apport in lue.apports)
            assert not any(read(escape(note)) in livret for note in lue.sequence.notes_formateur)
            assert not any(read(escape(row.temps.consigne)) in livret for row in lue.temps if row.temps.consigne)


def test_one_archive_has_each_text_to_print_and_to_change(client, programme, monkeypatch):
    # A beat during the test would open a connection to the database from another thread.
    monkeypatch.setattr(execution, "SECONDES_BATTEMENT", 600)
    # A single séquence: laying out the whole course is long, and teaches nothing more.
    programme.sequences.exclude(cle="S6").delete()
    client.post(get_url(programme), {"personnes": 12, "suite": Suite.LIBREOFFICE.value})
    travail = Travail.objects.get()
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.FINI, travail.erreur
    with travail.fichier.open("rb") as fichier, zipfile.ZipFile(io.BytesIO(fichier.read())) as archive:
        assert archive.testzip() is None
        noms = [nom.split("/", 1)[1] for nom in archive.namelist()]
        assert all(archive.read(nom).startswith(b"%PDF") for nom in archive.namelist() if nom.endswith(".pdf"))
    assert noms[:2] == ["0-lisez-moi.pdf", "0-lisez-moi.odt"]
    assert {nom[:-4] for nom in noms if nom.endswith(".pdf")} == {nom[:-4] for nom in noms if nom.endswith(".odt")}
    assert sum(nom.endswith(".odp") for nom in noms) == 1
    assert any(nom.startswith("4-decouper/jeu-c-") for nom in noms)


def test_the_notes_of_slides_hold_the_whole_of_each_input(programme):
    valise = read_valise(
        get_place(programme.espace.membres.get().compte, programme.espace), str(programme.pk), Effectif(8)
    )
    for demi in valise.demi_journees:
        diaporama = build_diapositives(CADRE_EXEMPLE, valise.titre, demi)
        validate_diaporama(diaporama)
        notes = read(" ".join(page.notes for page in diaporama.diapositives))
        for lue in demi.sequences:
            assert all(read(apport.texte) in notes for apport in lue.apports)
            assert all(read(row.temps.consigne) in notes for row in lue.temps)
            assert all(note in notes for note in map(read, lue.sequence.notes_formateur))


def test_what_is_for_the_trainer_alone_is_in_the_notes_of_slides_and_not_on_them(programme):
    valise = read_valise(
        get_place(programme.espace.membres.get().compte, programme.espace), str(programme.pk), Effectif(12)
    )
    pages = build_diapositives(CADRE_EXEMPLE, valise.titre, valise.demi_journees[0]).diapositives
    montre = " ".join(" ".join(page.contenu.textes) for page in pages if isinstance(page.contenu, Points))
    assert "Animation" not in montre
    assert "dessiner au tableau" not in montre.lower()
    assert "dessiner au tableau" in " ".join(page.notes for page in pages)
    assert "par où passe l’aide à votre poste" in read(montre).lower()


def test_the_sheet_and_the_envelopes_are_counted_for_those_who_come(programme):
    _, pieces = get_valise(programme)
    textes = {row.chemin: row.contenu.corps_html for row in pieces if isinstance(row.contenu, DocumentHtml)}
    # One row a person under each objectif, named or not.
    assert textes["1-animer/fiche-d-observation"].count("<tr>") == (12 + 1) * programme.objectifs.count()
    # Under each objectif, where to look for it.
    assert "zéro sigle la deuxième fois" in read(textes["1-animer/fiche-d-observation"])
    # Four plays; four sets of cards by three, then one, three, one and three.
    assert re.search(
        r'Enveloppe \(par jeu de cartes\)</th>\s*<td class="nombre">16</td>', textes["2-preparer/salle-et-materiel"]
    )


@pytest.mark.parametrize(("personnes", "groupes", "binomes"), [(8, 2, 4), (12, 3, 6), (16, 4, 8), (13, 4, 7)])
def test_copies_and_tables_follow_the_number_of_people(personnes, groupes, binomes):
    effectif = Effectif(personnes)
    assert (effectif.groupes, effectif.binomes) == (groupes, binomes)
    places = place_tables(effectif.groupes)
    assert len(set(places)) == groupes
    assert max(colonne for colonne, _ in places) <= 2
    assert [effectif.count(row.unite) for row in get_consignes().fournitures if row.unite == "personne"] == [
        personnes
    ] * 2


@pytest.mark.parametrize(
    ("personnes", "dit"), [("3", "4 personnes au moins"), ("31", "deux sessions"), ("", "combien"), ("douze", "nombre")]
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(client, programme, personnes, dit):
    reponse = client.post(get_url(programme), {"personnes": personnes, "suite": Suite.WORD.value})
    assert dit in read(reponse.content.decode())
    assert not Travail.objects.exists()


def test_who_only_reads_does_not_prepare_one(client, programme, elue):
    Membre.objects.create(
        espace=programme.espace, compte=elue, role=Role.LECTURE.value, date_debut=timezone.localdate()
    )
    client.force_login(elue, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Préparer la valise" not in client.get(get_url(programme)).content.decode()
    assert client.post(get_url(programme), {"personnes": 12, "suite": "word"}).status_code == 403
    assert not Travail.objects.exists()


def test_a_programme_without_a_sequence_says_what_to_do_first(client, programme):
    programme.sequences.all().delete()
    client.post(get_url(programme), {"personnes": 12, "suite": Suite.WORD.value})
    travail = Travail.objects.get()
    run_travail.call(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    assert "Placez d’abord des séquences" in travail.erreur


def test_a_case_done_in_full_is_there_in_its_two_versions(chargee):
    organisme = create_organisme_essai(chargee)
    cours = get_cours("ctg_deux_plus_un")
    valise, _ = get_valise(create_programme_cours(by=chargee, espace=organisme.espace, cours=cours))
    assert [(cas.numero, cas.titre.endswith("(version courte)")) for cas in valise.cas_donnes] == [
        (1, True),
        (2, True),
        (2, False),
        (3, True),
    ]


def test_the_first_page_counts_for_three_sizes_and_for_ones_own(programme):
    _, pieces = get_valise(programme, personnes=10)
    lisez_moi = read(pieces[0].contenu.corps_html)
    assert [int(nombre) for nombre in re.findall(r">Pour (\d+)</th>", lisez_moi)] == [10, 8, 12, 16]
    ligne = lisez_moi.split("3-distribuer/livret-du-stagiaire</th>")[1].split("</tr>")[0]
    assert re.findall(r"<td>(\d+)</td>", ligne) == ["10", "8", "12", "16"]
    par_chemin = {piece.chemin: piece.copies for piece in pieces}
    assert par_chemin["5-sans-reseau/grille-des-competences"](Effectif(16)) == "16"
    assert par_chemin["3-distribuer/lecture-critique"](Effectif(8)) == "4"
    assert par_chemin["2-preparer/sans-reseau"](Effectif(8)) == "1"


@pytest.mark.parametrize(
    ("chemin", "pour_douze"),
    [
        ("4-decouper/activite-qui-recoit-quoi", "4"),
        ("4-decouper/activite-trois-chiffres-trois-pieges", "1"),
        ("3-distribuer/cas-2-qui-est-autorite-organisatrice-version-courte", "6"),
        ("3-distribuer/cas-1-quarante-six-actions-version-courte", "3"),
        ("3-distribuer/territoire-sur-papier", "6"),
        ("3-distribuer/outils/la-frise", "12"),
        ("5-sans-reseau/grille-des-competences", "12"),
    ],
)
def test_copies_follow_how_each_activity_forms_its_groups(programme, chemin, pour_douze):
    _, pieces = get_valise(programme)
    copies = next(piece.copies for piece in pieces if piece.chemin.startswith(chemin))
    assert copies(Effectif(12)) == pour_douze


def test_what_is_counted_exists():
    connues = {*get_materiels(), *get_versions_cas(), *get_outils(), "territoire"}
    assert set(get_consignes().exemplaires) <= connues


def test_the_territory_on_paper_has_what_the_morning_sends_to(programme):
    valise, pieces = get_valise(programme)
    textes = {row.chemin: read(row.contenu.corps_html) for row in pieces if isinstance(row.contenu, DocumentHtml)}
    papier = textes["3-distribuer/territoire-sur-papier"]
    for cle in TERRITOIRE:
        document = next(row for row in valise.territoire.documents if row.cle == cle)
        assert read(escape(document.titre)) in papier
    assert "inventé" in papier
    assert textes["2-preparer/sans-reseau"].count("Le territoire sur papier") >= 4
    for materiel in valise.materiels:
        for carte in materiel.cartes:
            assert read(escape(carte.pourquoi)) in textes["1-animer/cles-et-debriefings"]
            assert not any(
                read(escape(carte.pourquoi)) in texte
                for chemin, texte in textes.items()
                if chemin.startswith(("3-distribuer", "4-decouper"))
            )


def test_a_slide_keeps_the_key_ideas_of_an_input_until_its_text_changes():
    apports = {row.titre: row for sequence in get_cours(COURS[0]).sequences for row in sequence.apports}
    assert set(get_consignes().idees) <= set(apports)
    for titre, idees in get_consignes().idees.items():
        assert list_idees(apports[titre]) == idees
        assert all(len(idee) <= CARACTERES_POINT for idee in idees)
        assert list_idees(replace(apports[titre], texte="Un autre texte.")) == ()


def test_there_is_a_sheet_to_observe_each_objective(programme):
    _, pieces = get_valise(programme, personnes=9)
    fiche = next(row.contenu for row in pieces if row.chemin == "1-animer/fiche-d-observation").corps_html
    for cle in ("O1", "O2", "O3", "O4"):
        assert f"<caption>{cle}. " in fiche
    # Nobody is enrolled: a row to write each name.
    assert fiche.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") == 9


def test_the_day_before_lends_the_territories(programme):
    _, pieces = get_valise(programme)
    textes = {row.chemin: read(row.contenu.corps_html) for row in pieces if isinstance(row.contenu, DocumentHtml)}
    for chemin in ("0-lisez-moi", "2-preparer/salle-et-materiel"):
        assert "Prêter les territoires d’exercice" in textes[chemin]
        assert "émargement" in textes[chemin]
        assert "En arrivant" in textes[chemin]


def test_without_a_network_each_page_has_its_paper_and_the_test_its_key(programme):
    valise, pieces = get_valise(programme)
    textes = {
        piece.chemin: read(piece.contenu.corps_html) for piece in pieces if isinstance(piece.contenu, DocumentHtml)
    }
    sans = textes["2-preparer/sans-reseau"]
    assert "trois nouvelles choisies la veille" in sans
    assert "Prévu à l’écran : Une fiche-action complète" in sans
    assert "l’outil « La lettre de veille », à remplir à la main" in sans
    assert set(get_consignes().papier) == set(PAGES)
    questions = list_questions_papier(valise)
    assert len(questions) == 16
    test, cle = textes["5-sans-reseau/test-de-fin"], textes["5-sans-reseau/test-de-fin-cle"]
    for row in questions:
        assert read(str(escape(row.question.explication))) in cle
        assert read(str(escape(row.question.explication))) not in test
        assert read(str(escape(row.question.texte))) in test
    assert "Le seuil est de 12 bonnes réponses sur 16." in cle
    assert "Entourez le niveau" in textes["5-sans-reseau/grille-des-competences"]
    assert "Ce que je referai lundi" in textes["5-sans-reseau/avis-a-chaud"]
