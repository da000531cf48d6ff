from decimal import Decimal

import pytest

from convive.offre.actions.annee import SaisieAnnee, update_annee
from convive.offre.models import ActiviteAnnuelle
from convive.offre.rules.offre import OffreRefusee
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
VIDE = dict.fromkeys(ActiviteAnnuelle.CHAMPS)


def test_year_is_written_whole(espace, chargee):
    service, mairie = create_service_essai(espace), create_organisation_essai(espace, "Mairie")
    epci = create_organisation_essai(espace, "Pays")
    saisie = SaisieAnnee({**VIDE, "heures_realisees": 0}, {mairie.pk: Decimal(500), epci.pk: None})
    assert update_annee(by=chargee, service=service, annee=2025, saisie=saisie)
    assert not update_annee(by=chargee, service=service, annee=2025, saisie=saisie)
    # Zero was typed; the others are not known.
    activite = service.activites.get()
    assert (activite.heures_realisees, activite.enfants) == (0, None)
    assert set(service.soutiens.values_list("organisation", "montant_euros")) == {
        *((mairie.pk, Decimal(500)), (epci.pk, None)),
    }
    assert update_annee(by=chargee, service=service, annee=2025, saisie=SaisieAnnee(VIDE, {epci.pk: Decimal(9)}))
    assert not service.activites.exists()
    assert service.soutiens.get().montant_euros == Decimal(9)


def test_year_or_collectivite_that_cannot_be_is_refused(espace, chargee, etrangere):
    service = create_service_essai(espace)
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    with pytest.raises(OffreRefusee, match="pas de cet espace"):
        update_annee(by=chargee, service=service, annee=2025, saisie=SaisieAnnee(VIDE, {ailleurs.pk: None}))
    with pytest.raises(OffreRefusee, match="1999"):
        update_annee(by=chargee, service=service, annee=1999, saisie=SaisieAnnee(VIDE, {}))
