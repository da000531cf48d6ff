"""Give a model, put it aside, bring it back: rows, files, journal."""

import errno
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from pptx import Presentation

from convive.documents.actions import modele as actions
from convive.documents.actions.modele import close_modele, create_modele, reopen_modele, shorten_nom
from convive.documents.models import ModeleDocument
from convive.documents.refus import DocumentRefuse
from convive.documents.rules import DocumentInvalide
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.selectors.modele import get_modeles_actuels, list_modeles
from convive.journal.models import Geste, Journal
from tests.documents.mairie import build_docx_mairie, build_odt_mairie, build_pptx_mairie, rewrite

pytestmark = pytest.mark.django_db
NOM = "Papier à en-tête.docx"


def list_gestes(espace) -> list[tuple[str, str]]:
    lignes = Journal.objects.for_espace(espace.pk).filter(objet_libelle__contains="Papier").order_by("at")
    return [(ligne.geste, ligne.objet_libelle) for ligne in lignes]


def test_model_is_kept_with_its_fingerprint(espace, chargee):
    modele = create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    assert (modele.format, modele.nom_fichier, modele.created_by) == ("docx", NOM, chargee)
    assert modele.fichier.name == f"espaces/{espace.pk}/modeles/{modele.pk}.docx"
    assert len(modele.empreinte) == 64
    assert list(get_modeles_actuels(espace)) == ["docx"]
    assert list_gestes(espace) == [(Geste.CREER, NOM)]


def test_new_model_takes_the_place_of_the_former_which_stays(espace, chargee):
    ancien = create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    autre = rewrite(build_docx_mairie(), ajouts={"word/media/autre.png": b"x"})
    neuf = create_modele(by=chargee, espace=espace, nom_fichier="Papier 2.docx", contenu=autre)
    create_modele(by=chargee, espace=espace, nom_fichier="Papier.odt", contenu=build_odt_mairie())
    ancien.refresh_from_db()
    assert not ancien.is_actuel
    assert default_storage.exists(ancien.fichier.name)
    assert get_modeles_actuels(espace)["docx"] == autre
    reopen_modele(by=chargee, modele=ancien)
    reopen_modele(by=chargee, modele=ancien)
    neuf.refresh_from_db()
    assert (ancien.is_actuel, neuf.is_actuel) == (True, False)
    close_modele(by=chargee, modele=ancien)
    close_modele(by=chargee, modele=ancien)
    assert list(get_modeles_actuels(espace)) == ["odt"]
    gestes = [geste for geste, _ in list_gestes(espace)]
    assert gestes == [Geste.CREER, Geste.CREER, Geste.CREER, Geste.ROUVRIR, Geste.CLORE]


def test_same_file_twice_is_one_model(espace, chargee):
    contenu = build_pptx_mairie()
    premier = create_modele(by=chargee, espace=espace, nom_fichier="Papier.pptx", contenu=contenu)
    second = create_modele(by=chargee, espace=espace, nom_fichier="Papier.pptx", contenu=contenu)
    assert premier == second
    assert len(list_gestes(espace)) == 1


def test_refused_model_leaves_no_row_but_a_line_in_the_journal(espace, chargee):
    hostile = rewrite(build_docx_mairie(), ajouts={"word/vbaProject.bin": b"x"})
    with pytest.raises(ModeleRefuse, match="macros"):
        create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=hostile)
    assert not ModeleDocument.objects.exists()
    ligne = Journal.objects.get(geste=Geste.REFUSER)
    assert (ligne.espace_uuid, ligne.objet_libelle) == (espace.pk, f"le modèle de document « {NOM} »")
    assert "macros" in ligne.detail["raison"]


