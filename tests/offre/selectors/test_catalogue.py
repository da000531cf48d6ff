"""The catalogue holds together, and an espace has its own words for it."""

from datetime import date

import pytest

from convive.offre.actions.type_service import create_type, update_type
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.catalogue import get_parametres, get_prestations, get_types_usuels, list_types

pytestmark = pytest.mark.django_db


def test_usual_types_name_what_exists(espace):
    usuels, ps = get_types_usuels(), get_prestations("ps")
    assert {cle for usuel in usuels.values() for cle in usuel.ps} <= set(ps)
    assert {usuel.accueil for usuel in usuels.values()} == {None, "0_2", "3_11"}
    # Each usual thématique is one that a new espace receives.
    types = list_types(espace)
    sans = [cle for cle, usuel in usuels.items() if usuel.thematique and types[cle].thematique is None]
    assert sans == []
    assert types["autre"].thematique is None
    assert get_parametres(date(2026, 11, 25)).mois_verification == 12


def test_espace_renames_hides_and_adds(espace, chargee):
    rpe = list_types(espace)["rpe"]
    update_type(by=chargee, espace=espace, cle="rpe", nom="Relais", thematique=rpe.thematique, is_cache=True)
    update_type(by=chargee, espace=espace, cle="rpe", nom="Relais", thematique=rpe.thematique, is_cache=True)
    row = create_type(by=chargee, espace=espace, nom="Épicerie sociale", thematique=None)
    autre = create_type(by=chargee, espace=espace, nom="RPE", thematique=None)
    types = list_types(espace)
    assert (types["rpe"].nom, types["rpe"].is_cache, types["rpe"].is_change) == ("Relais", True, True)
    assert (types[row.cle].nom, types[row.cle].is_propre) == ("Épicerie sociale", True)
    assert (row.cle, autre.cle) == ("epicerie_sociale", "rpe_1")
    with pytest.raises(OffreRefusee, match="déjà ce nom"):
        create_type(by=chargee, espace=espace, nom="relais", thematique=None)
    with pytest.raises(OffreRefusee, match="déjà ce nom"):
        update_type(by=chargee, espace=espace, cle="laep", nom="relais", thematique=None, is_cache=False)
    with pytest.raises(OffreRefusee, match="pas de cet espace"):
        update_type(by=chargee, espace=espace, cle="inconnu", nom="Autre chose", thematique=None, is_cache=False)
