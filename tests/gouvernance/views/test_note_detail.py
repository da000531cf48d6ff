"""A note: who reads it, what one does from its page."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import ArbitrageNote, AvisPartenaire, NoteDecision, PointOrdreDuJour, SourceNote
from convive.socle.formats import date_longue
from tests.gouvernance.factories import create_carte, create_note_essai, create_siege, in_days, join_note
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace, gouvernance) -> NoteDecision:
    return create_note_essai(espace, instance=gouvernance.copil, recommandation="L’école.", avis_de="La coordination")


@pytest.fixture
def url(espace, note) -> str:
    return reverse("gouvernance:note_detail", args=[espace.pk, note.pk])


def test_the_team_reads_a_draft_the_others_once_it_is_joined(
    url, note, gouvernance, chargee, elue, partenaire, connecte
):
    page = connecte(chargee).get(url).content.decode()
    assert "Avant de la présenter, il manque" in page
    assert "Noter l’arbitrage" in page
    assert connecte(elue).get(url).status_code == 404
    join_note(note, gouvernance.brouillon)
    assert connecte(elue).get(url).status_code == 404
    join_note(note, gouvernance.convoquee)
    page = connecte(elue).get(url).content.decode()
    assert "L’école" in page
    assert "il manque" not in page
    assert "Noter l’arbitrage" not in page
    # A partner reads the séances of an open body, and not the notes of a body in which she does not sit.
    assert connecte(partenaire).get(url).status_code == 404


def test_who_sits_reads_what_is_joined(url, espace, note, gouvernance, partenaire, lectrice, connecte):
    join_note(note, gouvernance.convoquee)
    organisation = create_organisation(espace, "Les Passeurs du Gué")
    create_carte(espace, partenaire, organisation)
    create_siege(gouvernance.copil, organisation)
    assert connecte(partenaire).get(url).status_code == 200
    assert connecte(lectrice).get(url).status_code == 404


def test_a_note_of_another_espace_is_not_there(url, etrangere, connecte):
    assert connecte(etrangere).get(url).status_code == 404


def test_the_view_of_a_partner_is_added_and_taken_out(url, note, chargee, connecte):
    client = connecte(chargee)
    data = {"geste": "avis", "nom": "La Caf", "position": "reserve", "phrase": "Avant mars.", "date": "2026-10-20"}
    assert "Indiquez qui l’a recueilli" in client.post(url, data).content.decode()
    assert client.post(url, data | {"recueilli_par": "Maëlle"}).status_code == 302
    page = client.get(url).content.decode()
    assert "Réservé" in page
    assert "par Maëlle" in page
    avis = AvisPartenaire.objects.get()
    assert client.post(url, {"geste": "retirer_avis", "avis": str(avis.pk)}).status_code == 302
    assert client.post(url, {"geste": "retirer_avis", "avis": str(avis.pk)}).status_code == 404
    assert "Indiquez qui donne cet avis" in client.post(url, data | {"nom": "", "recueilli_par": "M"}).content.decode()


def test_a_view_of_a_note_that_compares_says_which_scenario_it_is_about(url, note, chargee, connecte):
    client, ecole = connecte(chargee), note.scenarios.get(titre="L’école")
    autre = create_note_essai(note.espace).scenarios.first()
    NoteDecision.objects.filter(pk=note.pk).update(scenario_conseille=ecole)
    form = client.get(url).context["avis"]
    assert form["scenario"].initial == str(ecole.pk)
    lettre = next(libelle for cle, libelle in form.fields["scenario"].choices if cle == str(ecole.pk))[0]
    assert f"{lettre}. L’école, conseillé" in dict(form.fields["scenario"].choices).values()
    data = {"geste": "avis", "nom": "La Caf", "phrase": "Avant mars.", "date": "2026-10-20", "recueilli_par": "Maëlle"}
    assert (
        "scenario" in client.post(url, data | {"position": "reserve", "scenario": str(autre.pk)}).context["avis"].errors
    )
    for position, scenario in (("reserve", ecole.pk), ("favorable", ecole.pk), ("defavorable", "")):
        saisie = {"position": position, "scenario": str(scenario)}
        assert client.post(url, data | saisie).status_code == 302
    page = client.get(url).text.replace("\xa0", " ")
    for phrase in (f"Réservé sur le scénario {lettre}<", f"Favorable au scénario {lettre}<", "Défavorable<"):
        assert phrase in page
    assert "recueilli le 20 octobre 2026 par Maëlle" in page


def test_a_note_of_one_scenario_does_not_ask_which(url, note, chargee, connecte):
    note.scenarios.exclude(titre="L’école").delete()
    assert "Sur quel scénario" not in connecte(chargee).get(url).text


def test_it_goes_on_an_agenda_once_and_opens_from_it(url, espace, note, gouvernance, chargee, connecte):
    client = connecte(chargee)
    data = {"geste": "inscrire", "seance": str(gouvernance.brouillon.pk)}
    assert client.post(url, data).status_code == 302
    assert "Choisissez une séance" in client.post(url, data).content.decode()
    point = PointOrdreDuJour.objects.get(objet_uuid=note.pk)
    assert (point.seance, point.nature, point.titre) == (gouvernance.brouillon, "decision", note.question)
    agenda = client.get(reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.brouillon.pk]))
    assert url in agenda.content.decode()


def test_an_agenda_proposes_a_note_that_waits(espace, note, gouvernance, chargee, connecte):
    NoteDecision.objects.filter(pk=note.pk).update(attendue_le=in_days(-2))
    page = connecte(chargee).get(reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.brouillon.pk]))
    assert "une réponse était attendue" in page.content.decode().lower()
    ArbitrageNote.objects.create(note=note, issue="melange", pourquoi="x", date=in_days(-1))
    page = connecte(chargee).get(reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.brouillon.pk]))
    assert "une réponse était attendue" not in page.content.decode().lower()


def test_settled_it_shows_what_and_why_and_is_taken_back(url, note, chargee, connecte):
    scenario = note.scenarios.get(titre="L’école")
    ArbitrageNote.objects.create(note=note, issue="retenu", scenario=scenario, pourquoi="Plus tôt.", date=in_days(-1))
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Un scénario est retenu" in page
    assert "Plus tôt." in page
    assert "Modifier<" not in page.split("<main")[1]
    assert "Indiquez pourquoi" in client.post(url, {"geste": "reprendre", "motif": ""}).content.decode()
    assert client.post(url, {"geste": "reprendre", "motif": "Erreur de lettre."}).status_code == 302
    assert "Erreur de lettre." in client.get(url).content.decode()
    assert client.post(url, {"geste": "reprendre", "motif": "x"}).status_code == 404


def test_gestures_are_the_teams(url, note, gouvernance, elue, chargee, connecte):
    join_note(note, gouvernance.convoquee)
    assert connecte(elue).post(url, {"geste": "supprimer"}).status_code == 403
    assert connecte(chargee).post(url, {"geste": "autre"}).status_code == 404
    assert "retirez d’abord ce point" in connecte(chargee).post(url, {"geste": "supprimer"}).content.decode()
    PointOrdreDuJour.objects.all().delete()
    assert connecte(chargee).post(url, {"geste": "supprimer"}).status_code == 302
    assert not NoteDecision.objects.exists()


def test_the_page_costs_the_same_with_many_views(
    url, note, gouvernance, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    for rang in range(15):
        AvisPartenaire.objects.create(
            note=note,
            nom=f"Partenaire {rang}",
            position="favorable",
            phrase="Oui.",
            date=in_days(-2),
            recueilli_par="M",
        )
        SourceNote.objects.create(note=note, objet_type="instance", objet_uuid=create_note_essai(note.espace).pk)
    with django_assert_max_num_queries(30):
        page = client.get(url).content.decode()
    assert "15\xa0autres sources" in page


def test_who_is_asked_for_her_view_gives_it_on_the_page_and_is_not_asked_again(
    url, espace, ctg, note, gouvernance, chargee, elue, connecte
):
    point = join_note(note, gouvernance.convoquee)
    client, geste = connecte(elue), {"geste": "mon_avis", "position": "reserve", "phrase": "Le car ne passe plus."}
    # A decision is taken in the séance: nobody asks for a view before.
    assert "Donner mon avis" not in client.get(url).text
    assert client.post(url, geste).status_code == 403
    PointOrdreDuJour.objects.filter(pk=point.pk).update(nature="avis")
    # The team does not sit.
    assert "Donner mon avis" not in connecte(chargee).get(url).text
    client = connecte(elue)
    carte = create_carte(espace, elue, create_organisation(espace, "Mairie du Gué"))
    carte.fonctions.update(is_elu=True)
    create_siege(gouvernance.copil, carte, is_elu=True)
    sienne = reverse("plan_action:elu_detail", args=[espace.pk])
    assert "votre avis est demandé" in client.get(sienne).text
    page = client.get(url).text
    # A link to it comes first; one reads the scenarios before the form.
    assert page.index('href="#mon-avis"') < page.index("Ce qu’il faut savoir")
    assert page.index("Les scénarios") < page.index("Donner mon avis")
    assert client.post(url, geste | {"phrase": " "}).status_code == 422
    for position in ("reserve", "favorable"):
        for _ in range(2):
            assert client.post(url, geste | {"position": position}).status_code == 302
    avis = AvisPartenaire.objects.get(note=note)
    assert (avis.position, avis.phrase, avis.recueilli_par) == ("favorable", "Le car ne passe plus.", str(elue))
    page = client.get(url).text.replace("\xa0", " ")
    assert "Modifier mon avis" in page
    # What one says oneself is not collected by anybody.
    assert f"donné le {date_longue(avis.date)}".replace("\xa0", " ") in page
    assert "recueilli le" not in page
    # The sentence that is required is announced.
    assert "Demandée si vous n’êtes pas favorable" in page
    assert "votre avis est demandé" not in client.get(sienne).text
    # From her page, a favourable view needs no sentence, and she comes back to it.
    depuis = {"geste": "mon_avis", "position": "favorable", "phrase": "", "depuis": "elu"}
    assert client.post(url, depuis).url == f"{sienne}#a-prendre"
    assert AvisPartenaire.objects.get(note=note).phrase == ""
