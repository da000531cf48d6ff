"""The dossier ressource in each of its formats: complete, offline, and nobody else’s."""

import io
import re
import zipfile

import pytest
from django.utils import timezone

from convive.formation.actions.programme import create_programme_cours
from convive.formation.exports.dossier import FORMATS_DOSSIER, SOMMAIRE, render_dossier
from convive.formation.models import QuestionnaireSession, ReponseAtelier
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.lecture import name_note
from convive.formation.selectors.adresses_courtes import get_adresses_courtes
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.selectors.dossier import read_dossier
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.prise_poste.selectors.contenus import get_grille
from tests.formation.document_essai import issue
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.livre_lu import list_fautes_epub
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


@pytest.fixture
def inscription(chargee):
    """One of two people of a group: it wrote a tool together, and each something alone."""
    espace = create_organisme_essai(chargee).espace
    programme = create_programme_cours(by=chargee, espace=espace, cours=get_cours("ctg_deux_jours"))
    session = create_session_essai(espace, programme)
    moi, autre = (create_inscription_essai(session, nom) for nom in ("Ysoline Ferrandou", "Marceline Aubépin"))
    atelier = create_atelier_essai(session, "fiche_action", "outil")
    groupe = create_groupe_essai(atelier, (moi, ""), (autre, ""))
    ReponseAtelier.objects.create(
        atelier=atelier,
        groupe=groupe,
        champ="fiche_action-titre",
        texte="Un <b>accueil</b> à Brévenne",
        ecrit_par=autre,
    )
    ReponseAtelier.objects.create(atelier=atelier, inscription=moi, champ="notes", texte="Ce que je garde")
    ReponseAtelier.objects.create(atelier=atelier, inscription=autre, champ="notes", texte="Le secret de l’autre")
    return moi


def read_page(inscription) -> str:
    fichier = render_dossier(read_dossier(inscription, timezone.now()), "web", timezone.localdate())
    with zipfile.ZipFile(io.BytesIO(fichier.contenu)) as archive:
        assert archive.namelist() == ["dossier-ressource.html"]
        return lis(archive.read("dossier-ressource.html").decode()).strip()


def test_it_holds_what_was_taught_and_written_and_nothing_of_another(inscription, django_assert_max_num_queries):
    dossier = read_dossier(inscription, timezone.now())
    with django_assert_max_num_queries(15):
        dossier = read_dossier(inscription, timezone.now())
    assert (len(dossier.sequences), len(dossier.etapes), len(dossier.travaux)) == (13, 18, 1)
    page = read_page(inscription)
    for said in (
        "Un &lt;b&gt;accueil&lt;/b&gt; à Brévenne",
        "Ce que je garde",
        "À vérifier auprès de votre Caf.",
        "Rencontrer",
        "Convention territoriale globale",
        "caf.fr",
    ):
        assert said in page, said
    assert "Le secret de l’autre" not in page
    assert "Marceline" not in page
    # What the trainer says, and her notes.
    assert "Le dire tôt rassure" not in page
    assert "Les questions sont affichées" not in page


def test_the_page_needs_no_network_and_its_summary_leads_somewhere(inscription):
    page = read_page(inscription)
    assert not re.findall(r"<(?:script|img|link|iframe)\b|@import|url\(", page)
    assert re.findall(r'(?:src|srcset)="', page) == []
    for ancre, titre in SOMMAIRE:
        assert f'<a href="#{ancre}">{titre}</a>' in page
        assert f'<h2 id="{ancre}">{titre}</h2>' in page
    assert page.count("<h1>") == 1
    # The title, then the summary, then what it leads to.
    assert page.index('href="#contenu"') < page.index("<h1>") < page.index("<nav ") < page.index("<main ")
    assert page.lower().startswith('<!doctype html><html lang="fr">')


@pytest.fixture
def parcourue(inscription, chargee):
    """She answered everything, and was convened."""
    grille = get_grille()
    avant = {item.cle: rang % 3 for rang, item in enumerate(grille.items)}
    apres = {cle: niveau + 1 for cle, niveau in avant.items()} | {"S1": 0, "P6": 0}
    test = {question.cle: question.juste for question in get_questionnaires()["test_fin"].questions} | {"t2": "a"}
    avis = {"objectifs": 3, "garder": "Le travail <en> groupe", "recommander": "oui"}
    for cle, reponses in (
        ("positionnement_entree", avant),
        ("positionnement_sortie", apres),
        ("test_fin", test),
        ("a_chaud", avis),
    ):
        QuestionnaireSession.objects.create(
            session=inscription.session,
            inscription=inscription,
            cle=cle,
            reponses=reponses,
            termine_le=timezone.now(),
        )
    issue(chargee, inscription.session, SorteDocument.CONVOCATION)
    return inscription


def test_her_way_is_in_it_with_words_beside_the_drawing(parcourue):
    page = read_page(parcourue)
    for said in (
        "25\u00a0compétences notées",
        "23\u00a0montent, 1\u00a0reste pareille et 1\u00a0baisse.",
        "<td>1, des notions</td><td>2, avec de l’aide</td><td>+1</td>",
        'role="img"',
        "9\u00a0réponses justes sur 10",
        "Ma réponse\u00a0: À la commune où elle se trouve, toujours. La bonne réponse\u00a0: À qui gère la crèche.",
        "Une commune qui gère elle-même sa crèche la reçoit à ce titre.",
        "Plutôt oui",
        "Le travail &lt;en&gt; groupe",
        "<strong>Convocation</strong>, n°",
    ):
        assert said in page, said
    assert "<img" not in page
    assert page.count("/formation/verification/?code=") == 2 * len(list_documents_stagiaire(parcourue)) == 2


