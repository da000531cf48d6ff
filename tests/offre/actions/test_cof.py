from datetime import date

import pytest

from convive.offre.actions.cof import SaisieCof, create_cof, delete_cof, update_cof
from convive.offre.models import Cof
from convive.offre.rules.offre import OffreRefusee
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
VALEURS = {"numero": "24-1", "type_ps": "psu", "date_debut": date(2024, 1, 1), "date_fin": date(2027, 12, 31)}


def test_cof_keeps_the_services_that_a_form_did_not_show(espace, chargee, etrangere):
    vu, cache = create_service_essai(espace), create_service_essai(espace, "Caché")
    ailleurs = create_service_essai(etrangere.membres.get().espace)
    tous = frozenset({vu.pk, cache.pk, ailleurs.pk})
    cof = create_cof(by=chargee, espace=espace, saisie=SaisieCof(VALEURS, tous, tous))
    assert set(cof.services.all()) == {vu, cache}
    update_cof(by=chargee, cof=cof, saisie=SaisieCof(VALEURS, frozenset(), frozenset({vu.pk})))
    assert set(cof.services.all()) == {cache}
    with pytest.raises(OffreRefusee, match="pendant que vous écriviez"):
        update_cof(by=chargee, cof=cof, saisie=SaisieCof(VALEURS, frozenset(), frozenset()))
    delete_cof(by=chargee, cof=cof)
    with pytest.raises(OffreRefusee, match="retirée entre-temps"):
        delete_cof(by=chargee, cof=cof)


def test_cof_ends_after_it_begins(espace, chargee):
    saisie = SaisieCof({**VALEURS, "date_fin": date(2023, 1, 1)}, frozenset(), frozenset())
    with pytest.raises(OffreRefusee, match="vient avant le premier"):
        create_cof(by=chargee, espace=espace, saisie=saisie)
    assert not Cof.objects.exists()
