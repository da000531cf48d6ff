"""Sequences change places, come and go; the hours follow."""

import pytest
from django.urls import reverse

from convive.formation.forms.programme import PlacesForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(programme) -> str:
    return reverse("formation:composition_update", args=[programme.espace_id, programme.pk])


def build_saisie(programme, **change: str) -> dict[str, str]:
    """`S1_place="2-matin"`: by the key of a sequence."""
    sequences = list(programme.sequences.all())
    form = PlacesForm(sequences=sequences)
    saisie = {nom: str(champ.initial) for nom, champ in form.fields.items()}
    pks = {row.cle: str(row.pk) for row in sequences}
    return saisie | {f"{pks[nom[:2]]}{nom[2:]}": valeur for nom, valeur in change.items()}


def test_places_and_ranks_are_saved(connecte, chargee, programme, url):
    client = connecte(chargee)
    assert "Jour 2, après-midi" in client.get(url).content.decode()
    saisie = build_saisie(programme, S4_place="1-matin", S4_rang="1", S1_rang="2", S3_place="retirer")
    for _ in range(2):
        assert client.post(url, saisie).status_code == 302
    assert [(row.cle, row.jour, row.moment, row.ordre) for row in programme.sequences.all()] == [
        ("S4", 1, "matin", 1),
        ("S1", 1, "matin", 2),
        ("S2", 1, "apres_midi", 1),
    ]
    programme.refresh_from_db()
    assert programme.duree_minutes == 630
    assert programme.version == 2


def test_a_brick_and_an_empty_sequence_are_added(connecte, chargee, programme, url):
    client = connecte(chargee)
    for _ in range(2):
        client.post(url, {"geste": "ajouter", "brique": "ctg_deux_jours.S7", "place": "2-apres_midi"})
    client.post(url, {"geste": "ajouter", "brique": "", "titre": "La mienne", "place": "3-matin"})
    added = list(programme.sequences.all())[4:]
    assert [(row.cle, row.ordre, row.titre) for row in added] == [
        ("S7", 2, "Évaluer, et repartir"),
        ("S7_2", 3, "Évaluer, et repartir"),
        ("N", 1, "La mienne"),
    ]
    # What the programme does not aim at is not aimed at by the brick.
    assert added[0].objectifs == ["O1"]
    programme.refresh_from_db()
    assert programme.duree_minutes == 840 + 200


def test_what_cannot_be_is_said(connecte, chargee, programme, url):
    client = connecte(chargee)
    page = client.post(url, {"geste": "ajouter", "brique": "", "titre": "", "place": "1-matin"}).content.decode()
    assert "Donnez un titre à la nouvelle séquence" in page
    assert 'role="alert"' in client.post(url, build_saisie(programme, S1_rang="0")).content.decode()
    for rang in range(20):
        client.post(url, {"geste": "ajouter", "brique": "", "titre": f"n° {rang}", "place": "4-matin"})
    page = client.post(url, {"geste": "ajouter", "brique": "", "titre": "Trop", "place": "4-matin"}).content.decode()
    assert "24 séquences au plus" in page
