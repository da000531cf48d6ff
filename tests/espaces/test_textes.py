"""Long texts: what two people typed is joined, or put side by side; nothing is lost; former versions come back."""

import contextlib
import json
import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, models
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convive.espaces.actions.ecriture import Coches, FicheChangee
from convive.espaces.actions.note import update_note
from convive.espaces.actions.texte import restore_version
from convive.espaces.forms.fusion_saisies import (
    MAX_CONFLITS,
    Choix,
    FusionIllisible,
    FusionSaisie,
    Genre,
    build_fusion,
    build_texte,
    read_fusion,
)
from convive.espaces.models import Note, TexteVersionne
from convive.espaces.permissions import EspaceExpire
from convive.espaces.selectors.texte import list_versions
from convive.espaces.textes import textes
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from convive.socle.fusion_textes import fuse_textes
from tests.espaces.factories import create_note_essai, create_thematique
from tests.espaces.test_notes import get_saisie


@pytest.fixture
def note(espace) -> Note:
    return create_note_essai(espace, texte="Un.\n\nDeux.\n\nTrois.")


def build_conflit(base: str, mien: str, sien: str) -> FusionSaisie:
    return build_fusion([build_texte("texte", "Texte", Genre.LONG, fuse_textes(base, mien, sien))], "Directeur")


FORGE = '{"autre": "", "champs": [{"champ": "a", "libelle": "A", "genre": "long", "passages": [{"commun": %s}]}]}'


def build_data(fusion: FusionSaisie, **champs: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"fusion": fusion.contenu, **{nom.replace("_", "-"): valeur for nom, valeur in champs.items()}})
    return data


@pytest.mark.django_db
class TestDeuxPersonnes:
    def test_a_form_that_is_too_old_saves_nothing(self, note, chargee, directeur):
        mienne, sienne = (get_saisie(note, texte=note.texte.replace(*mots)) for mots in (("Un", "1"), ("Trois", "3")))
        assert update_note(by=directeur, note=note, saisie=sienne)
        with pytest.raises(FicheChangee) as caught:
            update_note(by=chargee, note=note, saisie=mienne)
        assert (caught.value.objet.version, caught.value.objet.updated_by) == (2, directeur)
        note.refresh_from_db()
        assert (note.texte, note.version) == (sienne.texte, 2)

    def test_a_text_that_was_joined_says_so(self, note, espace, chargee):
        update_note(by=chargee, note=note, saisie=get_saisie(note, texte="Un.", is_fusion=True))
        assert get_journal(espace.pk)[0].geste == Geste.FUSIONNER
        assert [v.raison for v in list_versions(note)] == ["Réunit deux textes écrits en même temps", ""]

    def test_boxes_are_joined_whatever_the_version(self, note, espace, chargee, directeur):
        mienne = get_saisie(note, thematiques=Coches(frozenset({create_thematique(espace, "Logement").pk})))
        update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Autre chose."))
        assert update_note(by=chargee, note=note, saisie=replace(mienne, texte="Autre chose."))
        note.refresh_from_db()
        assert (note.texte, note.version, note.versions.count()) == ("Autre chose.", 3, 2)


@pytest.mark.django_db
class TestRetablir:
    def test_a_former_version_comes_back_as_a_new_one(self, note, espace, chargee, directeur):
        premiere = note.versions.get()
        update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Autre chose."))
        assert restore_version(by=chargee, espace=espace, objet=note, version=premiere)
        note.refresh_from_db()
        assert (note.texte, note.version, note.updated_by) == (premiere.texte, 3, chargee)
        ligne = list_versions(note)[0]
        assert ligne.raison.startswith("Rétablit la version du ")
        assert (ligne.rang, ligne.auteur_nom, ligne.is_actuelle) == (3, "Chargee", True)
        assert get_journal(espace.pk)[0].geste == Geste.RESTAURER
        assert not restore_version(by=chargee, espace=espace, objet=note, version=premiere)
        assert note.versions.count() == 3

    def test_nothing_comes_back_in_an_espace_that_expired(self, note, espace, chargee):
        espace.expire_le = timezone.localdate() - timedelta(days=1)
        with pytest.raises(EspaceExpire):
            restore_version(by=chargee, espace=espace, objet=note, version=note.versions.get())


