"""Seat those whom one expects, or someone."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Fonction
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
