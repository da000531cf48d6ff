"""What is to be done after a séance: who, by when, then its place in the plan."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.actions.cloture import close_seance
from convive.gouvernance.exports.lecture import read_document
from convive.gouvernance.models import LigneSeance
from convive.gouvernance.rules.impression import build_releve
from convive.journal.models import Journal
from convive.plan_action.models import EtapeFiche, FicheAction
from tests.gouvernance.factories import create_point_essai, create_seance_essai, in_days
from tests.plan_action.factories import create_fiche
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance):
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


@pytest.fixture
def ligne(seance) -> LigneSeance:
    return LigneSeance.objects.create(seance=seance, ordre=1, sorte="action", texte="Demander deux devis.")


@pytest.fixture
def soraya(espace) -> Personne:
    return Personne.objects.create(espace=espace, prenom="Soraya", nom="Bellegué")


def get_url(ligne) -> str:
    return reverse("gouvernance:ligne_update", args=[ligne.seance.espace_id, ligne.seance_id, ligne.pk])


def build_saisie(ligne, **champs) -> dict[str, str]:
    return {"version": str(ligne.version), "responsable": "", "responsable_texte": "", "echeance": ""} | champs


def test_who_and_when_are_said_and_printed(seance, ligne, soraya, espace, chargee, connecte):
    client, notes = connecte(chargee), reverse("gouvernance:seance_notes", args=[espace.pk, seance.pk])
    assert get_url(ligne) in client.get(notes).content.decode()
    saisie = build_saisie(ligne, responsable=str(soraya.pk), echeance=in_days(30).isoformat())
    for _ in range(2):
        assert client.post(get_url(ligne), saisie).headers["Location"] == f"{notes}#ligne-{ligne.pk}"
    ligne.refresh_from_db()
    assert (ligne.responsable, ligne.echeance, ligne.version) == (soraya, in_days(30), 2)
    place = get_place(chargee, espace)
    [a_faire] = build_releve(read_document(place, seance).seance).actions
    assert a_faire.startswith("Demander deux devis (Soraya Bellegué, avant le ")
    # Somebody else wrote meanwhile.
    page = client.post(get_url(ligne), saisie | {"responsable": "", "responsable_texte": "Le relais"})
    assert page.status_code == 200
    assert "Quelqu’un l’a changée" in page.content.decode()
    gel = close_seance(by=place, seance=seance, traites=set()).gel
    assert gel is not None
    assert "Soraya Bellegué, avant le" in gel.contenu
    page = client.get(get_url(ligne)).content.decode()
    assert 'name="echeance"' not in page
    client.post(get_url(ligne), build_saisie(ligne, responsable_texte="Un autre"))
    ligne.refresh_from_db()
    assert ligne.responsable == soraya


def test_it_becomes_a_step_of_the_action_that_the_point_speaks_of(
    seance, gouvernance, ligne, soraya, ctg, chargee, connecte
):
    fiche = create_fiche(ctg, "Ouvrir vingt places", statut="en_cours")
    point = create_point_essai(
        gouvernance.copil, "Les places", seance=seance, objet_type="fiche_action", objet_uuid=fiche.pk
    )
    LigneSeance.objects.filter(pk=ligne.pk).update(point=point, responsable=soraya, echeance=timezone.localdate())
    ligne.refresh_from_db()
    client = connecte(chargee)
    assert client.get(get_url(ligne)).context["form"].initial["plan"] == str(fiche.pk)
    close_seance(by=get_place(chargee, seance.espace), seance=seance, traites={point.pk})
    for _ in range(2):
        assert client.post(get_url(ligne), {"version": str(ligne.version), "plan": str(fiche.pk)}).status_code == 302
    etape = EtapeFiche.objects.get(fiche=fiche)
    assert (etape.libelle, etape.responsable, etape.echeance) == ("Demander deux devis.", soraya, timezone.localdate())
    ligne.refresh_from_db()
    assert ligne.etape == etape
    fiche.refresh_from_db()
    assert fiche.nb_etapes == 1
    notes = reverse("gouvernance:seance_notes", args=[ctg.espace_id, seance.pk])
    assert "étape de" in client.get(notes).content.decode()
    assert Journal.objects.filter(objet_uuid=seance.pk, geste="rattacher").count() == 1


def test_it_becomes_an_action_to_prepare(seance, ligne, soraya, ctg, chargee, connecte):
    client = connecte(chargee)
    saisie = build_saisie(ligne, responsable=str(soraya.pk), echeance=in_days(20).isoformat(), plan="nouvelle")
    assert client.post(get_url(ligne), saisie).status_code == 302
    fiche = FicheAction.objects.get(ctg=ctg)
    assert (fiche.titre, fiche.statut, fiche.date_fin) == ("Demander deux devis.", "a_preparer", in_days(20))
    assert list(fiche.pilotes.all()) == [soraya]
    ligne.refresh_from_db()
    assert ligne.fiche == fiche


def test_what_the_plan_refuses_writes_nothing(seance, ligne, ctg, chargee, connecte):
    fiche = create_fiche(ctg, "Ouvrir", statut="en_cours", date_fin=in_days(5))
    tard = (ctg.date_fin + timedelta(days=900)).isoformat()
    for plan, echeance in ((str(fiche.pk), in_days(60).isoformat()), ("nouvelle", tard)):
        page = connecte(chargee).post(get_url(ligne), build_saisie(ligne, echeance=echeance, plan=plan))
        assert page.status_code == 200
        ligne.refresh_from_db()
        assert (ligne.version, ligne.echeance, ligne.is_au_plan) == (1, None, False)
    assert not EtapeFiche.objects.exists()
    assert FicheAction.objects.count() == 1


def test_only_what_is_to_be_done_has_someone_and_a_date(seance, ligne, espace, chargee, connecte):
    LigneSeance.objects.filter(pk=ligne.pk).update(responsable_texte="Le relais", echeance=in_days(3))
    ligne.refresh_from_db()
    notes = reverse("gouvernance:seance_notes", args=[espace.pk, seance.pk])
    saisie = {"geste": "modifier", "ligne": str(ligne.pk), "version": "1", "sorte": "information", "texte": ligne.texte}
    connecte(chargee).post(notes, saisie | {"point": ""})
    ligne.refresh_from_db()
    assert (ligne.sorte, ligne.responsable_texte, ligne.echeance) == ("information", "", None)
    assert connecte(chargee).get(get_url(ligne)).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        LigneSeance.objects.filter(pk=ligne.pk).update(echeance=in_days(3))
