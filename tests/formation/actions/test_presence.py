"""What the team notes; what someone signs; neither erases the other."""

from datetime import timedelta
from uuid import uuid4

import pytest

from convive.espaces.models import TentativeLien
from convive.formation.actions.presence import (
    SaisiePresence,
    close_feuille,
    delete_signature,
    reopen_code,
    reopen_feuille,
    update_presences,
    validate_tous,
)
from convive.formation.actions.signature import TropDeSignatures, delete_sa_signature, record_signature
from convive.formation.models import Emargement, Inscription, Intervenant
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.presence import build_appel, build_ligne_stagiaire, get_demi_journee
from convive.journal.models import Journal
from tests.formation.presence_essai import at, create_session_du_jour, get_matin, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee):
    return create_session_du_jour(chargee)


@pytest.fixture
def matin(session):
    return get_matin(session)


@pytest.fixture
def moi(session) -> Inscription:
    return Inscription.objects.get(session=session, nom="Stagiaire 01")


def give(matin, personne, **champs):
    minutes = champs.pop("minutes", 5)
    return record_signature(
        demi_journee=matin,
        personne=personne.pk,
        signature=sign(**champs),
        adresse_ip="10.0.0.1",
        now=at(matin, minutes),
    )


def test_everyone_in_one_tap_then_the_exceptions(matin, moi, chargee):
    now = at(matin)
    assert validate_tous(by=chargee, demi_journee=matin, now=now) == 3
    assert validate_tous(by=chargee, demi_journee=matin, now=now) == 0
    autre = Inscription.objects.get(session=matin.session, nom="Stagiaire 02")
    saisies = {moi.pk: SaisiePresence("present", retard=20), autre.pk: SaisiePresence("absent", motif="Transport")}
    assert update_presences(by=chargee, demi_journee=matin, presences=saisies, now=now) == 2
    assert update_presences(by=chargee, demi_journee=matin, presences=saisies, now=now) == 0
    appel = build_appel(matin)
    assert (appel.presents, appel.a_pointer, appel.sans_signature) == (1, 0, 2)
    assert build_ligne_stagiaire(moi).assiduite.suivies == 190
    # Absent after all: her minutes go with her presence.
    update_presences(by=chargee, demi_journee=matin, presences={moi.pk: SaisiePresence("absent")}, now=now)
    assert Emargement.objects.get(inscription=moi).retard_minutes == 0
    assert Journal.objects.filter(objet_uuid=matin.session_id, detail__has_key="presences").count() == 3


def test_a_roll_is_called_on_its_day(matin, moi, chargee):
    with pytest.raises(FormationRefusee, match="pas encore eu lieu"):
        validate_tous(by=chargee, demi_journee=matin, now=at(matin) - timedelta(days=1))
    saisie = SaisiePresence("present", retard=210)
    with pytest.raises(FormationRefusee, match="il n’en reste rien"):
        update_presences(by=chargee, demi_journee=matin, presences={moi.pk: saisie}, now=at(matin))
    assert not Emargement.objects.exists()


def test_who_signs_is_there_and_signs_once(matin, moi):
    signature = sign()
    now = at(matin)
    for _ in range(2):
        kept = record_signature(
            demi_journee=matin, personne=moi.pk, signature=signature, adresse_ip="10.0.0.1", now=now
        )
    assert (kept.presence, kept.moyen, kept.signe_le) == ("present", "tablette", now)
    assert Journal.objects.filter(geste="signer").count() == 1
    with pytest.raises(FormationRefusee, match="a déjà signé"):
        give(matin, moi)
    # The trainer signs on the same list.
    assert give(matin, Intervenant.objects.get(session=matin.session)).intervenant is not None


def test_only_the_device_that_signed_takes_it_back(matin, moi, chargee):
    kept = give(matin, moi, texte="Stagiaire", trace="")
    assert not delete_sa_signature(demi_journee=matin, cle=str(uuid4()))
    assert not delete_sa_signature(demi_journee=matin, cle="x")
    assert delete_sa_signature(demi_journee=matin, cle=str(kept.cle))
    kept.refresh_from_db()
    assert (kept.presence, kept.is_signe, kept.signature_texte) == ("inconnue", False, "")
    give(matin, moi)
    assert delete_signature(by=chargee, demi_journee=matin, personne=moi.pk, now=at(matin))
    assert not delete_signature(by=chargee, demi_journee=matin, personne=moi.pk, now=at(matin))
    kept.refresh_from_db()
    assert (kept.presence, kept.trace) == ("present", "")


