"""A trainer notes what each stagiaire does; it reaches the attestation, the person's data, and goes with them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.comptes.registre import donnees_personnelles
from convive.formation.donnees_personnelles.sessions import delete_ecrits
from convive.formation.forms.observation import dump_case, name_champ
from convive.formation.models import Inscription, ObservationObjectif
from convive.formation.rules.observation import Case
from convive.formation.selectors.document_contenu import build_attestation, read_dossier
from tests.formation.factories_atelier import create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def salle(chargee):
    return create_salle_essai(chargee)


@pytest.fixture
def url(salle) -> str:
    return reverse("formation:observation_list", args=[salle[0].espace_id, salle[0].pk])


def build_saisie(inscription: Inscription, objectif: str, niveau: str, mot: str = "", avant: Case | None = None):
    return {
        name_champ("n", inscription.pk, objectif): niveau,
        name_champ("m", inscription.pk, objectif): mot,
        name_champ("d", inscription.pk, objectif): dump_case(avant or Case()),
    }


def test_changed_boxes_are_saved_and_an_emptied_one_is_deleted(url, salle, chargee, connecte):
    client, (une, autre) = connecte(chargee), salle[1]
    client.post(url, build_saisie(une, "O1", "seul", "A tenu  l’ordre du jour") | build_saisie(autre, "O1", ""))
    row = ObservationObjectif.objects.get()
    assert (row.inscription, row.niveau, row.mot) == (une, "seul", "A tenu l’ordre du jour")
    assert "A tenu l’ordre du jour" in client.get(url).content.decode()

    client.post(url, build_saisie(une, "O1", "", "", Case("seul", "A tenu l’ordre du jour")))

    assert ObservationObjectif.objects.count() == 0


def test_box_left_as_found_keeps_what_a_colleague_wrote(url, salle, chargee, connecte):
    une, _ = salle[1]
    ObservationObjectif.objects.create(inscription=une, objectif="O1", niveau="seul")

    connecte(chargee).post(url, build_saisie(une, "O1", "") | build_saisie(une, "O2", "avec_aide"))

    assert dict(ObservationObjectif.objects.values_list("objectif", "niveau")) == {"O1": "seul", "O2": "avec_aide"}


@pytest.mark.parametrize(("objectif", "niveau"), [("O9", "seul"), ("O1", "parfait")])
def test_unknown_objective_or_level_is_nothing(url, salle, objectif, niveau, chargee, connecte):
    connecte(chargee).post(url, build_saisie(salle[1][0], objectif, niveau))

    assert ObservationObjectif.objects.count() == 0


def test_somebody_of_another_session_is_left(url, chargee, connecte):
    _, (ailleurs, _) = create_salle_essai(chargee)

    connecte(chargee).post(url, build_saisie(ailleurs, "O1", "seul"))

    assert ObservationObjectif.objects.count() == 0


def test_attestation_says_what_was_observed_and_never_the_word(salle):
    session, (une, autre) = salle
    ObservationObjectif.objects.create(inscription=une, objectif="O1", niveau="seul", mot="Très à l’aise")
    une.session = autre.session = session
    dossier = read_dossier(session, timezone.localdate())

    contenu = build_attestation(dossier, une)

    assert [row["etat"] for row in contenu["acquis"]] == ["acquis", "non évalué"]
    assert "Très à l’aise" not in str(contenu)
    assert "acquis" not in build_attestation(dossier, autre)


def test_person_gets_her_notes_and_they_are_erased_with_her(salle, chargee):
    une, autre = salle[1]
    Inscription.objects.filter(pk=une.pk).update(compte=chargee)
    for row in (une, autre):
        ObservationObjectif.objects.create(inscription=row, objectif="O1", niveau="avec_aide", mot="Un mot")
    (declaration,) = [row for row in donnees_personnelles.get_all() if row.model is ObservationObjectif]
    (sienne,) = declaration.list_lignes(chargee)
    assert declaration.export_ligne(sienne)["un mot"] == "Un mot"

    delete_ecrits(Inscription.objects.filter(pk=une.pk))

    assert ObservationObjectif.objects.get().inscription == autre


def test_blank_sheet_is_printed(url, salle, chargee, connecte):
    session = salle[0]
    lien = reverse("documents:document_list", args=[session.espace_id])

    fichier = connecte(chargee).post(
        lien, {"document": "fiche_observation", "format": "docx", "choix": str(session.pk)}
    )

    assert (fichier.status_code, fichier.content[:2]) == (200, b"PK")
