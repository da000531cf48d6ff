"""Create, change, archive a body; seat people in it, end their mandates."""

import pytest

from convive.espaces.actions.ecriture import Coches, FicheChangee
from convive.espaces.models import Thematique
from convive.espaces.permissions import EspaceExpire
from convive.gouvernance.actions.instance import (
    SaisieInstance,
    close_instance,
    create_instance,
    reopen_instance,
    update_instance,
)
from convive.gouvernance.actions.membre import (
    SaisieMembre,
    close_membre,
    create_membre,
    create_membres,
    delete_membre,
    reopen_membre,
    update_membre,
)
from convive.gouvernance.models import Instance
from convive.gouvernance.rules.instances import GouvernanceRefusee, Quorum
from convive.journal.models import Geste, Journal
from tests.espaces.factories import create_espace_civraisien
from tests.gouvernance.factories import TODAY, create_participant_essai, create_seance_essai, create_siege, in_days
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db
COTECH = SaisieInstance("cotech", "Comité technique", seances_par_an=3, quorum=Quorum(part_pourcent=50))


def list_gestes(objet) -> list[str]:
    return list(Journal.objects.filter(objet_uuid=objet.pk).order_by("at").values_list("geste", flat=True))


def test_a_body_is_created_changed_archived_and_put_back(espace, chargee):
    theme = Thematique.objects.filter(espace=espace)[0]
    instance = create_instance(by=chargee, espace=espace, saisie=COTECH)
    assert (instance.quorum, instance.version) == (Quorum(part_pourcent=50), 1)
    saisie = SaisieInstance("cotech", "Comité technique du plan", thematiques=Coches(frozenset({theme.pk})))
    changed = update_instance(by=chargee, instance=instance, saisie=saisie, version=1)
    assert (changed.nom, changed.version, list(changed.thematiques.all())) == ("Comité technique du plan", 2, [theme])
    # The same again, from an old page, changes nothing.
    assert update_instance(by=chargee, instance=instance, saisie=saisie, version=1).version == 2
    with pytest.raises(FicheChangee):
        update_instance(by=chargee, instance=instance, saisie=COTECH, version=1)
    close_instance(by=chargee, instance=instance)
    close_instance(by=chargee, instance=instance)
    assert not Instance.objects.actives().exists()
    reopen_instance(by=chargee, instance=instance)
    assert list_gestes(instance) == [Geste.CREER, Geste.MODIFIER, Geste.CLORE, Geste.ROUVRIR]


def test_two_bodies_do_not_bear_one_name(espace, chargee):
    instance = create_instance(by=chargee, espace=espace, saisie=COTECH)
    with pytest.raises(GouvernanceRefusee) as refus:
        create_instance(by=chargee, espace=espace, saisie=SaisieInstance("cotech", "comite  technique"))
    assert set(refus.value.champs) == {"nom"}
    close_instance(by=chargee, instance=instance)
    create_instance(by=chargee, espace=espace, saisie=COTECH)
    with pytest.raises(GouvernanceRefusee):
        reopen_instance(by=chargee, instance=instance)


def test_a_body_out_of_bounds_or_in_an_expired_espace_is_refused(espace, chargee):
    with pytest.raises(GouvernanceRefusee) as refus:
        create_instance(by=chargee, espace=espace, saisie=SaisieInstance("inconnu", "", seances_par_an=99))
    assert set(refus.value.champs) == {"nom", "type", "seances_par_an"}
    espace.expire_le = TODAY()
    espace.save()
    with pytest.raises(EspaceExpire):
        create_instance(by=chargee, espace=espace, saisie=COTECH)
    assert not Instance.objects.exists()


