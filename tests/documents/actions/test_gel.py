"""Freeze, verify, delete with a reason: what is written, what the journal keeps, what a change in the database does."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from convive.comptes.actions.effacement import delete_personne
from convive.comptes.registre import donnees_personnelles
from convive.documents.actions.gel import create_gel, delete_gel
from convive.documents.gels import Gelable
from convive.documents.models import Gel, GelImmuable
from convive.documents.models.gel import get_textes
from convive.documents.refus import DocumentRefuse
from convive.documents.rules.gel import Verdict, compute_empreinte_vue
from convive.documents.sceau import compute_empreinte_gel, get_verdict
from convive.espaces.actions.suppression import delete_espace, purge_espaces
from convive.espaces.models import Espace, Membre, Note
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from convive.socle.registre import RegistreParType
from tests.documents.factories import create_gel_note, create_note
from tests.espaces.factories import create_espace_civraisien, create_membre, create_thematique

pytestmark = pytest.mark.django_db


def get_place(espace: Espace, compte) -> Membre:
    return Membre.objects.get(espace=espace, compte=compte)


def write_direct(gel: Gel, **champs) -> Gel:
    """Change a row as someone would with the console of the database."""
    QuerySet(Gel).filter(pk=gel.pk).update(**champs)
    return Gel.objects.get(pk=gel.pk)


def test_freeze_keeps_text_date_author_and_reason(espace, chargee):
    note = create_note(espace, chargee, texte="# Accueil\n\nDeux relais.", communes=["86078"])
    note.thematiques.add(create_thematique(espace, "Parentalité"))
    gel = create_gel(by=get_place(espace, chargee), objet=note, motif="Présentée au COPIL")
    Note.objects.filter(pk=note.pk).update(titre="Autre", texte="Tout autre")
    gel = Gel.objects.get(pk=gel.pk)
    contenu = gel.read_contenu()
    assert contenu.titre == "Réunion des crèches"
    assert [bloc.lignes for bloc in contenu.elements] == [("Accueil",), ("Deux relais.",)]
    assert contenu.donnees["texte"] == "# Accueil\n\nDeux relais."
    assert contenu.donnees["thematiques"] == ["Parentalité"]
    assert contenu.donnees["communes"] == ["86078"]
    assert gel.auteur == "Chargee, Chargé·e de coopération"
    assert get_verdict(gel) is Verdict.INTACT
    ligne = Journal.objects.get(objet_type="gel")
    assert ligne.detail == {"motif": "Présentée au COPIL", "empreinte": gel.empreinte}
    assert ligne.espace_uuid == espace.pk
    assert get_textes(gel) == ("Réunion des crèches", "Présentée au COPIL\nAccueil\nDeux relais.")


def test_frozen_state_never_changes(espace, chargee):
    gel = create_gel_note(espace, chargee)
    gel.titre = "Un autre titre"
    for change in (
        gel.save,
        gel.delete,
        Gel.objects.all().delete,
        lambda: Gel.objects.update(titre="x"),
        lambda: Gel.objects.bulk_update([gel], ["titre"]),
        lambda: Gel.objects.bulk_create([gel], update_conflicts=True),
    ):
        with pytest.raises(GelImmuable):
            change()
    assert Gel.objects.get(pk=gel.pk).titre == "Réunion des crèches"


@pytest.mark.parametrize("champ", ["titre", "motif", "contenu", "empreinte"])
def test_empty_column_is_refused_by_the_database(champ, espace, chargee):
    gel = create_gel_note(espace, chargee)
    gel.pk, gel._state.adding = uuid4(), True
    setattr(gel, champ, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        gel.save()


@pytest.mark.parametrize(
    "change",
    [
        {"titre": "Un autre titre"},
        {"motif": "Signée par tous"},
        {"date_gel": "2020-01-01T00:00:00Z"},
        {"contenu": '{"version":1,"elements":[],"donnees":{}}'},
        {"contenu": "illisible"},
        {"objet_type": "plan"},
    ],
)
def test_content_changed_in_the_database_is_detected(change, espace, chargee):
    gel = write_direct(create_gel_note(espace, chargee), **change)
    assert get_verdict(gel) is Verdict.CONTENU_CHANGE


@pytest.mark.parametrize(
    "change",
    [
        {"auteur_nom": "Une autre personne"},
        {"auteur_fonction": "Présidence"},
        {"objet_uuid": uuid4()},
        {"sceau": ""},
        {"date_reprise": "2026-01-01T00:00:00Z"},
    ],
)
def test_what_the_print_leaves_out_is_under_the_seal(change, espace, chargee):
    gel = write_direct(create_gel_note(espace, chargee), **change)
    assert get_verdict(gel) is Verdict.SCEAU_ROMPU


def test_print_computed_again_by_a_forger_does_not_make_a_seal(espace, chargee):
    gel = create_gel_note(espace, chargee)
    gel.contenu = gel.contenu.replace("Deux relais", "Trois relais")
    gel = write_direct(gel, contenu=gel.contenu, empreinte=compute_empreinte_gel(gel))
    assert compute_empreinte_gel(gel) == gel.empreinte
    assert get_verdict(gel) is Verdict.SCEAU_ROMPU


def test_raw_sql_is_detected_too(espace, chargee):
    gel = create_gel_note(espace, chargee)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_gel SET motif = 'Autre' WHERE objet_type = 'note'")
    gel.refresh_from_db()
    assert get_verdict(gel) is Verdict.CONTENU_CHANGE


def test_former_secret_key_still_opens_its_seals(espace, chargee, settings):
    gel = create_gel_note(espace, chargee)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "une autre clé"
    assert get_verdict(gel) is Verdict.INTACT
    settings.SECRET_KEY_FALLBACKS = []
    assert get_verdict(gel) is Verdict.SCEAU_ROMPU


def test_form_sent_twice_freezes_once(espace, chargee):
    note, place, uuid = create_note(espace, chargee), get_place(espace, chargee), uuid4()
    premier = create_gel(by=place, objet=note, motif="COPIL", uuid=uuid)
    assert create_gel(by=place, objet=note, motif="COPIL", uuid=uuid) == premier
    assert premier.pk == uuid
    assert Gel.objects.count() == 1
    assert Journal.objects.filter(objet_type="gel").count() == 1


def test_identifier_of_another_frozen_state_is_not_taken_over(espace, chargee):
    place = get_place(espace, chargee)
    premier = create_gel_note(espace, chargee)
    second = create_gel(by=place, objet=create_note(espace, chargee, titre="Autre"), motif="B", uuid=premier.pk)
    assert second.pk != premier.pk
    ailleurs = create_espace_civraisien(chargee, nom="Ailleurs")
    tiers = create_gel(
        by=get_place(ailleurs, chargee), objet=create_note(ailleurs, chargee), motif="C", uuid=premier.pk
    )
    assert (tiers.espace, Gel.objects.count()) == (ailleurs, 3)
    assert Gel.objects.get(pk=premier.pk).motif == "Présentée au COPIL"


def test_text_that_changed_meanwhile_is_not_frozen(espace, chargee):
    note, place = create_note(espace, chargee, texte="Avant"), get_place(espace, chargee)
    from convive.documents.exports.gels import build_contenu_note

    vue = compute_empreinte_vue(build_contenu_note(None, note))
    note.texte = "Après"
    with pytest.raises(DocumentRefuse, match="a changé"):
        create_gel(by=place, objet=note, motif="COPIL", vue=vue)
    assert not Gel.objects.exists()


def test_what_nobody_declared_is_not_frozen(espace, chargee):
    with pytest.raises(DocumentRefuse, match="ne peut pas garder de version"):
        create_gel(by=get_place(espace, chargee), objet=espace, motif="COPIL")


def test_expired_espace_freezes_and_deletes_nothing(espace, chargee):
    gel = create_gel_note(espace, chargee)
    Espace.objects.update(expire_le="2020-01-01")
    place = Membre.objects.select_related("espace").get(espace=espace, compte=chargee)
    with pytest.raises(EspaceExpire):
        create_gel(by=place, objet=create_note(espace, chargee), motif="COPIL")
    with pytest.raises(EspaceExpire):
        delete_gel(by=place, gel=gel, motif="Erreur")
    assert Gel.objects.count() == 1


def test_delete_keeps_reason_and_print_in_the_journal(espace, chargee):
    gel, place = create_gel_note(espace, chargee), get_place(espace, chargee)
    delete_gel(by=place, gel=gel, motif="Figée sur la mauvaise note")
    delete_gel(by=place, gel=gel, motif="Deux fois")
    assert not Gel.objects.exists()
    [ligne] = Journal.objects.filter(objet_type="gel", geste="supprimer")
    assert ligne.detail == {
        "motif": "Figée sur la mauvaise note",
        "fige_pour": "Présentée au COPIL",
        "empreinte": gel.empreinte,
    }


def test_frozen_states_end_with_their_espace(espace, chargee, settings):
    from datetime import timedelta

    from django.utils import timezone

    create_gel_note(espace, chargee)
    settings.ESPACE_JOURS_SUPPRESSION = 30
    delete_espace(by=chargee, espace=espace)
    assert not Gel.objects.visible_to(chargee).exists()
    purge_espaces(now=timezone.now() + timedelta(days=31))
    assert not Gel.objects.exists()


def test_erasure_changes_the_name_and_keeps_the_proof(espace, chargee, directeur):
    note = create_note(espace, chargee, texte="Deux relais.")
    gel = create_gel(by=get_place(espace, directeur), objet=note, motif="Présentée au COPIL")
    altere = create_gel(by=get_place(espace, directeur), objet=note, motif="Une autre")
    write_direct(altere, titre="Falsifiée")
    empreinte = gel.empreinte
    delete_personne(compte=directeur, motif="demande")
    gel.refresh_from_db()
    altere.refresh_from_db()
    assert gel.auteur == "Direction"
    assert gel.empreinte == empreinte
    assert get_verdict(gel) is Verdict.INTACT
    assert get_verdict(altere) is Verdict.CONTENU_CHANGE
    assert altere.auteur == "Direction"


def test_person_takes_her_frozen_states_away(espace, chargee):
    create_gel_note(espace, chargee)
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is Gel)
    [ligne] = declaration.get_lignes(chargee)
    export = declaration.export_ligne(ligne)
    assert export["titre"] == "Réunion des crèches"
    assert export["nom"] == "Chargee"


def test_whoever_sees_the_note_sees_what_was_frozen(espace, chargee, elue, administrateur, etrangere):
    note = create_note(espace, chargee)
    gel = create_gel(by=get_place(espace, chargee), objet=note, motif="COPIL")
    voient = {compte: set(Gel.objects.visible_to(compte)) for compte in (chargee, elue, administrateur, etrangere)}
    assert voient == {chargee: {gel}, elue: {gel}, administrateur: set(), etrangere: set()}


def test_limits_of_a_place_hold_for_what_was_frozen(espace, chargee, coordinatrice, elue):
    petite_enfance, jeunesse = (create_thematique(espace, nom) for nom in ("Zéro-trois ans", "Onze-dix-sept ans"))
    note = create_note(espace, chargee)
    note.thematiques.add(petite_enfance)
    gel = create_gel(by=get_place(espace, chargee), objet=note, motif="COPIL")
    get_place(espace, coordinatrice).thematiques.add(jeunesse)
    get_place(espace, elue).thematiques.add(petite_enfance)
    assert not Gel.objects.visible_to(coordinatrice).exists()
    assert set(Gel.objects.visible_to(elue)) == {gel}


@pytest.mark.parametrize("disparition", ["corbeille", "effacée"])
def test_state_of_what_is_gone_stays_with_whole_places_that_pilot(disparition, espace, chargee, elue, directeur):
    note = create_note(espace, chargee)
    gel = create_gel(by=get_place(espace, chargee), objet=note, motif="COPIL")
    get_place(espace, directeur).thematiques.add(create_thematique(espace, "Une seule"))
    if disparition == "corbeille":
        Note.objects.update(date_suppression="2026-01-01T00:00:00Z")
    else:
        note.delete()
    voient = {compte: set(Gel.objects.visible_to(compte)) for compte in (chargee, elue, directeur)}
    assert voient == {chargee: {gel}, elue: set(), directeur: set()}


def test_pilot_of_another_espace_sees_nothing_of_what_is_gone(espace, chargee, etrangere):
    note = create_note(espace, chargee)
    create_gel(by=get_place(espace, chargee), objet=note, motif="COPIL")
    note.delete()
    assert not Gel.objects.visible_to(etrangere).exists()


def test_anonymous_visitor_sees_none(espace, chargee):
    from django.contrib.auth.models import AnonymousUser

    create_gel_note(espace, chargee)
    assert not Gel.objects.visible_to(AnonymousUser()).exists()


def test_registry_tells_those_who_listen_whichever_came_first():
    registre, entendus = RegistreParType(), []
    un, deux = (Gelable(cle, "espaces:note_detail", lambda *_: None, lambda *_: True) for cle in ("note", "espace"))
    registre.record(un)
    registre.observe(entendus.append)
    registre.observe(entendus.append)
    registre.record(deux)
    assert entendus == [un, un, deux]
    assert [gelable.cle for gelable in registre.get_all()] == ["note", "espace"]
    assert set(deux.get_presents()) == set()


def test_place_of_another_espace_does_not_reach_the_note(espace, chargee, etrangere):
    from convive.documents.gels import gels
    from convive.socle.objets import Reference

    note = create_note(espace, chargee)
    autre = create_espace_civraisien(chargee, nom="Un autre des siens")
    create_membre(espace, etrangere, "partenaire")
    assert gels.get_objet(Reference("note", note.pk), chargee, espace.pk) == note
    assert gels.get_objet(Reference("note", note.pk), chargee, autre.pk) is None
    assert gels.get_objet(Reference("espace", espace.pk), chargee, espace.pk) is None
