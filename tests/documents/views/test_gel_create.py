from uuid import uuid4

import pytest
from django.urls import reverse

from convive.documents.models import Gel
from convive.espaces.models import Espace, Membre, Note
from tests.documents.factories import create_note
from tests.espaces.factories import create_espace_civraisien, create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace, note, cle: str = "note") -> str:
    return reverse("documents:gel_create", args=[espace.pk, cle, note.pk])


def read_form(response) -> dict[str, str]:
    form = response.context["form"]
    return {champ: str(form[champ].value()) for champ in ("vue", "uuid")}


def test_text_is_shown_then_frozen_with_its_reason(
    espace, chargee, coordinatrice, connecte, django_assert_max_num_queries
):
    note = create_note(espace, chargee, texte="## Accueil\n\nDeux relais.")
    client = connecte(coordinatrice)
    with django_assert_max_num_queries(12):
        response = client.get(get_url(espace, note))
    assert "<h3>Accueil</h3>" in response.text
    envoi = {**read_form(response), "motif": "  Présentée au\n COPIL "}
    answer = client.post(get_url(espace, note), envoi)
    gel = Gel.objects.get()
    assert answer.url == reverse("documents:gel_detail", args=[espace.pk, gel.pk])
    assert (gel.motif, gel.auteur) == ("Présentée au COPIL", "Coordinatrice, Coordonnateur·rice thématique")


def test_form_sent_twice_leads_to_the_same_page(espace, chargee, connecte):
    note, client = create_note(espace, chargee), connecte(chargee)
    envoi = {**read_form(client.get(get_url(espace, note))), "motif": "COPIL"}
    assert client.post(get_url(espace, note), envoi).url == client.post(get_url(espace, note), envoi).url
    assert Gel.objects.count() == 1


def test_text_changed_meanwhile_is_shown_again_before_it_is_frozen(espace, chargee, connecte):
    note, client = create_note(espace, chargee, texte="Avant"), connecte(chargee)
    envoi = {**read_form(client.get(get_url(espace, note))), "motif": "Présentée au COPIL"}
    Note.objects.update(texte="Après")
    response = client.post(get_url(espace, note), envoi)
    assert "Le texte a changé" in response.text
    assert "Après" in response.text
    assert 'value="Présentée au COPIL"' in response.text
    assert not Gel.objects.exists()
    assert client.post(get_url(espace, note), {**read_form(response), "motif": "COPIL"}).status_code == 302
    assert Gel.objects.get().read_contenu().donnees["texte"] == "Après"


@pytest.mark.parametrize(
    ("envoi", "phrase"),
    [
        ({"motif": "   "}, "Ce champ est obligatoire"),
        ({"motif": "x" * 301}, "301"),
        ({"motif": "COPIL", "uuid": "n’importe"}, "UUID"),
    ],
)
def test_bad_input_is_explained_and_loses_nothing(envoi, phrase, espace, chargee, connecte):
    response = connecte(chargee).post(get_url(espace, create_note(espace, chargee, texte="Deux relais.")), envoi)
    assert response.status_code == 200
    assert phrase in response.text
    assert "Deux relais." in response.text
    assert not Gel.objects.exists()


def test_only_what_is_declared_visible_and_here_is_frozen(espace, chargee, connecte):
    note, client = create_note(espace, chargee), connecte(chargee)
    autre = create_espace_civraisien(chargee, nom="Un autre des siens")
    for url in (
        get_url(espace, espace, "espace"),
        get_url(espace, note, "inconnu"),
        get_url(autre, note),
        reverse("documents:gel_create", args=[espace.pk, "note", uuid4()]),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, {"motif": "COPIL"}).status_code == 404
    assert not Gel.objects.exists()


def test_limited_place_freezes_only_what_it_sees(espace, chargee, coordinatrice, connecte):
    note = create_note(espace, chargee)
    note.thematiques.add(create_thematique(espace, "Zéro-trois ans"))
    Membre.objects.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Onze-dix-sept ans"))
    assert connecte(coordinatrice).post(get_url(espace, note), {"motif": "COPIL"}).status_code == 404
    assert not Gel.objects.exists()


def test_expired_espace_is_explained(espace, chargee, connecte):
    note = create_note(espace, chargee)
    Espace.objects.update(expire_le="2020-01-01")
    response = connecte(chargee).post(get_url(espace, note), {"motif": "COPIL"})
    assert response.status_code == 403
    assert "a expiré" in response.text
    assert not Gel.objects.exists()


def test_domain_may_refuse_what_the_role_allows(espace, chargee, connecte, monkeypatch):
    from dataclasses import replace

    from convive.documents.gels import gels

    monkeypatch.setitem(gels._declares, "note", replace(gels.get("note"), can_geler=lambda *_: False))
    note, client = create_note(espace, chargee), connecte(chargee)
    assert client.post(get_url(espace, note), {"motif": "COPIL"}).status_code == 403
    assert "Garder la version" not in client.get(reverse("espaces:note_detail", args=[espace.pk, note.pk])).text
