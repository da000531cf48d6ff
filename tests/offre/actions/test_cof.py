from datetime import date

import pytest

from convive.espaces.actions.ecriture import Coches, FicheChangee, Saisie
from convive.offre.actions.cof import create_cof, delete_cof, update_cof
from convive.offre.models import Cof
from convive.offre.rules.offre import OffreRefusee
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
VALEURS = {"numero": "24-1", "type_ps": "psu", "date_debut": date(2024, 1, 1), "date_fin": date(2027, 12, 31)}


def test_cof_keeps_the_services_that_a_form_did_not_show(espace, chargee, etrangere):
    vu, cache = create_service_essai(espace), create_service_essai(espace, "Caché")
    ailleurs = create_service_essai(etrangere.membres.get().espace)
    tous = frozenset({vu.pk, cache.pk, ailleurs.pk})
    cof = create_cof(by=chargee, espace=espace, saisie=Saisie(VALEURS, coches={"services": Coches(tous)}))
    assert set(cof.services.all()) == {vu, cache}
    sans = Saisie(VALEURS, 1, {"services": Coches(depart=frozenset({vu.pk}))})
    assert update_cof(by=chargee, cof=cof, saisie=sans)
    assert not update_cof(by=chargee, cof=cof, saisie=sans)
    assert set(cof.services.all()) == {cache}
    with pytest.raises(FicheChangee):
        update_cof(by=chargee, cof=cof, saisie=Saisie({**VALEURS, "numero": "24-2"}, 1))
    delete_cof(by=chargee, cof=cof)
    with pytest.raises(OffreRefusee, match="retirée entre-temps"):
        delete_cof(by=chargee, cof=cof)


def test_cof_ends_after_it_begins(espace, chargee):
    saisie = Saisie({**VALEURS, "date_fin": date(2023, 1, 1)})
    with pytest.raises(OffreRefusee, match="vient avant le premier"):
        create_cof(by=chargee, espace=espace, saisie=saisie)
    assert not Cof.objects.exists()
