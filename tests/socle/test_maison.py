"""What a model says of itself: each part of it reaches the registry that reads it."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.convention.models import ArticleConvention, Signataire
from convive.diagnostic.models import Enjeu
from convive.documents.porteurs import porteurs
from convive.echanges.branchements import branchements
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace, Note
from convive.journal.models import Journal
from convive.socle import maison
from convive.socle.droits import Droit, RegistreDroits
from convive.socle.maison import INCLUS, Echanges, Maison, Pieces, build_type, list_maisons
from convive.socle.objets import objets

ESPACE, ENJEU = UUID(int=1), UUID(int=2)


def test_the_common_case_says_little_and_reads_well():
    enjeu = Enjeu(pk=ENJEU, espace_id=ESPACE, libelle="L’accueil", precision="Le mercredi")
    type_objet = objets.get("enjeu")
    assert (type_objet.libelle, type_objet.defini) == ("Enjeu", "l’enjeu")
    assert type_objet.get_url(enjeu) == objets.get_url(enjeu) == f"/espaces/{ESPACE}/enjeux/{ENJEU}/"
    assert type_objet.get_espace_uuid(enjeu) == ESPACE
    assert type_objet.get_textes(enjeu) == ("L’accueil", "Le mercredi")


def test_body_that_is_searched_leaves_out_what_is_empty():
    type_objet = build_type(Note, Maison("essai", page="essai", cherche=("titre", "vide", "dire", "texte")))
    note = SimpleNamespace(titre="Titre", vide="", dire=lambda: "Dit", texte="Texte")
    assert type_objet.get_textes(note) == ("Titre", "Dit\nTexte")


def test_address_and_espace_may_be_those_of_what_a_row_belongs_to():
    ctg = SimpleNamespace(espace_id=ESPACE)
    signataire = SimpleNamespace(ctg=ctg, ctg_id=ENJEU)
    type_objet = objets.get_for_model(Signataire)
    assert type_objet.get_url(signataire) == f"/espaces/{ESPACE}/ctg/{ENJEU}/signataires/"
    assert type_objet.get_espace_uuid(signataire) == ESPACE


def test_an_address_that_is_more_than_a_page_is_a_method():
    article = ArticleConvention(pk=ENJEU, espace_id=ESPACE, ctg_id=ENJEU)
    assert objets.get_url(article).endswith(f"#article-{ENJEU}")
    with pytest.raises(ImproperlyConfigured, match="ni page"):
        build_type(Note, Maison("essai"))


def test_what_is_shown_has_a_key():
    with pytest.raises(ImproperlyConfigured, match="a une clé"):
        Maison(page="espaces:note_detail")
    assert Maison(copie=INCLUS).cle == ""


def test_a_panel_stands_on_the_page_of_the_object_unless_another_is_named():
    maison = Maison("essai", page="essai:essai_detail")
    assert maison.get_page(Pieces()) == "essai:essai_detail"
    assert maison.get_page(Echanges(page="essai:echanges")) == "essai:echanges"
    assert maison.get_page(Pieces(page="")) == ""


def test_every_registry_has_read_its_part():
    declares = dict(list_maisons())
    assert declares[Note].cle == "note"
    assert Journal not in declares
    assert {maison.cle for maison in declares.values() if maison.cle} <= {t.cle for t in objets.get_all()}
    assert porteurs.get("note").page == branchements.get("note").page == "espaces:note_detail"
    assert (porteurs.get("espace").page, branchements.get("espace").page) == ("", "")
    inclus = copie.get_declares()
    assert inclus.index(Note) + 1 == inclus.index(Note.versions.model)
    assert Espace in inclus


def test_a_model_may_have_rights_of_its_own(monkeypatch):
    lire = Droit("essai", "Les essais", "lire", frozenset({"elu"}))
    siennes = Maison("essai", page="essai:essai_list", droits=(lire,))
    registre = RegistreDroits()
    monkeypatch.setattr(maison, "droits", registre)
    monkeypatch.setattr(maison, "list_maisons", lambda: iter([(Note, siennes)]))
    maison.record_droits()
    assert registre.get_all() == (lire,)
