"""Say, answer, correct, take back, settle: state, journal, refusals."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.echanges.actions.discussion import (
    close_discussion,
    create_discussion,
    delete_commentaire,
    reopen_discussion,
    update_commentaire,
)
from convive.echanges.actions.suivi import update_suivi
from convive.echanges.models import Commentaire, Discussion, Mention, Notification, Suivi
from convive.echanges.rules import EchangeRefuse, is_corrigeable
from convive.espaces.actions.note import delete_corbeille, delete_note
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from convive.socle.objets import objets
from convive.socle.texte import clean_texte
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db


def list_gestes() -> list[tuple[str, str]]:
    rows = Journal.objects.filter(objet_type__in=("discussion", "commentaire")).order_by("at", "uuid")
    return [(row.geste, row.objet_libelle) for row in rows]


def test_correction_ends_with_the_quarter_of_an_hour_or_an_answer():
    now = timezone.now()
    assert is_corrigeable(now - timedelta(minutes=14), now, has_suite=False)
    assert not is_corrigeable(now - timedelta(minutes=15), now, has_suite=False)
    assert not is_corrigeable(now, now, has_suite=True)


def test_text_of_a_browser_is_cleaned():
    assert clean_texte("  a\r\nb\rc \n") == "a\nb\nc"


def test_comment_keeps_its_author_and_its_trace_without_its_words(espace, elue, chargee):
    commentaire = publish(elue, espace, "Le sujet est délicat.", mentions=(chargee, elue))
    assert (commentaire.auteur, commentaire.auteur_nom) == (elue, elue.nom_affiche)
    # Nobody asks for her own advice.
    assert list(Mention.objects.values_list("compte", flat=True)) == [chargee.pk]
    assert list_gestes() == [("commenter", f"« {espace.nom} »")]
    assert "délicat" not in str(list(Journal.objects.values_list("detail", "objet_libelle")))
    assert Suivi.objects.get(compte=elue).is_actif


def test_same_form_sent_twice_publishes_once(espace, elue, chargee):
    cle = uuid4()
    values = {"reference": objets.get_reference(espace), "libelle": espace.nom, "is_interne": False}
    for texte in ("Une fois", "Une fois"):
        create_discussion(by=elue, espace=espace, texte=texte, cle=cle, **values)
    assert (Discussion.objects.count(), Commentaire.objects.count(), len(list_gestes())) == (1, 1, 1)
    with pytest.raises(EchangeRefuse, match="déjà servi"):
        create_discussion(by=chargee, espace=espace, texte="Autre", cle=cle, **values)
    assert Discussion.objects.count() == 1


def test_answer_moves_the_discussion_up_and_waits_for_an_open_one(espace, elue, chargee):
    premier = publish(elue, espace)
    publish(elue, espace, "Une autre")
    answer(chargee, premier.discussion)
    assert Discussion.objects.first() == premier.discussion
    close_discussion(by=chargee, discussion=premier.discussion, libelle=espace.nom)
    with pytest.raises(EchangeRefuse, match="vient de régler"):
        answer(elue, premier.discussion)
    assert premier.discussion.commentaires.count() == 2


def test_settling_twice_leaves_one_trace_and_reopening_erases_it(espace, elue, chargee, directeur):
    discussion = publish(elue, espace).discussion
    for compte in (chargee, directeur):
        close_discussion(by=compte, discussion=discussion, libelle=espace.nom)
    discussion.refresh_from_db()
    assert (discussion.reglee_par, discussion.reglee_par_nom) == (chargee, chargee.nom_affiche)
    for _ in range(2):
        reopen_discussion(by=elue, discussion=discussion, libelle=espace.nom)
    discussion.refresh_from_db()
    assert not discussion.is_reglee
    libelle = f"une discussion sur « {espace.nom} »"
    assert list_gestes()[1:] == [("clore", libelle), ("rouvrir", libelle)]


def test_own_comment_is_corrected_until_an_answer(espace, elue, chargee):
    commentaire = publish(elue, espace, "Une fote")
    update_commentaire(by=elue, commentaire=commentaire, libelle=espace.nom, texte="Une faute")
    commentaire.refresh_from_db()
    assert (commentaire.texte, commentaire.modifie_le is not None) == ("Une faute", True)
    answer(chargee, commentaire.discussion)
    with pytest.raises(EchangeRefuse, match="ne se corrige plus"):
        update_commentaire(by=elue, commentaire=commentaire, libelle=espace.nom, texte="Trop tard")
    assert [geste for geste, _ in list_gestes()] == ["commenter", "modifier", "commenter"]


def test_correction_that_changes_nothing_leaves_no_trace(espace, elue):
    commentaire = publish(elue, espace, "Juste")
    update_commentaire(by=elue, commentaire=commentaire, libelle=espace.nom, texte=" Juste\r\n")
    commentaire.refresh_from_db()
    assert commentaire.modifie_le is None
    assert len(list_gestes()) == 1


def test_deleted_comment_loses_its_words_and_keeps_its_place(espace, elue, chargee, directeur):
    commentaire = publish(elue, espace, "À effacer", mentions=(chargee,))
    answer(chargee, commentaire.discussion)
    for _ in range(2):
        delete_commentaire(by=elue, commentaire=commentaire, libelle=espace.nom)
    commentaire.refresh_from_db()
    assert (commentaire.texte, commentaire.is_supprime, commentaire.is_retire) == ("", True, False)
    assert not Mention.objects.exists()
    assert commentaire.discussion.commentaires.count() == 2
    assert [geste for geste, _ in list_gestes()] == ["commenter", "commenter", "supprimer"]
    reponse = commentaire.discussion.commentaires.get(auteur=chargee)
    delete_commentaire(by=directeur, commentaire=reponse, libelle=espace.nom)
    reponse.refresh_from_db()
    assert reponse.is_retire


def test_comment_without_words_is_not_kept(espace, elue):
    commentaire = publish(elue, espace)
    with pytest.raises(IntegrityError, match="commentaire_texte_ou_supprime"), transaction.atomic():
        Commentaire.objects.filter(pk=commentaire.pk).update(texte="")


def test_what_one_decided_to_follow_stays(espace, elue):
    reference = objets.get_reference(espace)
    update_suivi(by=elue, espace=espace, reference=reference, is_actif=False)
    publish(elue, espace)
    assert Suivi.objects.get(compte=elue).is_actif is False
    update_suivi(by=elue, espace=espace, reference=reference, is_actif=True)
    assert Suivi.objects.get(compte=elue).is_actif


def test_nothing_is_said_in_an_espace_that_has_expired(espace, elue):
    commentaire = publish(elue, espace)
    espace.expire_le = timezone.localdate()
    espace.save()
    commentaire = Commentaire.objects.get(pk=commentaire.pk)
    gestes = [
        lambda: publish(elue, espace),
        lambda: answer(elue, commentaire.discussion),
        lambda: delete_commentaire(by=elue, commentaire=commentaire, libelle=""),
        lambda: update_commentaire(by=elue, commentaire=commentaire, libelle="", texte="x"),
        lambda: close_discussion(by=elue, discussion=commentaire.discussion, libelle=""),
        lambda: reopen_discussion(by=elue, discussion=commentaire.discussion, libelle=""),
        lambda: update_suivi(by=elue, espace=espace, reference=objets.get_reference(espace), is_actif=True),
    ]
    for geste in gestes:
        with pytest.raises(EspaceExpire):
            geste()


def test_what_was_said_of_a_note_goes_with_it(espace, chargee, elue):
    note, autre = create_note_essai(espace, by=chargee), create_note_essai(espace, "Autre", by=chargee)
    for sujet in (note, autre):
        publish(elue, espace, "Un avis.", sur=sujet, mentions=(chargee,))
    delete_note(by=chargee, note=note)
    assert Discussion.objects.count() == 2
    delete_corbeille(by=chargee, espace=espace, uuids=[note.pk])
    for model in (Discussion, Suivi, Notification):
        assert set(model.objects.filter(objet_type="note").values_list("objet_uuid", flat=True)) == {autre.pk}, model
    assert Commentaire.objects.count() == Mention.objects.count() == 1