def test_model_from_which_nothing_comes_out_is_refused(espace, chargee, monkeypatch):
    import convive.documents.rendu as rendu

    def refuse(*_args):
        raise DocumentInvalide("Panne.")

    monkeypatch.setattr(rendu, "render_docx", lambda _document, modele=None: refuse() if modele else b"PK")
    with pytest.raises(ModeleRefuse, match="document d’essai"):
        create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    monkeypatch.setattr(rendu, "render_docx", refuse)
    with pytest.raises(ModeleRefuse, match="Aucun document n’a pu être préparé"):
        create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    assert not ModeleDocument.objects.exists()


def test_full_disk_keeps_neither_row_nor_file(espace, chargee, monkeypatch):
    def refuse(*_args, **_options):
        raise OSError(errno.ENOSPC, "plein")

    monkeypatch.setattr(default_storage, "_save", refuse)
    with pytest.raises(DocumentRefuse, match="plus de place"):
        create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    assert not ModeleDocument.objects.exists()


def test_row_that_cannot_be_written_leaves_no_file(espace, chargee, monkeypatch):
    monkeypatch.setattr(actions, "record", lambda *_a, **_o: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    assert default_storage.listdir(f"espaces/{espace.pk}/modeles")[1] == []


def test_file_that_the_disk_lost_is_said_and_stops_nothing(espace, chargee):
    modele = create_modele(by=chargee, espace=espace, nom_fichier=NOM, contenu=build_docx_mairie())
    default_storage.delete(modele.fichier.name)
    assert get_modeles_actuels(espace) == {}
    (affiche,) = list_modeles(espace)
    assert affiche.constats == ("Le fichier n’est plus sur le serveur : déposez-le de nouveau.",)


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("C:\\Bureau\\m.docx", "m.docx"),
        ("../../etc/m.odt", "m.odt"),
        ("", "modele"),
        ("a" * 200 + ".docx", "a" * 115 + ".docx"),
        ("b" * 200, "b" * 120),
    ],
)
def test_name_of_a_file_keeps_its_extension_and_no_folder(nom: str, attendu: str):
    assert shorten_nom(nom) == attendu


def change_pptx(change) -> bytes:
    """The slides of the town hall, changed as a hurried hand does."""
    presentation = Presentation(BytesIO(build_pptx_mairie()))
    change(presentation)
    tampon = BytesIO()
    presentation.save(tampon)
    return tampon.getvalue()


def drop_places(presentation) -> None:
    """Every layout loses its places: there is nowhere to write a title."""
    for disposition in presentation.slide_master.slide_layouts:
        for place in list(disposition.placeholders):
            place._element.getparent().remove(place._element)


def keep_one_layout(presentation) -> None:
    """A model with « Title Only » and nothing else: neither cover nor content."""
    for disposition in list(presentation.slide_master.slide_layouts):
        if disposition._element.get("type") not in ("titleOnly", "obj"):
            disposition._element.set("type", "blank")


def test_slides_without_any_place_for_a_title_are_refused_with_the_reason(espace, chargee):
    with pytest.raises(ModeleRefuse, match="aucune disposition avec un titre"):
        create_modele(by=chargee, espace=espace, nom_fichier="Papier.pptx", contenu=change_pptx(drop_places))
    assert list_gestes(espace) == [(Geste.REFUSER, "le modèle de document « Papier.pptx »")]
    assert not ModeleDocument.objects.exists()


def test_slides_without_the_layouts_that_one_expects_serve_all_the_same(espace, chargee):
    modele = create_modele(by=chargee, espace=espace, nom_fichier="Papier.pptx", contenu=change_pptx(keep_one_layout))
    assert modele.is_actuel


def test_a_theme_that_says_nothing_gives_our_colours(espace, chargee):
    contenu = rewrite(
        build_pptx_mairie(),
        lambda nom, donnees: (
            donnees.replace(b"<a:accent1>", b"<a:accent9>").replace(b"</a:accent1>", b"</a:accent9>")
            if "theme" in nom
            else donnees
        ),
    )
    assert create_modele(by=chargee, espace=espace, nom_fichier="Papier.pptx", contenu=contenu).is_actuel
