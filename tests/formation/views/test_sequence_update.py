"""A sequence is written; two trainers at once are joined, or compare; nothing typed is lost."""

import pytest
from django.urls import reverse

from convive.formation.forms.sequence import SequenceForm
from convive.journal.models import Journal
from tests.espaces.ecriture import choose, read_conflits

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
    saisie = {nom: form[nom].value() for nom in form.fields if nom not in ("deroule", "apports")}
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
    assert read_conflits(response) == {"deroule": ("Lisez fort.", "Lisez bas.")}
    assert client.post(url, choose(response)).status_code == 302
    sequence.refresh_from_db()
    assert sequence.titre == "Autre titre"
    assert sequence.deroule[0]["consigne"] == "Lisez fort."
    assert len(sequence.deroule) == 3


def test_a_step_that_the_other_took_out_does_not_mix_the_others(connecte, chargee, sequence, url):
    client = connecte(chargee)
    stale = build_saisie(sequence, temps_1_consigne="Écrivez, puis relisez.")
    client.post(url, build_saisie(sequence, temps_0_titre=""))
    assert client.post(url, stale).status_code == 302
    sequence.refresh_from_db()
    assert [(row["titre"], row["consigne"]) for row in sequence.deroule] == [("Écrire", "Écrivez, puis relisez.")]


def test_what_is_written_on_the_page_of_choices_and_is_no_step_comes_back_to_be_completed(
    connecte, chargee, sequence, url
):
    client = connecte(chargee)
    stale = build_saisie(sequence, temps_0_minutes="45")
    client.post(url, build_saisie(sequence, temps_0_minutes="50"))
    data = choose(client.post(url, stale), deroule="ecrit")
    ecrit = next(nom for nom in data if nom.startswith("ecrit-deroule"))
    response = client.post(url, data | {ecrit: "Lire ensemble"})
    form = response.context["form"]
    assert form["temps_0_titre"].value() == "Lire ensemble"
    assert form["temps_0_minutes"].errors


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
    response = client.post(url, stale)
    assert read_conflits(response) == {"titre": ("Mien", "Sien")}
    assert client.post(url, choose(response)).status_code == 302
    sequence.refresh_from_db()
    assert (sequence.titre, sequence.pages) == ("Mien", ["plan"])
    assert sequence.apports[1]["titre"] == "Du nouveau"
    assert sequence.deroule[2]["titre"] == "Trois"


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
