"""Seat those whom one expects, or someone."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Fonction, Personne
from tests.gouvernance.factories import create_instance_essai
from tests.plan_action.factories import create_organisation, create_personne, create_plan_actions

pytestmark = pytest.mark.django_db


def test_signatories_are_suggested_and_seated_at_once(espace, gouvernance, ctg, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    elu = create_personne(espace, "Élue")
    Fonction.objects.create(
        espace=espace, personne=elu, organisation=create_organisation(espace), is_elu=True, intitule="Maire"
    )
    page = client.get(url).content.decode()
    signataire = ctg.signataires.select_related("organisation").first()
    assert str(signataire.organisation) in page
    assert "Personne Élue" in page
    cles = [f"o:{signataire.organisation_id}", f"p:{elu.pk}:{create_organisation(espace).pk}", "o:inconnue"]
    client.post(url, {"geste": "suggestions", "suggestions": cles})
    sieges = list(gouvernance.copil.membres.all())
    assert len(sieges) == 2
    assert [siege.is_elu for siege in sieges if siege.personne == elu] == [True]


def test_pilotes_are_suggested_to_a_group(espace, ctg, chargee, connecte):
    plan = create_plan_actions(ctg, chargee)
    groupe = create_instance_essai(
        espace, "Groupe", "groupe_thematique", thematiques=tuple(plan.complete.thematiques.all())
    )
    page = connecte(chargee).get(reverse("gouvernance:membre_create", args=[espace.pk, groupe.pk])).content.decode()
    assert "Personne Pilote" in page
    assert "pilote d’une action" in page


def test_a_name_is_enough_and_nobody_is_refused(espace, gouvernance, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    data = {"siege": "titulaire", "voix": "consultative", "date_debut": "2026-01-05"}
    assert "Indiquez qui siège" in client.post(url, data).content.decode()
    assert client.post(url, {**data, "nom": "Une habitante"}).status_code == 302
    siege = gouvernance.copil.membres.get()
    assert (siege.nom, siege.voix) == ("Une habitante", "consultative")
    personne = create_personne(espace)
    client.post(url, {**data, "personne": str(personne.pk)})
    assert "siège déjà" in client.post(url, {**data, "personne": str(personne.pk)}).content.decode()


def test_an_address_given_with_a_name_makes_a_card(espace, gouvernance, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    data = {"siege": "titulaire", "voix": "deliberative", "date_debut": "2026-01-05"}
    assert client.post(url, {**data, "nom": "Ana Vidal", "email": "ana@exemple.fr"}).status_code == 302
    siege = gouvernance.copil.membres.get()
    assert (siege.nom, str(siege.personne), siege.personne.email) == ("", "Ana Vidal", "ana@exemple.fr")
    refus = client.post(url, {**data, "personne": str(siege.personne.pk), "email": "autre@exemple.fr"}).text
    assert "a une autre adresse pour Ana Vidal" in refus
    assert "siège déjà" in client.post(url, {**data, "nom": "Ana Vidal", "email": "ana@exemple.fr"}).text
    assert client.post(url, {**data, "nom": "Une habitante"}).status_code == 302
    assert "siège déjà" in client.post(url, {**data, "nom": "une habitante"}).text


def test_several_seats_are_added_at_once_and_refused_on_their_line(espace, gouvernance, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    personne, organisation = create_personne(espace, "Vidal"), create_organisation(espace)
    lignes = {
        "geste": "plusieurs",
        **{"nom_0": str(personne), "qualite_0": "Maire"},
        **{"nom_1": str(organisation), "nom_2": "Lise Roux", "email_2": "lise@exemple.fr"},
        **{"qualite_3": "Directrice", "nom_4": "Paul Noé", "email_4": "paul"},
    }
    refus = client.post(url, lignes)
    assert not gouvernance.copil.membres.exists()
    assert list(refus.context["plusieurs"].errors) == ["email_4"]
    refus = client.post(url, lignes | {"email_4": "lise@exemple.fr"})
    assert sorted(refus.context["plusieurs"].errors) == ["email_4", "nom_3"]
    assert not gouvernance.copil.membres.exists()
    assert not Personne.objects.filter(espace=espace, nom="Roux").exists()
    fait = client.post(url, lignes | {"nom_3": "Nina Solal", "email_4": ""}, follow=True).text
    assert "5\xa0sièges ajoutés" in fait
    sieges = {str(siege): siege for siege in gouvernance.copil.membres.all()}
    assert (sieges[str(personne)].personne, sieges[str(personne)].qualite) == (personne, "Maire")
    assert sieges[str(organisation)].organisation == organisation
    assert sieges["Lise Roux"].personne.email == "lise@exemple.fr"
    assert sieges["Paul Noé"].nom == "Paul Noé"
    encore = client.post(url, lignes | {"nom_3": "Nina Solal", "email_4": ""})
    assert sorted(encore.context["plusieurs"].errors) == ["nom_0", "nom_2", "nom_3", "nom_4"]


def test_an_empty_list_of_seats_and_two_cards_of_one_name_are_refused(espace, gouvernance, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:membre_create", args=[espace.pk, gouvernance.copil.pk])
    assert "Écrivez au moins un nom" in client.post(url, {"geste": "plusieurs"}).text
    for _ in range(2):
        Personne.objects.create(espace=espace, prenom="Ana", nom="Vidal")
    assert "plusieurs fiches de ce nom" in client.post(url, {"geste": "plusieurs", "nom_0": "Ana Vidal"}).text
