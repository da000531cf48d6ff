"""Where a person sits and was expected: hers once she proved the address by which it is found."""

import pytest

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.actions.effacement import delete_personne
from convive.comptes.registre import donnees_personnelles
from convive.gouvernance.models import MembreInstance, ParticipantSeance
from tests.gouvernance.factories import (
    create_carte,
    create_instance_essai,
    create_participant_essai,
    create_seance_essai,
    create_siege,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_prouvee", [True, False])
def test_seats_and_presences_are_found_by_a_proved_address(espace, elue, is_prouvee):
    instance = create_instance_essai(espace)
    carte = create_carte(espace, elue)
    create_siege(instance, carte)
    seance = create_seance_essai(instance)
    presence = create_participant_essai(seance, str(carte), personne=carte, email=elue.email.upper())
    create_participant_essai(seance, "Une autre", email="autre@exemple.fr")
    if is_prouvee:
        validate_adresse(elue)
    declarations = {declaration.model: declaration for declaration in donnees_personnelles.get_all()}
    lues = [len(list(declarations[modele].get_lignes(elue))) for modele in (MembreInstance, ParticipantSeance)]
    assert lues == [int(is_prouvee)] * 2
    delete_personne(compte=elue, motif="demande")
    presence.refresh_from_db()
    assert bool(presence.email) is not is_prouvee
    assert ParticipantSeance.objects.filter(email="autre@exemple.fr").exists()