class TestPageDeFusion:
    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [
            ({"choix_texte_1": "mien"}, "a\nmien\nz"),
            ({"choix_texte_1": "sien"}, "a\nsien\nz"),
            ({"choix_texte_1": "deux"}, "a\nmien\n\nsien\nz"),
            ({"choix_texte_1": "ecrit", "ecrit_texte_1": "nous\r\ndeux\r\n"}, "a\nnous\ndeux\nz"),
            ({"choix_texte_1": "ecrit", "ecrit_texte_1": " "}, "a\nz"),
        ],
    )
    def test_choice_gives_the_text(self, champs, attendu):
        fusion = read_fusion(build_data(build_conflit("a\nb\nz", "a\nmien\nz", "a\nsien\nz"), **champs))
        assert not fusion.erreurs
        assert fusion.textes == {"texte": attendu}

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({}, "Choisissez"),
            ({"choix_texte_1": "autre"}, "Choisissez"),
            ({"choix_texte_1": "mien", "ecrit_texte_1": "une ligne à moi"}, "Vous avez aussi écrit"),
        ],
    )
    def test_choice_that_cannot_be_followed_keeps_everything(self, champs, phrase):
        fusion = read_fusion(build_data(build_conflit("a\nb\nz", "a\nmien\nz", "a\nsien\nz"), **champs))
        assert [p.erreur.startswith(phrase) for p in fusion.erreurs] == [True]
        lignes = fusion.textes["texte"].split("\n")
        assert {"mien", "sien", *champs.get("ecrit_texte_1", "mien").split("\n")} <= set(lignes)

    def test_a_title_is_one_of_two_not_both(self):
        fusion = build_fusion([build_texte("titre", "Titre", Genre.COURT, fuse_textes("t", "mien", "sien"))], "Lui")
        read = read_fusion(build_data(fusion, choix_titre_0="deux"))
        assert len(read.erreurs) == 1

    def test_many_small_conflicts_become_two_whole_texts(self):
        base, mien, sien = (
            "\n".join(f"ligne {n}\n{mot} {n}" for n in range(MAX_CONFLITS + 5)) for mot in ("base", "mien", "sien")
        )
        (passage,) = build_conflit(base, mien, sien).conflits
        assert ("\n".join(passage.mien), "\n".join(passage.sien)) == (mien, sien)

    @pytest.mark.parametrize(
        "contenu",
        ["", "[", "{}", "[]", '{"autre": "", "champs": 3}', FORGE % "[3]", FORGE % "3", "[" * 9_999],
    )
    def test_forged_page_is_refused(self, contenu):
        data = QueryDict(mutable=True)
        data["fusion"] = contenu
        with pytest.raises(FusionIllisible):
            read_fusion(data)

    def test_sides_show_the_words_that_differ(self):
        (passage,) = build_conflit(
            "le mardi à huit heures", "le jeudi à huit heures", "le lundi à huit heures"
        ).conflits
        assert [m.texte for m in passage.lignes_mien[0] if m.nature != "egal"] == ["jeudi"]
        assert [m.texte for m in passage.lignes_sien[0] if m.nature != "egal"] == ["lundi"]


LIGNES = st.sampled_from(["", "un", "deux", "trois", "quatre", "cinq", "▼ Votre version"])
TEXTES = st.lists(LIGNES, max_size=7).map("\n".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(TEXTES, TEXTES, TEXTES, st.data())
def test_no_typed_line_is_lost_through_the_page_of_fusion(base, mien, sien, data):
    """What each side added is in the result, unless someone chose the other side of that very passage."""
    fusion = build_conflit(base, mien, sien)
    champs, refused = {}, set()
    for passage in fusion.conflits:
        choix = data.draw(st.sampled_from(list(Choix)))
        champs[f"choix-{passage.nom}"] = str(choix)
        champs[f"ecrit-{passage.nom}"] = f"rédaction {passage.nom}" if choix == Choix.ECRIT else passage.depart
        if choix in (Choix.SIEN, Choix.ECRIT):
            refused.update(passage.mien)
        if choix in (Choix.MIEN, Choix.ECRIT):
            refused.update(passage.sien)
    read = read_fusion(build_data(fusion, **champs))
    assert not read.erreurs
    result = read.textes["texte"].split("\n")
    added = (set(mien.split("\n")) | set(sien.split("\n"))) - set(base.split("\n"))
    assert added - refused <= set(result)
    assert all(f"rédaction {p.nom}" in result for p in read.conflits if p.choix == Choix.ECRIT)
    # Without any choice, nothing at all is left out.
    lenient = read_fusion(build_data(fusion)).textes["texte"].split("\n")
    assert added <= set(lenient)
    assert json.loads(read.contenu) == json.loads(fusion.contenu)


def test_declared_types_are_versioned_and_name_each_of_their_texts():
    for type_texte in textes.get_all():
        assert issubclass(type_texte.model, TexteVersionne)
        assert tuple(type_texte.libelles) == type_texte.model.CHAMPS_TEXTES
        assert type_texte.objet.get_espace_uuid is not None
        modele = type_texte.model.versions.model
        for champ in type_texte.libelles:
            assert isinstance(modele._meta.get_field(champ), models.CharField | models.TextField)
    assert textes.get("inconnu") is None


@pytest.fixture
def run_together(tmp_path):
    """Run functions at the same moment, each in its thread with its own connection; give what they return.

    The database of the tests lives in memory, where SQLite neither waits nor locks as it does in a file: the threads
    work on a copy of it in a file.
    """
    path = tmp_path / "copie.sqlite3"

    def run(*functions):
        if connection.vendor == "sqlite" and not path.exists():
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(path)) as target:
                connection.connection.backup(target)
        barrier, answers = threading.Barrier(len(functions)), {}

        def work(rang, function) -> None:
            if connection.vendor == "sqlite":
                connection.settings_dict = {**connection.settings_dict, "NAME": str(path)}
            try:
                barrier.wait(timeout=10)
                answers[rang] = function()
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(functions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return [answers[rang] for rang in range(len(functions))]

    return run


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_lose_nothing(run_together, connecte, espace, chargee, directeur):
    """Both forms start from the same version and arrive together: one is saved, the other joined to it."""
    note = create_note_essai(espace, texte="Un.\n\nDeux.\n\nTrois.")
    url, data = f"/espaces/{espace.pk}/carnet/{note.pk}/modifier/", {"version": "1", "titre": note.titre}
    clients = [connecte(chargee), connecte(directeur)]
    mien, sien = (data | {"texte": note.texte.replace(*mots)} for mots in (("Un", "Premier"), ("Trois", "Dernier")))
    answers = run_together(
        lambda: clients[0].post(url, mien).status_code, lambda: clients[1].post(url, sien).status_code
    )
    assert answers == [302, 302]
    ((texte, version, versions),) = run_together(
        lambda: (*Note.objects.values_list("texte", "version").get(), Note.versions.count())
    )
    assert (texte, version, versions) == ("Premier.\n\nDeux.\n\nDernier.", 3, 3)
