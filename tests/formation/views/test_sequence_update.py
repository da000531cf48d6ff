"""A sequence is written; two trainers at once are joined, or compare; nothing typed is lost."""

import pytest
from django.urls import reverse

from convive.formation.forms.sequence import SequenceForm
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def sequence(programme):
    sequence = programme.sequences.get(cle="S1")
    sequence.deroule = [
        {"minutes": 60, "titre": "Lire", "methode": "seul·e", "consigne": "Lisez."},
        {"minutes": 150, "titre": "Écrire", "methode": "à deux", "consigne": "Écrivez."},
    ]
    sequence.apports = [{"titre": "Un usage", "statut": "usage", "texte": "On fait ainsi.", "sources": []}]
    sequence.save()
    return sequence


@pytest.fixture
def url(programme, sequence) -> str:
    return reverse("formation:sequence_update", args=[programme.espace_id, programme.pk, sequence.pk])


def build_saisie(sequence, **change):
    sequence.refresh_from_db()
    form = SequenceForm(sequence=sequence, objectifs=list(sequence.programme.objectifs.all()))
    saisie = {nom: form[nom].initial for nom in form.fields}
    return {nom: "" if valeur is None else valeur for nom, valeur in saisie.items()} | change


def test_steps_and_inputs_are_saved_once(connecte, chargee, programme, sequence, url):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Temps 4" in page
    assert "À vérifier auprès de votre Caf" in page
    saisie = build_saisie(
        sequence,
        temps_0_minutes="45",
        temps_2_titre="Dire",
        temps_2_minutes="10",
        temps_1_titre="",
        temps_1_minutes="",
        temps_1_methode="",
        temps_1_consigne="",
        apport_1_titre="Une règle",
        apport_1_statut="regle",
        apport_1_texte="C’est écrit.",
        apport_1_sources="https://caf.fr\nhttps://exemple.invalid",
        capacites="- Lire une carte\n\nÉcrire une phrase",
        outil="frise",
        objectifs=["O2"],
        pages=["ctg"],
    )
    for _ in range(2):
        assert client.post(url, saisie).status_code == 302
    sequence.refresh_from_db()
    assert [(row["minutes"], row["titre"]) for row in sequence.deroule] == [(45, "Lire"), (10, "Dire")]
    assert sequence.apports[1]["sources"] == ["https://caf.fr", "https://exemple.invalid"]
    assert sequence.capacites == ["Lire une carte", "Écrire une phrase"]
    assert (sequence.outil, sequence.objectifs, sequence.pages, sequence.version) == ("frise", ["O2"], ["ctg"], 2)
    programme.refresh_from_db()
    assert programme.duree_minutes == 840 - 210 + 55
    assert Journal.objects.filter(objet_type="programme", geste="modifier").count() == 1


def test_two_trainers_are_joined(connecte, chargee, sequence, url):
    client = connecte(chargee)
    stale = build_saisie(sequence, temps_0_minutes="30")
    other = build_saisie(sequence, temps_1_consigne="Écrivez, puis relisez.", notes_formateur="Penser au café")
    client.post(url, other)
    assert client.post(url, stale).status_code == 302
    sequence.refresh_from_db()
    assert [(row["minutes"], row["consigne"]) for row in sequence.deroule] == [
        (30, "Lisez."),
        (150, "Écrivez, puis relisez."),
    ]
    assert sequence.notes_formateur == ["Penser au café"]


def test_the_same_step_twice_is_compared_then_chosen(connecte, chargee, sequence, url):
    client = connecte(chargee)
    stale = build_saisie(sequence, temps_0_consigne="Lisez fort.", temps_2_titre="En plus", temps_2_minutes="5")
    client.post(url, build_saisie(sequence, temps_0_consigne="Lisez bas.", titre="Autre titre"))
    response = client.post(url, stale)
    page = response.content.decode()
    assert "pendant que vous écriviez" in page
    assert "Lisez bas." in page
    assert "Lisez fort." in page
    form = response.context["form"]
    # The title of the other trainer is already there.
    assert form["titre"].value() == "Autre titre"
    again = stale | {"version": str(form["version"].value()), "titre": form["titre"].value()}
    assert client.post(url, again).status_code == 302
    sequence.refresh_from_db()
    assert sequence.titre == "Autre titre"
    assert sequence.deroule[0]["consigne"] == "Lisez fort."
    assert len(sequence.deroule) == 3


def test_an_input_of_the_other_comes_in_beside_a_conflict(connecte, chargee, sequence, url):
    client = connecte(chargee)
    stale = build_saisie(sequence, titre="Mien")
    client.post(
        url,
        build_saisie(
            sequence,
            titre="Sien",
            apport_1_titre="Du nouveau",
            apport_1_texte="Un texte.",
            temps_2_titre="Trois",
            temps_2_minutes="5",
            pages=["plan"],
        ),
    )
    form = client.post(url, stale).context["form"]
    assert form["titre"].value() == "Mien"
    assert form["apport_1_titre"].value() == "Du nouveau"
    assert form["temps_2_titre"].value() == "Trois"
    assert form["pages"].value() == ["plan"]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"temps_2_titre": "Sans durée"}, "Combien de minutes"),
        ({"temps_2_consigne": "Sans titre"}, "Donnez un titre à ce temps"),
        ({"apport_0_statut": "regle"}, "donne sa source"),
        ({"apport_0_titre": ""}, "Donnez-lui un titre"),
        ({"titre": ""}, 'role="alert"'),
        ({"temps_0_minutes": "999"}, 'role="alert"'),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_beside_its_field(connecte, chargee, sequence, url, change, phrase):
    page = connecte(chargee).post(url, build_saisie(sequence, **change)).content.decode()
    assert phrase in page
    sequence.refresh_from_db()
    assert sequence.version == 1


def test_one_that_was_taken_out_is_not_there_any_more(connecte, chargee, sequence, url):
    sequence.delete()
    assert connecte(chargee).get(url).status_code == 404
