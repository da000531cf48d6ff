"""Open, run, debrief, close: each gesture twice changes nothing, and leaves one line in the journal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.permissions import EspaceExpire
from convive.formation.actions.atelier import (
    close_atelier,
    close_retour,
    create_atelier,
    delete_atelier,
    delete_chrono,
    open_atelier,
    open_retour,
    reopen_atelier,
    update_chrono,
)
from convive.formation.models import Atelier, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import EtatAtelier
from convive.journal.models import Journal
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def salle(chargee):
    return create_salle_essai(chargee)


@pytest.fixture
def atelier(salle):
    return create_atelier_essai(salle[0], ouvert_le=None)


def count_gestes() -> int:
    return Journal.objects.filter(objet_type="atelier").count()


def test_the_same_content_is_prepared_once(salle, chargee):
    for _ in range(2):
        atelier = create_atelier(by=chargee, session=salle[0], sorte="cas", contenu="dix_sept_objectifs")
    assert (atelier.titre, atelier.etat) == ("Quarante-six actions", EtatAtelier.PREPARE)
    assert Atelier.objects.count() == count_gestes() == 1


def test_an_unknown_content_is_refused(salle, chargee):
    with pytest.raises(FormationRefusee, match="liste"):
        create_atelier(by=chargee, session=salle[0], sorte="cas", contenu="copil_qui_derape")


def test_the_life_of_a_workshop(atelier, chargee):
    for _ in range(2):
        assert open_atelier(by=chargee, atelier=atelier, now=NOW).etat is EtatAtelier.OUVERT
        assert update_chrono(by=chargee, atelier=atelier, en_marche=True, now=NOW).chrono.is_en_marche
    for _ in range(2):
        assert open_retour(by=chargee, atelier=atelier, now=NOW).etat is EtatAtelier.RETOUR
    for _ in range(2):
        clos = close_atelier(by=chargee, atelier=atelier, now=NOW + timedelta(minutes=7))
        assert (clos.etat, clos.chrono_secondes, clos.chrono_depart) == (EtatAtelier.CLOS, 420, None)
    assert count_gestes() == 4
    assert reopen_atelier(by=chargee, atelier=atelier).etat is EtatAtelier.RETOUR
    assert close_retour(by=chargee, atelier=atelier).etat is EtatAtelier.OUVERT
    assert delete_chrono(by=chargee, atelier=atelier).chrono.is_lance is False


def test_starting_the_clock_opens_it_and_a_pause_keeps_its_time(atelier, chargee):
    update_chrono(by=chargee, atelier=atelier, en_marche=True, now=NOW)
    update_chrono(by=chargee, atelier=atelier, en_marche=False, now=NOW + timedelta(minutes=3))
    atelier.refresh_from_db()
    assert (atelier.etat, atelier.chrono_secondes, atelier.chrono_depart) == (EtatAtelier.OUVERT, 180, None)


def test_what_cannot_be_done_yet_or_any_more_is_said(atelier, chargee):
    for geste in (open_retour, close_atelier):
        with pytest.raises(FormationRefusee, match="Ouvrez"):
            geste(by=chargee, atelier=atelier, now=NOW)
    open_atelier(by=chargee, atelier=atelier, now=NOW)
    close_atelier(by=chargee, atelier=atelier, now=NOW)
    with pytest.raises(FormationRefusee, match="clos"):
        update_chrono(by=chargee, atelier=atelier, en_marche=True, now=NOW)


def test_a_workshop_goes_only_while_nobody_wrote_in_it(atelier, salle, chargee):
    reponse = ReponseAtelier.objects.create(atelier=atelier, inscription=salle[1][0], champ="notes", texte="Un mot")
    with pytest.raises(FormationRefusee, match="déjà écrit"):
        delete_atelier(by=chargee, atelier=atelier)
    reponse.delete()
    delete_atelier(by=chargee, atelier=atelier)
    assert not Atelier.objects.exists()
    with pytest.raises(FormationRefusee, match="supprimé"):
        open_atelier(by=chargee, atelier=atelier, now=NOW)


def test_nothing_moves_in_an_espace_that_is_over(atelier, chargee):
    atelier.espace.expire_le = timezone.localdate() - timedelta(days=1)
    with pytest.raises(EspaceExpire):
        open_atelier(by=chargee, atelier=atelier, now=NOW)
