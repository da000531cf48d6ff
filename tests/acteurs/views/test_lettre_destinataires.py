import pytest
from django.utils import timezone

from convive.acteurs.models import LettreGroupe
from convive.espaces.models import Role
from tests.acteurs.factories import create_lettre_essai, create_organisation_essai, create_personne_essai
from tests.espaces.factories import create_compte, create_membre, create_thematique

pytestmark = pytest.mark.django_db


def get_url(lettre) -> str:
    return f"/espaces/{lettre.espace_id}/acteurs/lettres/{lettre.pk}/destinataires/"


def test_lettre_destinataires_adds_one_by_one_and_takes_away(connecte, espace, chargee):
    lettre, client = create_lettre_essai(chargee, espace), connecte(chargee)
    personne, club = create_personne_essai(espace), create_organisation_essai(espace, "Le club")
    assert "Bellegué" in client.get(f"{get_url(lettre)}?q=bellegué").content.decode()
    assert "Aucune fiche ne répond" in client.get(f"{get_url(lettre)}?q=zzz").content.decode()
    cles = [f"personne:{personne.pk}", f"organisation:{club.pk}", "personne:x", "autre:1"]
    assert "2\u00a0destinataires ajoutés" in client.post(get_url(lettre), {"objet": cles}, follow=True).content.decode()
    assert "déjà dans la liste" in client.post(get_url(lettre), {"objet": cles}, follow=True).content.decode()
    copie = lettre.destinataires.get(personne=personne)
    page = client.post(get_url(lettre), {"geste": "retirer", "objet": copie.pk}, follow=True).content.decode()
    assert "Soraya Bellegué n’est plus dans la liste" in page
    assert [str(copie) for copie in lettre.destinataires.all()] == ["Le club"]


def test_lettre_destinataires_of_a_limited_place_are_those_it_sees(connecte, espace):
    limitee = create_compte("limitee")
    create_membre(espace, limitee, Role.COORDONNATEUR_THEMATIQUE).thematiques.add(create_thematique(espace, "Jeunesse"))
    cachee = create_organisation_essai(espace, "Bailleur", thematiques=(create_thematique(espace, "Logement"),))
    lettre = create_lettre_essai(limitee, espace)
    client = connecte(limitee)
    client.post(get_url(lettre), {"objet": f"organisation:{cachee.pk}", "source": "type/association"})
    assert not lettre.destinataires.exists()


def test_lettre_destinataires_of_one_that_was_sent_stay(connecte, espace, chargee):
    lettre = create_lettre_essai(chargee, espace, create_personne_essai(espace))
    LettreGroupe.objects.update(envoyee_le=timezone.now())
    copie = lettre.destinataires.get()
    connecte(chargee).post(get_url(lettre), {"geste": "retirer", "objet": copie.pk})
    assert lettre.destinataires.count() == 1