@pytest.mark.parametrize(
    ("champs", "mot"),
    [
        ({"trace": "M1 1L2 2"}, "trop court"),
        ({"trace": "", "texte": " "}, "écrivez votre nom"),
        ({"moyen": "papier"}, "n’existe pas"),
        ({"cle": "x"}, "illisible"),
        ({"minutes": -120}, "On ne signe plus, ou pas encore"),
    ],
)
def test_what_is_not_a_signature_is_refused(matin, moi, champs, mot):
    with pytest.raises(FormationRefusee, match=mot):
        give(matin, moi, **champs)
    assert not Emargement.objects.exists()


def test_someone_of_another_session_does_not_sign(matin, moi):
    Inscription.objects.filter(pk=moi.pk).update(etat="desistement")
    with pytest.raises(FormationRefusee, match="n’est plus sur la liste"):
        give(matin, moi)


def test_a_room_is_not_blocked_and_a_machine_is(matin, moi):
    give(matin, moi)
    empreinte = TentativeLien.objects.values_list("empreinte_adresse", flat=True)[0]
    TentativeLien.objects.bulk_create([TentativeLien(sorte="envoi", empreinte_adresse=empreinte) for _ in range(200)])
    with pytest.raises(TropDeSignatures):
        give(matin, Inscription.objects.get(session=matin.session, nom="Stagiaire 02"))


def test_absent_for_the_team_and_signed_for_her_both_are_kept(matin, moi, chargee):
    update_presences(by=chargee, demi_journee=matin, presences={moi.pk: SaisiePresence("absent")}, now=at(matin))
    kept = give(matin, moi)
    assert kept.is_a_trancher
    others = {ligne.uuid: SaisiePresence("present") for ligne in build_appel(matin).lignes if ligne.uuid != moi.pk}
    update_presences(by=chargee, demi_journee=matin, presences=others, now=at(matin))
    with pytest.raises(FormationRefusee, match="notée absente a signé"):
        close_feuille(by=chargee, demi_journee=matin, now=at(matin, 220))


def test_a_tablet_that_lost_the_network_gives_what_it_kept(matin, moi, chargee):
    """Six hours later, once the sheet is closed: the signature is there, nothing else changes."""
    validate_tous(by=chargee, demi_journee=matin, now=at(matin))
    close_feuille(by=chargee, demi_journee=matin, now=at(matin, 215))
    kept = give(matin, moi, signe_le=at(matin, 2), minutes=600)
    assert kept.signe_le == at(matin, 2)
    assert kept.is_recu_apres
    assert kept.presence == "present"
    autre = Inscription.objects.get(session=matin.session, nom="Stagiaire 02")
    with pytest.raises(FormationRefusee, match="On ne signe plus"):
        give(matin, autre, signe_le=at(matin, 218), minutes=220)


def test_a_closed_sheet_changes_no_more_until_it_is_opened_again(matin, session, moi, chargee):
    with pytest.raises(FormationRefusee, match="3 à pointer"):
        close_feuille(by=chargee, demi_journee=matin, now=at(matin))
    validate_tous(by=chargee, demi_journee=matin, now=at(matin))
    for _ in range(2):
        feuille = close_feuille(by=chargee, demi_journee=matin, now=at(matin))
    assert feuille.arretee_par == str(chargee)
    for action in (
        lambda: validate_tous(by=chargee, demi_journee=matin, now=at(matin)),
        lambda: reopen_code(by=chargee, demi_journee=matin, now=at(matin)),
        lambda: delete_signature(by=chargee, demi_journee=matin, personne=moi.pk, now=at(matin)),
    ):
        with pytest.raises(FormationRefusee, match="est arrêtée"):
            action()
    reopen_feuille(by=chargee, demi_journee=matin)
    reopen_feuille(by=chargee, demi_journee=matin)
    assert Journal.objects.filter(geste="rouvrir").count() == 1
    reopen_code(by=chargee, demi_journee=matin, now=at(matin, 400))
    assert give(matin, moi, minutes=420).is_signe
    assert get_demi_journee(session, matin.pk).feuille.arretee_le is None
