"""Whoever sits in a body can be written to together."""

import pytest

from convive.acteurs.selectors.lettre_groupe import sources_destinataires
from tests.acteurs.factories import create_organisation_essai, create_personne_essai
from tests.gouvernance.factories import create_instance_essai, create_siege

pytestmark = pytest.mark.django_db


def test_members_of_a_body_are_reached_once_by_name_or_by_their_organisation(espace, chargee, etrangere):
    instance = create_instance_essai(espace)
    create_siege(instance, create_personne_essai(espace, "Maire", email="maire@exemple.fr"))
    create_siege(instance, create_organisation_essai(espace, "Caf", email="caf@exemple.fr"))
    create_siege(instance, "Un habitant")
    source = sources_destinataires.get("instance")
    assert source is not None
    membre = espace.membres.select_related("compte", "espace").get(compte=chargee)
    assert source.list_choix(membre) == [(str(instance.pk), str(instance))]
    cibles = source.list_cibles(membre, str(instance.pk))
    assert [str(cible.personne or cible.organisation) for cible in cibles] == ["Soraya Maire", "Caf"]
    ailleurs = etrangere.membres.select_related("compte", "espace").get()
    assert source.list_cibles(ailleurs, str(instance.pk)) == []
