"""Begin, tick, put aside, move, undo; one’s own path only, and no line that the team reads until it is shared."""

import pytest
from django.core.exceptions import PermissionDenied

from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from convive.prise_poste.actions.prise import (
    close_etape,
    create_prise,
    delete_prise,
    move_etape,
    refuse_etape,
    reopen_etape,
    update_debut,
    update_partage,
)
from convive.prise_poste.models import EtapePriseDePoste, PrisePoste
from convive.prise_poste.models.parcours import get_suivis
from convive.prise_poste.refus import PosteRefuse
from tests.prise_poste.factories import in_days

pytestmark = pytest.mark.django_db


def list_gestes(espace_uuid=None) -> list[str]:
    rows = Journal.objects.filter(objet_type="prise_poste", espace_uuid=espace_uuid)
    return list(rows.order_by("at").values_list("geste", flat=True))


def test_beginning_twice_keeps_the_first_day(espace, chargee):
    first = create_prise(by=chargee, espace=espace, date_debut=in_days(-3))
    again = create_prise(by=chargee, espace=espace, date_debut=in_days(0))
    assert again == first
    assert again.date_debut == in_days(-3)
    assert list_gestes() == ["creer"]
    assert list_gestes(espace.pk) == []


def test_two_people_follow_their_own_paths(espace, chargee, directeur):
    mine, his = (create_prise(by=compte, espace=espace, date_debut=in_days(0)) for compte in (chargee, directeur))
    assert mine != his
    with pytest.raises(PermissionDenied):
        close_etape(by=directeur, prise=mine, cle="veille")
    assert list(PrisePoste.objects.visible_to(chargee)) == [mine]


@pytest.mark.parametrize("jours", [-400, 130])
def test_a_first_day_too_far_is_refused(espace, chargee, prise, jours):
    with pytest.raises(PosteRefuse):
        update_debut(by=chargee, prise=prise, date_debut=in_days(jours))


def test_the_first_day_changes_once(chargee, prise):
    for _ in range(2):
        update_debut(by=chargee, prise=prise, date_debut=in_days(-10))
    prise.refresh_from_db()
    assert prise.date_debut == in_days(-10)
    assert list_gestes() == ["modifier"]


def test_a_step_is_ticked_undone_put_aside_and_moved(chargee, prise):
    for _ in range(2):
        close_etape(by=chargee, prise=prise, cle="veille")
    etape = EtapePriseDePoste.objects.get()
    assert (etape.choix, etape.faite_le) == ("faite", in_days(0))
    refuse_etape(by=chargee, prise=prise, cle="veille", motif="Faite par une collègue")
    move_etape(by=chargee, prise=prise, cle="veille", jour=60)
    reopen_etape(by=chargee, prise=prise, cle="veille")
    etape.refresh_from_db()
    assert (etape.choix, etape.faite_le, etape.motif, etape.jour) == ("", None, "", 60)
    move_etape(by=chargee, prise=prise, cle="veille", jour=None)
    assert get_suivis(prise) == {}
    assert list_gestes() == ["modifier"] * 5


def test_what_convive_checks_is_not_ticked_by_hand(chargee, prise):
    with pytest.raises(PosteRefuse, match="Convive coche cette étape"):
        close_etape(by=chargee, prise=prise, cle="revue_actions")
    with pytest.raises(PosteRefuse, match="n’existe plus"):
        close_etape(by=chargee, prise=prise, cle="inconnue")
    with pytest.raises(PosteRefuse) as refus:
        refuse_etape(by=chargee, prise=prise, cle="inventaire", motif="")
    assert set(refus.value.champs) == {"motif"}
    for jour in (0, 366):
        with pytest.raises(PosteRefuse):
            move_etape(by=chargee, prise=prise, cle="inventaire", jour=jour)
    assert not EtapePriseDePoste.objects.exists()


def test_sharing_is_told_to_the_espace_and_taken_back(espace, chargee, directeur, prise):
    assert not PrisePoste.objects.visible_to(directeur).exists()
    for _ in range(2):
        update_partage(by=chargee, prise=prise, is_partage=True)
    assert PrisePoste.objects.visible_to(directeur).get() == prise
    update_partage(by=chargee, prise=prise, is_partage=False)
    assert not PrisePoste.objects.visible_to(directeur).exists()
    assert list_gestes(espace.pk) == ["notifier", "revoquer"]


def test_it_is_erased_with_its_steps(chargee, prise):
    close_etape(by=chargee, prise=prise, cle="veille")
    delete_prise(by=chargee, prise=prise)
    assert not EtapePriseDePoste.objects.exists()
    with pytest.raises(PosteRefuse, match="supprimé"):
        delete_prise(by=chargee, prise=prise)


def test_nothing_is_written_in_an_espace_that_is_over(espace, chargee, prise):
    type(espace).objects.filter(pk=espace.pk).update(expire_le=in_days(0))
    prise.espace.refresh_from_db()
    with pytest.raises(EspaceExpire):
        close_etape(by=chargee, prise=prise, cle="veille")
    with pytest.raises(EspaceExpire):
        create_prise(by=chargee, espace=espace, date_debut=in_days(0))