def test_a_draft_and_anothers_answers_stay_out(inscription):
    autre = inscription.session.inscriptions.exclude(pk=inscription.pk).get()
    for qui, texte, fini in ((inscription, "Mon brouillon", None), (autre, "Son avis à elle", timezone.now())):
        QuestionnaireSession.objects.create(
            session=qui.session, inscription=qui, cle="a_chaud", reponses={"garder": texte}, termine_le=fini
        )
    page = read_page(inscription)
    assert "Mon brouillon" not in page
    assert "Son avis à elle" not in page
    assert "Aucun avis n’était envoyé" in page


@pytest.mark.parametrize(("format", "debut"), [("epub", b"PK"), ("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF")])
def test_each_format_is_rendered(parcourue, format, debut):
    fichier = render_dossier(read_dossier(parcourue, timezone.now()), format, timezone.localdate())
    assert fichier.nom == f"dossier-ressource.{format}"
    assert fichier.contenu.startswith(debut)
    assert format in FORMATS_DOSSIER


def test_a_format_that_does_not_exist(inscription):
    with pytest.raises(KeyError):
        render_dossier(read_dossier(inscription, timezone.now()), "exe", timezone.localdate())


def test_her_notes_of_the_critical_reading_are_in_it_and_no_one_elses(inscription):
    atelier = create_atelier_essai(inscription.session, "lecture_critique", "lecture")
    critere = get_grille_lecture().criteres[0]
    champ = name_note("valmeraude", critere.cle)
    autre = inscription.session.inscriptions.exclude(pk=inscription.pk).get()
    for qui, texte in ((inscription, "Rien n’est daté."), (autre, "Sa note à elle.")):
        ReponseAtelier.objects.create(atelier=atelier, inscription=qui, champ=champ, niveau=1, texte=texte)
    page = read_page(inscription)
    assert "Rien n’est daté." in page
    assert "Sa note à elle." not in page
    miens = [ecrit.texte for travail in read_dossier(inscription, timezone.now()).travaux for ecrit in travail.mien]
    nom = next(note.nom for note in get_grille_lecture().echelle if note.note == 1)
    assert f"{nom}. Rien n’est daté." in miens


def test_paper_says_the_short_address_then_the_whole_one(inscription, settings):
    settings.URL_PUBLIQUE = "https://convive.exemple.fr"
    page = read_page(inscription)
    apports, fin = page.split('<h2 id="veille">')
    url = get_adresses_courtes().by_code["eaje"].url
    assert f'<a href="{url}">caf.fr</a> (convive.exemple.fr/r/eaje)' in apports
    assert f'<strong>convive.exemple.fr/r/eaje</strong>, <a href="{url}">{url}</a>' in fin
    assert "Les aides de la Caf aux crèches, pour" in fin
    # What a step of the hundred days cites is at the end too.
    assert "convive.exemple.fr/r/drees" in fin


def test_the_glossary_says_two_meanings_and_the_blocs_cover_the_grid(inscription):
    page = read_page(inscription)
    for said in ("<dt>COG</dt>", "<dt>CEJ</dt>", "<dt>AGC</dt>", "<dt>PEL</dt>", "<dt>AO</dt>"):
        assert said in page, said
    dossier = read_dossier(inscription, timezone.now())
    nommees = {nom for bloc in dossier.blocs for nom in bloc.competences}
    assert nommees == {item.nom for item in get_grille().items}
    assert [bloc.nom in page for bloc in dossier.blocs] == [True] * 6
    assert "/r/fiche" in page


def test_the_book_is_a_book(parcourue):
    """What a reader of e-books checks, read from the archive itself."""
    lu = render_dossier(read_dossier(parcourue, timezone.now()), "epub", timezone.localdate())
    with zipfile.ZipFile(io.BytesIO(lu.contenu)) as archive:
        premier = archive.infolist()[0]
        assert (premier.filename, premier.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        fichiers = {nom: archive.read(nom) for nom in archive.namelist() if not nom.endswith("/")}
    assert list_fautes_epub(fichiers) == []
    # The reading itself finds what one breaks.
    page = next(nom for nom in sorted(fichiers) if nom.endswith(".xhtml") and b"<img" in fichiers[nom])
    for avant, apres, dit in (
        (b' alt="', b' alt="" title="', "image sans texte"),
        (b'lang="fr-FR"', b'lang="en"', "langue"),
        (b"<h3", b'<p><a href="#nulle-part">?</a></p><h3', "n’existe pas"),
        (b"<h3", b'<h3 id="a">A</h3><h3 id="a">B</h3><h3', "deux fois le même id"),
    ):
        assert avant in fichiers[page], dit
        fautes = list_fautes_epub({**fichiers, page: fichiers[page].replace(avant, apres)})
        assert [faute for faute in fautes if dit in faute], (dit, fautes)
    assert [faute for faute in list_fautes_epub({**fichiers, "EPUB/perdu.xhtml": b""}) if "non nommé" in faute]
