from datetime import date

import pytest

from convive.espaces.actions.cahier import create_ligne, delete_ligne, update_ligne
from convive.espaces.actions.ecriture import Coches, FicheChangee, Saisie
from convive.journal.models import Geste, Journal
from convive.offre.models import Cof
from convive.offre.rules.offre import OffreRefusee, refuse_dates_cof
from convive.socle.refus import Refus
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
VALEURS = {"numero": "24-1", "type_ps": "psu", "date_debut": date(2024, 1, 1), "date_fin": date(2027, 12, 31)}


def test_cof_keeps_the_services_that_a_form_did_not_show(espace, chargee, etrangere):
    vu, cache = create_service_essai(espace), create_service_essai(espace, "Caché")
    ailleurs = create_service_essai(etrangere.membres.get().espace)
    tous = frozenset({vu.pk, cache.pk, ailleurs.pk})
    cof = create_ligne(by=chargee, modele=Cof, espace=espace, saisie=Saisie(VALEURS, coches={"services": Coches(tous)}))
    assert set(cof.services.all()) == {vu, cache}
    sans = Saisie(VALEURS, 1, {"services": Coches(depart=frozenset({vu.pk}))})
    assert update_ligne(by=chargee, ligne=cof, saisie=sans)
    assert not update_ligne(by=chargee, ligne=cof, saisie=sans)
    assert set(cof.services.all()) == {cache}
    with pytest.raises(FicheChangee):
        update_ligne(by=chargee, ligne=cof, saisie=Saisie({**VALEURS, "numero": "24-2"}, 1))
    for _ in range(2):
        delete_ligne(by=chargee, ligne=cof)
    assert Journal.objects.filter(objet_type="cof", geste=Geste.SUPPRIMER).count() == 1
    with pytest.raises(Refus, match="vient de supprimer"):
        update_ligne(by=chargee, ligne=cof, saisie=Saisie(VALEURS, 2))


def test_cof_ends_after_it_begins(espace, chargee):
    saisie = Saisie({**VALEURS, "date_fin": date(2023, 1, 1)})
    with pytest.raises(OffreRefusee, match="vient avant le premier"):
        create_ligne(by=chargee, modele=Cof, espace=espace, saisie=saisie, refuse=refuse_dates_cof)
    assert not Cof.objects.exists()
