"""What the home of an espace shows: what moved, what one is asked."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.echanges.actions.discussion import close_discussion, delete_commentaire
from convive.echanges.panels import list_taches
from convive.echanges.selectors.mouvement import list_mouvements
from convive.espaces.actions.note import delete_note
from convive.journal.actions import record_geste
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db


def get_taches(espace, compte) -> list[str]:
    return [f"{t.libelle}. {t.precision}" for t in list_taches(espace.membres.get(compte=compte), timezone.localdate())]


def get_mouvements(espace, compte) -> list[str]:
    rows = list_mouvements(espace.membres.get(compte=compte), timezone.localdate())
    return [f"{m.auteur_nom} {m.geste_libelle} {m.objet_libelle} ({m.nombre})" for m in rows]


def test_advice_is_awaited_until_it_is_given(espace, chargee, elue):
    assert get_taches(espace, elue) == []
    premier = publish(chargee, espace, mentions=(elue,))
    attendu = f"Répondre à Chargee. Votre avis est demandé sur « {espace.nom} » (aujourd’hui)."
    assert get_taches(espace, elue) == [attendu]
    assert get_taches(espace, chargee) == []
    answer(chargee, premier.discussion, mentions=(elue,))
    assert get_taches(espace, elue) == [attendu]
    answer(elue, premier.discussion)
    assert get_taches(espace, elue) == []


def test_settled_or_taken_back_awaits_nothing(espace, chargee, elue):
    premier, second = publish(chargee, espace, mentions=(elue,)), publish(chargee, espace, mentions=(elue,))
    close_discussion(by=chargee, discussion=premier.discussion, libelle="x")
    delete_commentaire(by=chargee, commentaire=second, libelle="x")
    assert get_taches(espace, elue) == []


def test_internal_request_says_so_and_follows_the_role(espace, chargee, directeur):
    publish(chargee, espace, is_interne=True, mentions=(directeur,))
    assert get_taches(espace, directeur)[0].startswith("Répondre à Chargee. Interne. Votre avis")
    espace.membres.filter(compte=directeur).update(role="elu")
    assert get_taches(espace, directeur) == []


def test_role_that_only_reads_is_asked_nothing(espace, chargee, lectrice):
    publish(chargee, espace, mentions=(lectrice,))
    assert get_taches(espace, lectrice) == []


def test_what_the_others_did_is_told_and_gathered(espace, chargee, elue):
    note = create_note_essai(espace, "Petites vacances", by=chargee)
    premier = publish(chargee, espace, sur=note)
    answer(chargee, premier.discussion)
    answer(elue, premier.discussion)
    assert get_mouvements(espace, elue)[:2] == [
        "Chargee a commenté « Petites vacances » (2)",
        "Chargee a créé « Petites vacances » (1)",
    ]
    assert get_mouvements(espace, chargee) == ["Elue a commenté « Petites vacances » (1)"]


def test_the_discussion_of_the_espace_is_said_in_plain_words(espace, chargee, elue, coordinatrice):
    publish(chargee, espace)
    publish(chargee, espace, is_interne=True)
    assert "Chargee a écrit dans la discussion de l’espace (1)" in get_mouvements(espace, elue)
    assert "Chargee a écrit dans la discussion de l’espace, en interne (1)" in get_mouvements(espace, coordinatrice)


def test_espace_that_convive_made_itself_did_not_move(espace, elue):
    avant = get_mouvements(espace, elue)
    for geste in ("creer", "modifier"):
        with transaction.atomic():
            record_geste(
                auteur=None,
                geste=geste,
                objet_type="espace",
                objet_uuid=espace.pk,
                objet_libelle=espace.nom,
                espace_uuid=espace.pk,
            )
    (nouveau,) = set(get_mouvements(espace, elue)) - set(avant)
    assert nouveau.startswith("Convive a modifié")


def test_what_one_does_not_see_did_not_move(espace, chargee, coordinatrice, elue):
    note = create_note_essai(espace, "Petites vacances", by=chargee)
    publish(chargee, espace, sur=note, is_interne=True)
    assert not any("interne" in ligne for ligne in get_mouvements(espace, elue))
    assert any("interne" in ligne for ligne in get_mouvements(espace, coordinatrice))
    delete_note(by=chargee, note=note)
    assert not any("Petites vacances" in ligne for ligne in get_mouvements(espace, coordinatrice))


def test_home_shows_them_and_stays_cheap(connecte, espace, chargee, coordinatrice):
    client = connecte(coordinatrice)
    note = create_note_essai(espace, "Petites vacances", by=chargee)
    publish(chargee, espace, sur=note, mentions=(coordinatrice,))
    with CaptureQueriesContext(connection) as one:
        page = client.get(f"/espaces/{espace.pk}/").text
    assert "Ce qui a bougé" in page
    assert "Répondre à Chargee" in page
    assert f"/espaces/{espace.pk}/echanges/discussions/" in page
    for rang in range(12):
        publish(chargee, espace, sur=create_note_essai(espace, f"Note {rang}", by=chargee), mentions=(coordinatrice,))
    with CaptureQueriesContext(connection) as many:
        client.get(f"/espaces/{espace.pk}/")
    assert len(many) == len(one) <= 35


def test_quiet_home_teaches(connecte, espace, elue):
    from convive.journal.models import Journal

    Journal.objects.filter(espace_uuid=espace.pk)._raw_delete("default")
    assert "Rien n’a bougé" in connecte(elue).get(f"/espaces/{espace.pk}/").text
