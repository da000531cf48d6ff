"""Who reads which action: the registry, the pages and the notifications say the same."""

import pytest

from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import FicheAction
from convive.plan_action.models.fiche import filter_lecteurs
from convive.plan_action.permissions import can_update_fiche
from convive.plan_action.selectors.fiche import list_fiches
from tests.espaces.factories import create_membre
from tests.plan_action.factories import create_contact, create_organisation

pytestmark = pytest.mark.django_db


def read(espace, compte) -> set[str]:
    """What this compte reads, which the three ways of asking agree on."""
    membre = Membre.objects.en_cours().select_related("espace", "compte").get(espace=espace, compte=compte)
    lues = set(FicheAction.objects.visible_to(compte).values_list("titre", flat=True))
    assert lues == set(list_fiches(membre).values_list("titre", flat=True))
    for fiche in FicheAction.objects.filter(espace=espace):
        places = filter_lecteurs(Membre.objects.en_cours().filter(espace=espace), fiche)
        assert (membre in places) is (fiche.titre in lues)
    return lues


TOUTES = {"Créer vingt places", "Faire circuler le relais", "Préparer le budget"}


def test_the_team_reads_everything_others_what_is_shared(
    espace, plan, chargee, coordinatrice, elue, conseillere_caf, lectrice, partenaire, administrateur, etrangere
):
    assert read(espace, chargee) == read(espace, coordinatrice) == TOUTES
    for compte in (elue, conseillere_caf, lectrice, partenaire):
        assert read(espace, compte) == {"Créer vingt places"}
    assert read(espace, administrateur) == set()
    assert not FicheAction.objects.visible_to(etrangere).exists()


def test_who_pilots_or_carries_reads_and_writes_its_own(espace, plan, partenaire, conseillere_caf, elue):
    organisation = create_organisation(espace, "Les Passeurs du Gué")
    personne = create_contact(organisation, partenaire)
    membre = Membre.objects.get(espace=espace, compte=partenaire)
    assert not can_update_fiche(membre, plan.brouillon)
    plan.brouillon.pilotes.add(personne)
    FicheAction.objects.filter(pk=plan.interne.pk).update(organisation_porteuse=organisation)
    plan.interne.refresh_from_db()
    assert read(espace, partenaire) == TOUTES
    assert can_update_fiche(membre, plan.brouillon)
    assert can_update_fiche(membre, plan.interne)
    assert not can_update_fiche(membre, plan.complete)
    # The Caf sees no draft, even of what it pilots.
    caf = create_contact(create_organisation(espace, "Caf d’essai"), conseillere_caf)
    plan.brouillon.pilotes.add(caf)
    assert read(espace, conseillere_caf) == {"Créer vingt places"}
    assert read(espace, elue) == {"Créer vingt places"}


def test_a_limited_place_reads_what_concerns_it(espace, plan, coordinatrice):
    themes = list(Thematique.objects.filter(espace=espace)[:2])
    membre = Membre.objects.get(espace=espace, compte=coordinatrice)
    membre.thematiques.set(themes[1:])
    assert read(espace, coordinatrice) == {"Faire circuler le relais", "Préparer le budget"}
    plan.complete.thematiques.add(themes[1])
    assert read(espace, coordinatrice) == TOUTES
    membre.communes = ["86078"]
    membre.save()
    FicheAction.objects.filter(pk=plan.complete.pk).update(communes=["86061"])
    assert read(espace, coordinatrice) == {"Faire circuler le relais", "Préparer le budget"}


def test_a_closed_place_reads_nothing(espace, plan, django_user_model, chargee):
    compte = django_user_model.objects.create_user(email="partie@example.org", password=None)
    place = create_membre(espace, compte, "charge_cooperation")
    assert FicheAction.objects.visible_to(compte).count() == 3
    place.date_fin = place.date_debut
    place.save()
    assert not FicheAction.objects.visible_to(compte).exists()