def test_whose_seat_has_ended_is_no_more_expected_at_a_seance_that_is_prepared(gouvernance, espace, chargee):
    siege = create_siege(gouvernance.copil, create_personne(espace, "Sortante"))
    avant, apres = create_seance_essai(gouvernance.copil, 5), create_seance_essai(gouvernance.copil, 30)
    for seance in (avant, apres, gouvernance.convoquee):
        create_participant_essai(seance, str(siege), membre=siege)
    repondu = create_participant_essai(
        create_seance_essai(gouvernance.copil, 40), str(siege), membre=siege, reponse="excuse"
    )
    close_membre(by=chargee, membre=siege, date_fin=in_days(6))
    assert set(siege.presences.values_list("seance", flat=True)) == {
        avant.pk,
        gouvernance.convoquee.pk,
        repondu.seance_id,
    }


def test_a_seat_is_opened_mended_ended_reopened_and_taken_away(gouvernance, espace, chargee):
    personne, organisation = create_personne(espace, "Vice-présidente"), create_organisation(espace)
    saisie = SaisieMembre(in_days(-10), personne=personne, organisation=organisation, qualite="vice-présidente")
    siege = create_membre(by=chargee, instance=gouvernance.copil, saisie=saisie)
    assert str(siege) == "Personne Vice-présidente"
    mended = update_membre(
        by=chargee, membre=siege, saisie=SaisieMembre(in_days(-20), personne=personne, organisation=organisation)
    )
    assert (mended.qualite, mended.date_debut) == ("", in_days(-20))
    close_membre(by=chargee, membre=siege, date_fin=TODAY())
    siege.refresh_from_db()
    assert not siege.is_en_cours
    assert siege.dernier_jour == in_days(-1)
    with pytest.raises(GouvernanceRefusee):
        close_membre(by=chargee, membre=siege, date_fin=in_days(-60))
    reopen_membre(by=chargee, membre=siege)
    siege.refresh_from_db()
    assert siege.is_en_cours
    create_participant_essai(gouvernance.close, membre=siege)
    with pytest.raises(GouvernanceRefusee):
        delete_membre(by=chargee, membre=siege)
    autre = create_siege(gouvernance.copil, "Saisi par erreur")
    delete_membre(by=chargee, membre=autre)
    delete_membre(by=chargee, membre=autre)
    assert not gouvernance.copil.membres.filter(pk=autre.pk).exists()
    assert list_gestes(gouvernance.copil).count(Geste.MODIFIER) == 4


def test_a_seat_that_cannot_be_is_refused(gouvernance, espace, chargee, etrangere):
    personne = create_personne(espace)
    siege = create_siege(gouvernance.copil, personne)
    ailleurs = create_personne(create_espace_civraisien(chargee, nom="Voisin"))
    for saisie, champ in (
        (SaisieMembre(TODAY()), "qui"),
        (SaisieMembre(TODAY(), personne=personne), "qui"),
        (SaisieMembre(TODAY(), personne=ailleurs), "qui"),
        (SaisieMembre(TODAY(), nom="Une adjointe", supplee=siege), "supplee"),
        (
            SaisieMembre(TODAY(), nom="Une adjointe", siege="suppleant", supplee=create_siege(gouvernance.bureau, "X")),
            "supplee",
        ),
    ):
        with pytest.raises(GouvernanceRefusee) as refus:
            create_membre(by=chargee, instance=gouvernance.copil, saisie=saisie)
        assert set(refus.value.champs) == {champ}
    suppleante = create_membre(
        by=chargee, instance=gouvernance.copil, saisie=SaisieMembre(TODAY(), nom="A", siege="suppleant", supplee=siege)
    )
    assert list(siege.suppleants.all()) == [suppleante]


def test_several_seats_at_once_are_not_doubled(gouvernance, espace, chargee):
    personne, organisation = create_personne(espace), create_organisation(espace)
    saisies = [
        SaisieMembre(TODAY(), personne=personne, organisation=organisation),
        SaisieMembre(TODAY(), organisation=organisation),
        SaisieMembre(TODAY(), nom="Une habitante"),
    ]
    assert len(create_membres(by=chargee, instance=gouvernance.copil, saisies=saisies)) == 3
    assert create_membres(by=chargee, instance=gouvernance.copil, saisies=saisies) == []
    assert list_gestes(gouvernance.copil) == [Geste.MODIFIER]
