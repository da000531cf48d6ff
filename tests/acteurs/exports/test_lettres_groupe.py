import io
import zipfile

import pytest

from convive.acteurs.actions.lettre_groupe import submit_lettre
from convive.acteurs.exports.lettres_groupe import build_lettres_papier, estimate_pages_papier, list_choix_papier
from convive.documents.registre import DocumentInconnu
from convive.documents.rendu import render_docx
from convive.documents.rules import Famille
from tests.acteurs.factories import create_lettre_essai, create_organisation_essai, create_personne_essai
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


def test_letters_to_post_have_a_page_each(espace, chargee):
    membre = espace.membres.select_related("compte", "espace").get(compte=chargee)
    gens = [create_personne_essai(espace, nom, prenom) for nom, prenom in (("Aubry", "Aline"), ("Barret", "Basile"))]
    par_courriel = create_personne_essai(espace, "Cadet", "Cléo", email="cleo@exemple.fr")
    lettre = create_lettre_essai(
        chargee, espace, *gens, par_courriel, texte="Bonjour {prénom},\nÀ bientôt.\n\nBien à vous"
    )
    assert list_choix_papier(membre) == []
    with pytest.raises(DocumentInconnu):
        build_lettres_papier(membre, Famille.TEXTE, str(lettre.pk))
    submit_lettre(by=chargee, lettre=lettre, version=lettre.version + 1)
    assert list_choix_papier(membre) == [(str(lettre.pk), "Rentrée de {prénom}")]
    assert estimate_pages_papier(membre, str(lettre.pk)) == 2
    document = build_lettres_papier(membre, Famille.TEXTE, str(lettre.pk))
    assert ("Bonjour Aline,<br>À bientôt." in lis(document.corps_html), "Cléo" in lis(document.corps_html)) == (
        True,
        False,
    )
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as archive:
        corps = archive.read("word/document.xml").decode()
    assert corps.count("<w:pageBreakBefore/>") == 1


def test_letters_of_another_are_not_given_to_a_coordinatrice(espace, chargee, coordinatrice):
    lettre = create_lettre_essai(chargee, espace, create_organisation_essai(espace), texte="Bonjour")
    submit_lettre(by=chargee, lettre=lettre, version=lettre.version + 1, is_vides_acceptes=True)
    membre = espace.membres.select_related("compte", "espace").get(compte=coordinatrice)
    with pytest.raises(DocumentInconnu):
        build_lettres_papier(membre, Famille.TEXTE, str(lettre.pk))
