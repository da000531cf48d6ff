from dataclasses import replace

import pytest
from django.urls import reverse

from convive.acteurs.models import Organisation
from convive.documents.models import EtatTravail, Travail
from convive.espaces.actions.espace import create_espace
from convive.espaces.fournis import PAS_CHARGE, EspaceFourni, fournis
from convive.espaces.models import Espace, TypeEspace
from convive.formation.exports import exercices
from convive.formation.models import TerritoireExercice
from convive.formation.selectors.exercice import find_source
from convive.territoires.rules import PerimetreInconnu
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path, monkeypatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exercices, "PAUSE_SECONDES", 0)


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


@pytest.fixture
def fourni_essai():
    """A case study of one organisation, beside the others."""

    def build(by, uuid):
        espace = create_espace(by=by, reference=CIVRAISIEN, nom="Cas d’essai", type_espace=TypeEspace.ENTRAINEMENT)
        Organisation.objects.create(espace=espace, nom="Pays d’essai", type="epci")
        return espace

    essai = EspaceFourni("essai", "Étude de cas 0", "Cas d’essai", "Rien que des essais.", "Pays d’essai", build)
    fournis.record(essai)
    yield essai
    fournis._declares.pop("essai")


def get_url(session) -> str:
    return reverse("formation:exercice_list", args=[session.espace_id, session.pk])


def test_three_territories_are_lent_in_one_gesture(session, chargee, connecte):
    depart = create_depart_essai(chargee)
    deux = [create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")]
    saisie = {"source": depart.pk, "stagiaires": [row.pk for row in deux], "groupes": "Groupe A\n", "jeton": "un"}
    client = connecte(chargee)
    for _ in range(2):
        assert client.post(get_url(session), saisie).status_code in {302, 200}
    travail = Travail.objects.get()
    assert (travail.etat, travail.url) == (EtatTravail.FINI, get_url(session)), travail.erreur
    assert travail.libelle == "3\u00a0territoires d’exercice, 2026-01, Piloter une CTG"
    assert Espace.objects.filter(prete_a__session=session, notes__titre="Le matin").count() == 3
    page = client.get(get_url(session)).content.decode()
    assert "3\u00a0territoires" in page
    assert "Chaque stagiaire inscrit·e a déjà le sien" in page


def test_the_groups_of_a_workshop_are_taken_up(session, chargee, connecte, count_queries_get):
    create_depart_essai(chargee)
    deux = [create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")]
    atelier = create_atelier_essai(session)
    create_groupe_essai(atelier, (deux[0], ""), (deux[1], ""))
    client = connecte(chargee)
    assert "Reprendre les groupes de l’atelier" in client.get(get_url(session)).content.decode()
    url = f"{get_url(session)}?atelier={atelier.pk}"
    form = client.get(url).context["form"]
    assert form["groupes"].value() == "Groupe 1\u00a0: Léandre Vauzelle, Ysoline Ferrandou"
    assert form["stagiaires"].value() == []
    seule = count_queries_get(client, url)
    create_groupe_essai(atelier, ordre=2)
    assert count_queries_get(client, url) == seule <= 16
    assert client.get(f"{get_url(session)}?atelier=rien").context["form"]["groupes"].value() == ""


def test_without_a_starting_point_the_case_studies_are_proposed(session, chargee, connecte):
    client = connecte(chargee)
    form = client.get(get_url(session)).context["form"]
    assert [cle for cle, _ in form.fields["source"].choices] == [fourni.valeur for fourni in fournis.get_all()]
    assert form["source"].value() == fournis.get_all()[0].valeur
    page = client.get(get_url(session)).content.decode()
    assert page.count(", à préparer</span>") == len(fournis.get_all())
    assert f"{reverse('espaces:espace_create')}?type=entrainement" in page


def test_a_case_study_is_made_then_lent_and_stays_with_who_asked(session, chargee, connecte, fourni_essai):
    client = connecte(chargee)
    client.post(get_url(session), {"source": fourni_essai.valeur, "groupes": "Groupe A\nGroupe B", "jeton": "un"})
    travail = Travail.objects.get()
    assert (travail.etat, travail.url) == (EtatTravail.FINI, get_url(session)), travail.erreur
    depart = Espace.objects.get(nom=fourni_essai.nom)
    assert (depart.type, depart.created_by) == (TypeEspace.ENTRAINEMENT, chargee)
    assert Espace.objects.filter(prete_a__session=session, organisations__nom=fourni_essai.organisation).count() == 2
    # From then on it is one of hers: the job run again finds it, the page proposes it as it was left.
    assert find_source(chargee, fourni_essai.valeur) == depart
    choix = dict(client.get(get_url(session)).context["form"].fields["source"].choices)
    assert str(depart.pk) in choix
    assert fourni_essai.valeur not in choix


def test_a_case_study_whose_communes_are_not_there_is_refused(session, chargee, connecte, fourni_essai):
    def build(by, uuid):
        raise PerimetreInconnu("999900025")

    fournis.record(replace(fourni_essai, build=build))
    saisie = {"source": fourni_essai.valeur, "groupes": "Groupe A", "jeton": "un"}
    connecte(chargee).post(get_url(session), saisie)
    assert Travail.objects.get().erreur == PAS_CHARGE
    assert not Espace.objects.filter(nom=fourni_essai.nom).exists()


def test_an_unknown_case_study_is_refused(session, chargee, connecte):
    reponse = connecte(chargee).post(get_url(session), {"source": "fourni:rien", "groupes": "Groupe A"})
    assert reponse.context["form"].errors["source"]
    assert find_source(chargee, "fourni:rien") is None


def test_nothing_chosen_is_said_beside_the_form(session, chargee, connecte):
    depart = create_depart_essai(chargee)
    reponse = connecte(chargee).post(get_url(session), {"source": depart.pk, "groupes": " "})
    assert "Choisissez au moins une personne" in reponse.content.decode()
    assert not TerritoireExercice.objects.exists()


def test_the_starting_point_of_somebody_else_is_refused(session, chargee, etrangere, connecte):
    create_depart_essai(chargee)
    autre = create_depart_essai(etrangere)
    reponse = connecte(chargee).post(get_url(session), {"source": autre.pk, "groupes": "Groupe A"})
    assert reponse.status_code == 200
    assert not TerritoireExercice.objects.exists()


def test_who_only_reads_lends_nothing(session, chargee, connecte):
    lectrice = create_compte("lectrice")
    create_membre(session.espace, lectrice, "lecture")
    client = connecte(lectrice)
    assert "Prêter des territoires" not in client.get(get_url(session)).content.decode()
    assert client.post(get_url(session), {"groupes": "Groupe A"}).status_code == 403


def test_as_many_queries_for_one_as_for_three(session, chargee, connecte, count_queries_get):
    depart, client = create_depart_essai(chargee), connecte(chargee)
    create_exercice_essai(chargee, session, depart)
    client.get(get_url(session))
    count = count_queries_get(client, get_url(session))
    for nom in ("Léandre Vauzelle", "Maïwenn Cordelle"):
        create_exercice_essai(chargee, session, depart, create_inscription_essai(session, nom))
    assert count_queries_get(client, get_url(session)) <= count
