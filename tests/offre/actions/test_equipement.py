from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from convive.espaces.actions.ecriture import FicheChangee, Saisie
from convive.journal.models import Journal
from convive.offre.actions.equipement import (
    close_service,
    reopen_service,
    update_service,
    validate_service,
)
from convive.offre.models import ServiceEquipement
from convive.offre.rules.offre import OffreRefusee
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db


def list_gestes(service) -> list[str]:
    rows = Journal.objects.filter(objet_uuid=service.pk).order_by("at", "pk")
    return list(rows.values_list("geste", flat=True))


def test_service_takes_the_theme_of_its_type_and_serves_its_commune(espace):
    service = create_service_essai(espace, code_commune="86078", communes=("86084",))
    assert service.thematiques.get().nom == "Petite enfance"
    assert service.communes == ["86078", "86084"]
    assert service.date_verification == timezone.localdate()
    assert create_service_essai(espace, "Partout", code_commune="86078").communes == []
    assert list_gestes(service) == ["creer"]


@pytest.mark.parametrize(
    ("valeurs", "phrase"),
    [
        ({"type_cle": "inconnu"}, "type de service"),
        ({"agrement_debut": date(2026, 1, 2), "agrement_fin": date(2026, 1, 1)}, "vient avant son début"),
        ({"age_min": 6, "age_max": 3}, "plus petit"),
    ],
)
def test_service_that_contradicts_itself_is_refused(espace, valeurs, phrase):
    with pytest.raises(OffreRefusee, match=phrase):
        create_service_essai(espace, **valeurs)
    assert not ServiceEquipement.objects.exists()


def test_gestionnaire_of_another_espace_is_refused(espace, etrangere):
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    with pytest.raises(OffreRefusee, match="gestionnaire"):
        create_service_essai(espace, gestionnaire_id=ailleurs.pk)


def test_a_form_that_is_too_old_saves_nothing(espace, chargee, directeur):
    service = create_service_essai(espace, places=20)
    assert update_service(by=directeur, service=service, saisie=Saisie({"etp": Decimal("3.5")}, version=1))
    with pytest.raises(FicheChangee):
        update_service(by=chargee, service=service, saisie=Saisie({"places": 22}, version=1))
    assert not update_service(by=chargee, service=service, saisie=Saisie({"etp": Decimal("3.50")}, version=1))
    service.refresh_from_db()
    assert (service.places, service.etp, service.version) == (20, Decimal("3.5"), 2)
    assert list_gestes(service) == ["creer", "modifier"]


def test_service_is_verified_once_a_day(espace, chargee):
    service = create_service_essai(espace)
    ServiceEquipement.objects.update(date_verification=timezone.localdate() - timedelta(days=400))
    validate_service(by=chargee, service=service)
    validate_service(by=chargee, service=service)
    service.refresh_from_db()
    assert service.date_verification == timezone.localdate()
    assert list_gestes(service) == ["creer", "valider"]


def test_service_is_archived_and_comes_back(espace, chargee):
    service = create_service_essai(espace)
    for geste in (close_service, close_service, reopen_service, reopen_service):
        geste(by=chargee, service=service)
    service.refresh_from_db()
    assert service.archive_le is None
    assert list_gestes(service) == ["creer", "clore", "rouvrir"]


def test_service_that_is_gone_says_so(espace, chargee):
    service = create_service_essai(espace)
    ServiceEquipement.objects.all().delete()
    with pytest.raises(OffreRefusee, match="retiré entre-temps"):
        close_service(by=chargee, service=service)
