"""The minutes: one line sent twice, two people at once, decisions, errata."""

from uuid import uuid4

import pytest
from django.utils import timezone

from convive.gouvernance.actions.ligne import SaisieLigne, create_erratum, create_ligne, delete_ligne, update_ligne
from convive.gouvernance.models import Decision, LigneSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Journal
from tests.gouvernance.factories import create_point_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance) -> Seance:
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


def test_a_line_sent_twice_is_one_line(seance, chargee):
    cle = uuid4()
    first = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("information", "Ouvert."), cle_client=cle)
    again = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("information", "Ouvert."), cle_client=cle)
    assert first == again
    assert LigneSeance.objects.filter(seance=seance).count() == 1
    assert Journal.objects.filter(objet_uuid=seance.pk).count() == 1


def test_lines_keep_the_order_in_which_they_came(seance, chargee):
    for texte in ("Un", "Deux", "Trois"):
        create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("question", texte), cle_client=uuid4())
    assert list(seance.lignes.values_list("texte", flat=True)) == ["Un", "Deux", "Trois"]


def test_a_line_of_decision_records_the_decision(seance, gouvernance, chargee):
    point = create_point_essai(gouvernance.copil, seance=seance)
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre.", point))
    assert ligne.decision is not None
    assert (ligne.decision.libelle, ligne.decision.seance, ligne.decision.point) == ("On ouvre.", seance, point)
    update_ligne(by=chargee, ligne=ligne, saisie=SaisieLigne("decision", "On ouvre en juin.", point), version=1)
    assert Decision.objects.get(pk=ligne.decision_id).libelle == "On ouvre en juin."
    ligne.refresh_from_db()
    update_ligne(by=chargee, ligne=ligne, saisie=SaisieLigne("information", "On en parle.", point), version=2)
    assert not Decision.objects.filter(seance=seance).exists()


def test_a_decision_that_someone_carries_is_not_taken_away_with_its_line(seance, chargee):
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre."))
    Decision.objects.filter(pk=ligne.decision_id).update(echeance=in_days(30))
    with pytest.raises(GouvernanceRefusee):
        delete_ligne(by=chargee, ligne=ligne)
    assert LigneSeance.objects.filter(pk=ligne.pk).exists()
    Decision.objects.filter(pk=ligne.decision_id).update(echeance=None)
    delete_ligne(by=chargee, ligne=ligne)
    delete_ligne(by=chargee, ligne=ligne)
    assert not Decision.objects.filter(seance=seance).exists()


def test_two_people_who_write_the_same_line_never_undo_one_another(seance, chargee, coordinatrice):
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("debat", "Les parents attendent."))
    update_ligne(by=coordinatrice, ligne=ligne, saisie=SaisieLigne("debat", "Les parents espèrent."), version=1)
    with pytest.raises(GouvernanceRefusee, match="Quelqu’un l’a changée"):
        update_ligne(by=chargee, ligne=ligne, saisie=SaisieLigne("debat", "Les parents craignent."), version=1)
    ligne.refresh_from_db()
    assert (ligne.texte, ligne.version) == ("Les parents espèrent.", 2)


def test_a_line_that_cannot_be_is_refused(seance, gouvernance, chargee):
    ailleurs = create_point_essai(gouvernance.copil)
    for saisie in (SaisieLigne("chanson", "La"), SaisieLigne("debat", " "), SaisieLigne("debat", "Oui", ailleurs)):
        with pytest.raises(GouvernanceRefusee):
            create_ligne(by=chargee, seance=seance, saisie=saisie)
    with pytest.raises(GouvernanceRefusee, match="signes"):
        create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "x" * 1_001))
    for fermee in (gouvernance.convoquee, gouvernance.close):
        with pytest.raises(GouvernanceRefusee):
            create_ligne(by=chargee, seance=fermee, saisie=SaisieLigne("debat", "Oui"))
    assert not seance.lignes.exists()


def test_minutes_that_are_closed_are_corrected_by_an_erratum_only(gouvernance, seance, chargee):
    ligne = gouvernance.close.lignes.get()
    with pytest.raises(GouvernanceRefusee, match="erratum"):
        update_ligne(by=chargee, ligne=ligne, saisie=SaisieLigne("debat", "Autre chose"), version=1)
    with pytest.raises(GouvernanceRefusee, match="erratum"):
        delete_ligne(by=chargee, ligne=ligne)
    erratum = create_erratum(by=chargee, seance=gouvernance.close, texte="Lire : vingt places.")
    assert create_erratum(by=chargee, seance=gouvernance.close, texte="Lire : vingt places.") == erratum
    with pytest.raises(GouvernanceRefusee):
        create_erratum(by=chargee, seance=gouvernance.close, texte=" ")
    with pytest.raises(GouvernanceRefusee):
        create_erratum(by=chargee, seance=seance, texte="Trop tôt")
