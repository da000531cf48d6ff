"""What espaces say of a person: places, invitations, the name of role that stays, why she may not leave yet."""

import pytest

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.actions.effacement import delete_personne
from convive.comptes.registre import ANCIEN_MEMBRE, donnees_personnelles
from convive.espaces.donnees_personnelles import get_noms_de_role
from convive.espaces.models import Espace, Invitation, LienMagique, Membre, Partage, Role
from tests.espaces.factories import (
    create_compte,
    create_espace_civraisien,
    create_invitation,
    create_lien,
    create_membre,
    create_partage,
)

pytestmark = pytest.mark.django_db


def get_lignes(model, compte) -> list:
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is model)
    return [dict(declaration.export_ligne(ligne)) for ligne in declaration.get_lignes(compte)]


def test_name_of_role_says_the_themes_of_the_place(espace, elue):
    membre = espace.membres.get(compte=elue)
    assert get_noms_de_role(elue).get(espace.pk) == "Élu·e"
    for nom in ("Jeunesse", "Petite enfance"):
        membre.thematiques.add(espace.thematiques.get(nom=nom))
    noms = get_noms_de_role(elue)
    assert noms.get(espace.pk) == noms.general == "Élu·e, petite enfance et jeunesse"


def test_two_roles_in_two_espaces_leave_no_general_name(espace, elue, chargee):
    autre = create_espace_civraisien(chargee, nom="Un autre espace")
    create_membre(autre, elue, Role.PARTENAIRE)
    noms = get_noms_de_role(elue)
    assert (noms.get(espace.pk), noms.get(autre.pk), noms.get(None)) == ("Élu·e", "Partenaire", ANCIEN_MEMBRE)


def test_the_last_person_in_charge_is_told_to_hand_over(espace, chargee, elue, django_assert_num_queries):
    with django_assert_num_queries(1):
        [obstacle] = donnees_personnelles.list_obstacles(chargee)
    assert espace.nom in obstacle.phrase
    assert obstacle.url == f"/espaces/{espace.pk}/membres/"
    assert donnees_personnelles.list_obstacles(elue) == []
    create_membre(espace, create_compte("relais"), Role.CHARGE_COOPERATION)
    assert donnees_personnelles.list_obstacles(chargee) == []


def test_rows_of_a_person_are_told_in_french(espace, chargee, elue):
    create_invitation(espace, email="ELUE@exemple.fr".lower())
    validate_adresse(elue)
    assert get_lignes(Membre, elue)[0]["rôle"] == "Élu·e"
    assert get_lignes(Espace, chargee)[0]["espace"] == espace.nom
    assert [ligne["adresse invitée"] for ligne in get_lignes(Invitation, elue)] == ["elue@exemple.fr"]
    assert len(get_lignes(Invitation, chargee)) == 1


@pytest.mark.parametrize("is_prouvee", [True, False])
def test_what_went_to_an_address_belongs_to_whoever_proved_it(espace, chargee, is_prouvee):
    autre = create_compte("conseillere")
    create_invitation(espace, email=autre.email)
    create_lien(espace.membres.get(compte=chargee), email=autre.email)
    create_partage(espace)
    if is_prouvee:
        validate_adresse(autre)
    recus = (Invitation, LienMagique, Partage)
    assert [len(get_lignes(modele, autre)) for modele in recus] == [int(is_prouvee)] * 3
    delete_personne(compte=autre, motif="demande")
    assert [modele.objects.count() for modele in recus] == [int(not is_prouvee)] * 3
