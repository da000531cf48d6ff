"""What the database itself refuses, and who sees which rows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.espaces.models import Espace, Invitation, Membre, PerimetreEspace, Role, Thematique
from convive.socle.objets import objets
from tests.espaces.factories import create_invitation, create_membre

pytestmark = pytest.mark.django_db


def assert_refused(name: str, write) -> None:
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        write()
    # SQLite names the columns of a unique index, not the constraint.
    assert name in str(refus.value) or "UNIQUE" in str(refus.value)


def test_espace_has_a_name_and_a_known_type(pays):
    assert_refused("espace_nom_rempli", lambda: Espace.objects.create(nom=""))
    assert_refused("espace_type_connu", lambda: Espace.objects.create(nom="x", type="autre"))


def test_an_espace_has_one_open_perimetre_and_ordered_dates(espace):
    row = espace.perimetres.get()
    today = timezone.localdate()
    assert_refused(
        "perimetre_espace_un_seul_ouvert",
        lambda: PerimetreEspace.objects.create(espace=espace, perimetre=row.perimetre, date_debut=today),
    )
    assert_refused(
        "perimetre_espace_dates_ordonnees",
        lambda: PerimetreEspace.objects.filter(pk=row.pk).update(date_fin=today - timedelta(days=1)),
    )
    assert str(row) == "CC du Civraisien en Poitou : CC du Civraisien en Poitou"


def test_a_person_has_one_open_place_with_a_known_role(espace, chargee):
    place = espace.membres.get()
    assert str(place) == "Chargee (Chargé·e de coopération)"
    assert_refused("membre_un_seul_ouvert", lambda: create_membre(espace, chargee, Role.ELU))
    assert_refused("membre_role_connu", lambda: Membre.objects.filter(pk=place.pk).update(role="roi"))
    day = timezone.localdate() - timedelta(days=1)
    assert_refused("membre_dates_ordonnees", lambda: Membre.objects.filter(pk=place.pk).update(date_fin=day))


def test_one_invitation_waits_for_an_address_and_has_one_outcome(espace):
    invitation, _ = create_invitation(espace)
    assert str(invitation) == "invitee@exemple.fr (Élu·e)"
    assert invitation.phrase_perimee == ""
    assert_refused("invitation_une_seule_en_attente", lambda: create_invitation(espace))
    assert_refused("invitation_role_connu", lambda: create_invitation(espace, "b@exemple.fr", role="roi"))
    now = timezone.now()
    both = {"date_acceptation": now, "date_refus": now}
    assert_refused("invitation_un_seul_sort", lambda: Invitation.objects.filter(pk=invitation.pk).update(**both))


def test_a_thematique_has_a_name_of_its_own(espace):
    thematique = espace.thematiques.get(nom="Petite enfance")
    assert str(thematique) == "Petite enfance"
    assert_refused("thematique_nom_unique", lambda: Thematique.objects.create(espace=espace, nom="Petite enfance"))
    assert_refused("thematique_nom_rempli", lambda: Thematique.objects.create(espace=espace, nom=""))


def test_rows_are_visible_to_members_only(espace, chargee, etrangere):
    create_invitation(espace)
    for model in (PerimetreEspace, Membre, Invitation, Thematique):
        assert set(model.objects.visible_to(chargee).values_list("espace", flat=True)) == {espace.pk}
        assert not model.objects.visible_to(etrangere).filter(espace=espace).exists()
    assert list(Espace.objects.visible_to(AnonymousUser())) == []
    assert list(Espace.objects.visible_to(chargee)) == [espace]


def test_a_mandate_opens_and_ends_by_its_dates(espace, elue):
    place = espace.membres.get(compte=elue)
    today = timezone.localdate()
    for debut, fin, expected in (
        (today, today + timedelta(days=1), True),
        (today - timedelta(days=9), today, False),
        (today + timedelta(days=1), None, False),
    ):
        Membre.objects.filter(pk=place.pk).update(date_debut=debut, date_fin=fin)
        place.refresh_from_db()
        assert place.is_en_cours is expected
        assert Espace.objects.visible_to(elue).exists() is expected


def test_references_survive_hiding_renaming_and_deleting(espace, chargee, etrangere):
    reference = objets.get_reference(espace)
    Espace.objects.filter(pk=espace.pk).update(nom="Un nouveau nom")
    resolved = reference.resolve(chargee)
    assert resolved is not None
    assert (resolved.libelle, resolved.url) == ("Un nouveau nom", f"/espaces/{espace.pk}/")
    assert reference.resolve(etrangere) is None
    place = objets.get_reference(espace.membres.get()).resolve(chargee)
    assert place is not None
    assert place.url == f"/espaces/{espace.pk}/membres/"
    espace.delete()
    assert reference.resolve(chargee) is None
