from datetime import timedelta

import pytest
from django.utils import timezone

from convive.diagnostic.models import NoteEntretien
from convive.journal.models import Journal
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/paroles/entretiens/ecrire/"


def build_saisie(**changes: object) -> dict[str, object]:
    return {
        "version": "1",
        "interlocuteur": "Directrice d’une crèche",
        "texte": "On refuse dix familles.",
        "cadre": "individuel",
        "date_entretien": "2026-03-12",
        "public": "professionnel",
        "consentement": "equipe",
    } | changes


def test_notes_are_kept_with_what_the_person_agreed_to(connecte, espace, chargee):
    client, theme = connecte(chargee), create_thematique(espace, "Jeunesse")
    for saisie, message in (
        (build_saisie(texte=""), "Ce champ est obligatoire"),
        (build_saisie(consentement=""), "Indiquez à quoi la personne a consenti."),
        (build_saisie(date_entretien=str(timezone.localdate() + timedelta(days=1))), "Ce jour est à venir."),
        (build_saisie(texte="Rappeler le 06 12 34 56 78."), "une parole ne garde ni téléphone"),
        (build_saisie(interlocuteur="a@exemple.fr"), "une parole ne garde ni téléphone"),
        (build_saisie(texte="Mon fils Lucas attend."), "J’ai relu"),
        (build_saisie(public="inconnu"), "Sélectionnez un choix valide"),
    ):
        page = client.post(get_url(espace), saisie).content.decode()
        assert message in page
        assert "Directrice" in page or "a@exemple.fr" in page
    assert not NoteEntretien.objects.exists()
    saisie = build_saisie(texte="Mon fils Lucas attend.\nDepuis mars.", quand_meme="on", thematiques=[str(theme.pk)])
    assert client.post(get_url(espace), saisie).status_code == 302
    note = NoteEntretien.objects.get()
    assert (note.consentement, list(note.thematiques.all())) == ("equipe", [theme])
    trace = Journal.objects.get(objet_uuid=note.pk)
    assert (trace.geste, "Lucas" in str(trace.detail)) == ("creer", False)
