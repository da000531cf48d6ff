"""What the database itself refuses, and what each place sees."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from convive.acteurs.models import Fonction, LienOrganisations, Organisation, Personne
from tests.acteurs.factories import (
    create_fonction_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def test_database_refuses_what_makes_no_sense(espace):
    organisation = create_organisation_essai(espace, siret="73282932000074")
    personne = create_personne_essai(espace)
    ends_first = {"date_debut": date(2026, 3, 2), "date_fin": date(2026, 3, 1)}
    for modele, champs in (
        (Organisation, {"nom": ""}),
        (Organisation, {"nom": "X", "type": "ministere"}),
        (Organisation, {"nom": "X", "position": "hostile"}),
        (Organisation, {"nom": "X", "siret": "73282932000074"}),
        (Personne, {"nom": ""}),
        (Fonction, {"personne": personne, "organisation": organisation, **ends_first}),
        (LienOrganisations, {"de": organisation, "vers": organisation}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            modele.objects.create(espace=espace, **champs)


def test_names_are_folded_however_the_rows_are_written(espace):
    Organisation.objects.bulk_create([Organisation(espace=espace, nom="L’Œuvre des Gués")])
    Personne.objects.bulk_create([Personne(espace=espace, prenom="Anne-Laure", nom="Béranger")])
    assert Organisation.objects.get().nom_compare == "oeuvre gues"
    assert Personne.objects.get().nom_compare == "anne beranger laure"
    assert str(Personne.objects.get()) == "Anne-Laure Béranger"


def test_limited_place_sees_what_concerns_it(espace, coordinatrice):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.add(jeunesse)
    de_jeunesse = create_organisation_essai(espace, "Mission locale", thematiques=(jeunesse,))
    de_logement = create_organisation_essai(espace, "Bailleur", thematiques=(logement,))
    de_tous = create_organisation_essai(espace, "Caf")
    assert set(Organisation.objects.visible_to(coordinatrice)) == {de_jeunesse, de_tous}
    ici, ailleurs, sans = (create_personne_essai(espace, nom) for nom in ("Ici", "Ailleurs", "Sans"))
    create_fonction_essai(ici, de_jeunesse)
    create_fonction_essai(ailleurs, de_logement)
    assert set(Personne.objects.visible_to(coordinatrice)) == {ici, sans}
    assert Fonction.objects.visible_to(coordinatrice).get().personne == ici
    seen = LienOrganisations.objects.create(espace=espace, de=de_jeunesse, vers=de_tous)
    LienOrganisations.objects.create(espace=espace, de=de_jeunesse, vers=de_logement)
    assert LienOrganisations.objects.visible_to(coordinatrice).get() == seen


def test_place_limited_to_communes_sees_what_acts_there(espace, coordinatrice):
    membre = espace.membres.get(compte=coordinatrice)
    membre.communes = ["86078"]
    membre.save()
    ici = create_organisation_essai(espace, "Mairie de Civray", communes=("86078",))
    create_organisation_essai(espace, "Mairie de Blanzay", communes=("86024",))
    partout = create_organisation_essai(espace, "Caf")
    assert set(Organisation.objects.visible_to(coordinatrice)) == {ici, partout}


def test_stranger_and_technical_administrator_see_nothing(espace, etrangere, administrateur):
    create_fonction_essai(create_personne_essai(espace), create_organisation_essai(espace))
    for compte in (etrangere, administrateur):
        assert not Organisation.objects.visible_to(compte).exists()
        assert not Personne.objects.visible_to(compte).exists()


def test_function_says_when_it_is_held(espace):
    personne, organisation = create_personne_essai(espace), create_organisation_essai(espace)
    finie = create_fonction_essai(personne, organisation, "Présidente", date(2020, 1, 1), date(2024, 1, 1))
    tenue = create_fonction_essai(personne, organisation, "", date(2024, 1, 1))
    assert list(Fonction.objects.en_cours()) == [tenue]
    assert (finie.is_en_cours, tenue.is_en_cours) == (False, True)
    assert (finie.dernier_jour, tenue.dernier_jour) == (date(2023, 12, 31), None)
    assert (str(finie), str(tenue)) == ("Soraya Bellegué, Présidente", "Soraya Bellegué")


def test_database_refuses_posts_that_make_no_sense(espace):
    for champs in (
        {"ctg": "1.5"},
        {"etp": "0", "ctg": "0"},
        {"intitule": ""},
        {"financement_caf": "peut-etre"},
        {"date_debut": date(2026, 3, 1), "date_fin": date(2026, 3, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create_poste_essai(espace, **champs)
