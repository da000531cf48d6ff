"""Posts are written, joined, archived; what contradicts itself is refused."""

from datetime import date
from decimal import Decimal

import pytest

from convive.acteurs.actions.poste import close_poste, create_poste, reopen_poste, update_poste
from convive.acteurs.models import PosteCooperation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.espaces.actions.ecriture import Coches, FicheChangee, Saisie
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from tests.acteurs.factories import create_organisation_essai, create_personne_essai, create_poste_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def build_valeurs(employeur, **autres) -> dict:
    return {
        "intitule": "Chargée",
        "employeur_id": employeur.pk,
        "etp_total": 1,
        "quotite_ctg": Decimal("0.5"),
        **autres,
    }


def test_post_is_created_changed_archived_and_journaled(espace, chargee, etrangere):
    jeunesse, ancien = create_thematique(espace, "Jeunesse"), create_poste_essai(espace, "Ancien")
    ailleurs = create_poste_essai(etrangere.membres.get().espace)
    employeur = create_organisation_essai(espace)
    remplace = frozenset({ancien.pk, ailleurs.pk})
    saisie = Saisie(
        build_valeurs(employeur, dernier_jour=date(2026, 6, 30)),
        coches={
            "thematiques": Coches(frozenset({jeunesse.pk})),
            "communes": Coches(frozenset({"86078"})),
            "remplace": Coches(remplace),
        },
    )
    poste = create_poste(by=chargee, espace=espace, saisie=saisie)
    # A post of another espace is left out.
    assert (poste.remplace.get(), poste.date_fin, poste.communes) == (ancien, date(2026, 7, 1), ["86078"])
    same = Saisie(build_valeurs(employeur), version=1)
    assert update_poste(by=chargee, poste=poste, saisie=same) is False
    without = Saisie(build_valeurs(employeur), coches={"remplace": Coches(depart=frozenset({ancien.pk}))})
    assert update_poste(by=chargee, poste=poste, saisie=without) is True
    assert (poste.remplace.count(), poste.thematiques.get()) == (0, jeunesse)
    for _ in range(2):
        close_poste(by=chargee, poste=poste)
    assert PosteCooperation.objects.get(pk=poste.pk).archive_le is not None
    for _ in range(2):
        reopen_poste(by=chargee, poste=poste)
    lignes = [ligne for ligne in get_journal(espace.pk) if ligne.type_libelle == "Poste de coopération"]
    assert [ligne.geste for ligne in lignes] == [Geste.ROUVRIR, Geste.CLORE, Geste.MODIFIER, Geste.CREER]


def test_a_form_of_a_post_that_is_too_old_saves_nothing(espace, chargee, directeur):
    poste = create_poste_essai(espace)
    update_poste(by=directeur, poste=poste, saisie=Saisie({"quotite_ctg": Decimal("0.8")}, version=1))
    with pytest.raises(FicheChangee):
        update_poste(by=chargee, poste=poste, saisie=Saisie({"intitule": "Coordinatrice"}, version=1))
    # What is there already is no change, however it is written.
    assert not update_poste(by=chargee, poste=poste, saisie=Saisie({"quotite_ctg": Decimal("0.80")}, version=1))
    poste.refresh_from_db()
    assert (poste.quotite_ctg, poste.version) == (Decimal("0.8"), 2)


def test_post_refuses_what_contradicts_itself(espace, chargee, etrangere):
    employeur = create_organisation_essai(espace)
    ailleurs = etrangere.membres.get().espace
    for valeurs, raison in (
        ({"quotite_ctg": Decimal("1.5")}, "dépasser"),
        ({"etp_total": Decimal(0), "quotite_ctg": Decimal(0)}, "dépasser"),
        ({"date_debut": date(2026, 3, 2), "dernier_jour": date(2026, 3, 1)}, "avant le premier"),
        ({"employeur_id": create_organisation_essai(ailleurs).pk}, "employeur"),
        ({"personne_id": create_personne_essai(ailleurs).pk}, "personne"),
    ):
        with pytest.raises(ActeurRefuse, match=raison):
            create_poste(by=chargee, espace=espace, saisie=Saisie(build_valeurs(employeur, **valeurs)))
    poste = create_poste_essai(espace)
    espace.expire_le = date(2020, 1, 1)
    espace.save()
    poste.espace = espace
    with pytest.raises(EspaceExpire):
        close_poste(by=chargee, poste=poste)
