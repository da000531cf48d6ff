"""The directory travels with its espace, and nobody of this one is in the other."""

from decimal import Decimal

import pytest

from convive.acteurs.actions.lien_organisations import attach_organisation
from convive.acteurs.models import (
    Fonction,
    Groupe,
    LettreGroupe,
    LienOrganisations,
    Organisation,
    Personne,
    PosteCooperation,
)
from convive.espaces.actions.copie import clone_espace
from tests.acteurs.factories import (
    create_fonction_essai,
    create_groupe_essai,
    create_lettre_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def test_clone_holds_the_same_directory(espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    passeurs = create_organisation_essai(espace, thematiques=(jeunesse,), attentes="Un local", communes=("86078",))
    attach_organisation(by=chargee, de=create_organisation_essai(espace, "Caf"), vers=passeurs, nature="finance")
    personne = create_personne_essai(espace)
    create_fonction_essai(personne, passeurs)
    create_groupe_essai(espace, "Réseau", personne)
    ancien = create_poste_essai(espace, "Coordonnateur jeunesse", employeur=passeurs, thematiques=(jeunesse,))
    create_poste_essai(espace, employeur=passeurs, personne=personne, remplace=(ancien,))
    create_lettre_essai(chargee, espace, personne)
    clone = clone_espace(by=chargee, espace=espace, nom="Le clone", chargee=chargee)
    copie = Organisation.objects.get(espace=clone, nom="Les Passeurs du Gué")
    assert (copie.attentes, copie.communes, copie.nom_compare) == ("Un local", ["86078"], passeurs.nom_compare)
    assert copie.thematiques.get().espace == clone
    assert LienOrganisations.objects.get(vers=copie).de.espace == clone
    assert Fonction.objects.get(organisation=copie).personne == Personne.objects.get(espace=clone)
    poste = PosteCooperation.objects.get(espace=clone, personne__espace=clone)
    assert (poste.employeur, poste.quotite_ctg) == (copie, Decimal("0.5"))
    assert poste.remplace.get().thematiques.get().espace == clone
    # A letter travels with its text, and leaves nobody there: nothing that left from here leaves again.
    assert not LettreGroupe.objects.get(espace=clone).destinataires.exists()
    assert Groupe.objects.get(espace=clone).personnes.get().espace == clone
