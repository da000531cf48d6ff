"""Slots of documents: declared below, filled above, in order, for the place that takes the document away."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from convive.documents.emplacements import (
    Apport,
    Emplacement,
    EmplacementInconnu,
    RegistreEmplacements,
    emplacements,
)
from convive.documents.exports.annexes import ANNEXES_NOTE, PIECES_GEL
from convive.documents.exports.carnet import build_note
from convive.documents.exports.gels import build_document_gel
from convive.documents.rules import Famille
from convive.documents.rules.blocs import Tableau
from convive.espaces.models import Membre, Note
from convive.socle.texte import parse_texte
from tests.documents.factories import create_gel_note, create_note, create_piece_jointe
from tests.pages_lues import lis


def build_registre(**options) -> RegistreEmplacements:
    registre = RegistreEmplacements()
    registre.record(Emplacement("essai.annexes", "Annexes", **options))
    return registre


def build_apport(cle: str, ordre: int, texte: str = "", *, permis: bool = True) -> Apport:
    return Apport(cle, "essai.annexes", ordre, lambda _: permis, lambda *_: parse_texte(texte or f"Dit par {cle}."))


def render(registre: RegistreEmplacements) -> str:
    rempli = registre.build("essai.annexes", None)
    return lis(render_to_string("documents/_emplacement.html", {"emplacement": rempli})).strip()


def test_what_fills_a_slot_comes_in_order_and_under_its_heading():
    registre = build_registre()
    registre.record_apport(
        build_apport("second", 20, "## Plus bas"), build_apport("premier", 10, "# Plus haut\n\n## B")
    )
    html = render(registre)
    assert html == "<h2>Annexes</h2><h3>Plus haut</h3><h4>B</h4><h3>Plus bas</h3>"


def test_table_fills_a_slot():
    registre = build_registre()
    tableau = Tableau("Les communes", ("Commune", "Places"), (("Aubrelle <b>", "12"),))
    registre.record_apport(Apport("tableau", "essai.annexes", 1, lambda _: True, lambda *_: [tableau]))
    html = render(registre)
    assert "<caption>Les communes</caption>" in html
    assert '<th scope="row">Aubrelle &lt;b&gt;</th><td>12</td>' in html


def test_what_a_place_may_not_see_does_not_fill():
    registre = build_registre()
    registre.record_apport(build_apport("ouvert", 10), build_apport("ferme", 20, permis=False))
    html = render(registre)
    assert "Dit par ouvert." in html
    assert "Dit par ferme." not in html


def test_empty_slot_teaches_or_leaves_no_trace():
    assert render(build_registre()) == ""
    assert render(build_registre(vide="Rien encore.")) == "<h2>Annexes</h2><p>Rien encore.</p>"


def test_one_key_fills_one_slot_and_may_be_recorded_twice():
    registre = build_registre()
    registre.record_apport(build_apport("a", 10), build_apport("a", 30))
    assert [apport.ordre for apport in registre.list_apports("essai.annexes")] == [30]
    with pytest.raises(ImproperlyConfigured, match="« a »"):
        registre.record_apport(Apport("a", "essai.autre", 10, lambda _: True, lambda *_: ()))


@pytest.mark.parametrize(("cle", "titre"), [("annexes", "A"), ("Essai.annexes", "A"), ("essai.annexes", ""), ("", "A")])
def test_badly_declared_slot_is_refused(cle, titre):
    with pytest.raises(ImproperlyConfigured):
        Emplacement(cle, titre)


def test_unknown_slot_is_our_mistake():
    registre = build_registre()
    with pytest.raises(EmplacementInconnu):
        registre.build("essai.inconnu", None)
    registre.record_apport(Apport("egare", "essai.inconnu", 10, lambda _: True, lambda *_: ()))
    assert registre.list_egares() == ["egare"]


def test_every_slot_that_someone_fills_is_declared():
    assert emplacements.list_egares() == []
    assert {ANNEXES_NOTE, PIECES_GEL} <= {emplacement.cle for emplacement in emplacements.get_all()}


@pytest.mark.django_db
def test_note_leaves_with_what_goes_with_it_as_each_sees_it(espace, chargee, elue):
    gel = create_gel_note(espace, chargee)
    objet = Note.objects.get(pk=gel.objet_uuid)
    create_piece_jointe(espace, by=chargee, objet=objet, titre="Compte rendu signé", description="Deux pages.")
    create_piece_jointe(espace, by=chargee, objet=objet, titre="Pour l’équipe", visibilite="interne")
    corps = {
        compte: build_note(Membre.objects.get(compte=compte, espace=espace), Famille.TEXTE, str(objet.pk)).corps_html
        for compte in (chargee, elue)
    }
    for html in corps.values():
        assert "<h2>Ce qui accompagne cette note</h2>" in html
        assert "Compte rendu signé" in html
        assert "Deux pages." in html
        assert gel.motif in html
        assert html.index("Pièces jointes") < html.index("Versions gardées")
    assert "Pour l’équipe" in corps[chargee]
    assert "Pour l’équipe" not in corps[elue]


@pytest.mark.django_db
def test_note_alone_leaves_without_an_empty_heading(espace, chargee):
    note = create_note(espace, chargee, texte="Seule.")
    membre = Membre.objects.get(compte=chargee, espace=espace)
    assert "Ce qui accompagne" not in lis(build_note(membre, Famille.TEXTE, str(note.pk)).corps_html)


@pytest.mark.django_db
def test_frozen_state_says_whether_something_signed_is_attached(espace, chargee):
    gel, membre = create_gel_note(espace, chargee), Membre.objects.get(compte=chargee, espace=espace)
    assert "Aucune pièce n’y est jointe." in lis(build_document_gel(membre, gel).corps_html)
    create_piece_jointe(espace, by=chargee, objet=gel, titre="Version signée")
    html = lis(build_document_gel(membre, gel).corps_html)
    assert "Version signée" in html
    assert "Aucune pièce" not in html


@pytest.mark.django_db
def test_package_above_fills_the_slot_of_a_note(espace, chargee, monkeypatch):
    monkeypatch.setattr(emplacements, "_apports", dict(emplacements._apports))
    vus = []

    def build_suites(membre, objet):
        vus.append((membre.espace_id, objet.titre))
        return parse_texte("# Décisions\n\n- Ouvrir le samedi.")

    emplacements.record_apport(Apport("essai_suites", ANNEXES_NOTE, 5, lambda _: True, build_suites))
    note, membre = create_note(espace, chargee), Membre.objects.get(compte=chargee, espace=espace)
    html = lis(build_note(membre, Famille.TEXTE, str(note.pk)).corps_html)
    assert "Ouvrir le samedi." in html
    assert vus == [(espace.pk, note.titre)]
