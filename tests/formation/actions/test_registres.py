"""A line is written, changed by two people, deleted; a complaint is acknowledged, then answered."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from convive.espaces.actions.ecriture import FicheChangee, Saisie
from convive.formation.actions.registres import (
    MAX_PAR_STAGIAIRE,
    create_ligne,
    delete_ligne,
    delete_reclamations_anciennes,
    submit_reclamation,
    update_ligne,
)
from convive.formation.models import ActionAmelioration, NouvelleVeille, Reclamation
from convive.formation.refus import FormationRefusee
from convive.journal.models import Geste, Journal
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)
NOUVELLE = {"axe": "metiers", "date": JOUR, "titre": "Une étude sur le métier"}


@pytest.fixture
def organisme(chargee):
    return create_organisme_essai(chargee).espace


@pytest.fixture
def inscription(organisme):
    return create_inscription_essai(create_session_essai(organisme), email="ysoline@exemple.invalid")


def test_two_people_on_one_line_the_second_is_told(organisme, chargee):
    ligne = create_ligne(by=chargee, modele=NouvelleVeille, espace=organisme, saisie=Saisie(NOUVELLE))
    update_ligne(by=chargee, ligne=ligne, saisie=Saisie({"titre": "Une enquête"}, 1))
    with pytest.raises(FicheChangee):
        update_ligne(by=chargee, ligne=ligne, saisie=Saisie({"titre": "Un rapport"}, 1))
    ligne.refresh_from_db()
    assert (ligne.titre, ligne.version) == ("Une enquête", 2)
    # The same words again disturb nobody.
    update_ligne(by=chargee, ligne=ligne, saisie=Saisie({"titre": "Une enquête"}, 1))
    gestes = Journal.objects.filter(objet_type="nouvelle_veille").order_by("at").values_list("geste", flat=True)
    assert list(gestes) == [Geste.CREER, Geste.MODIFIER]


def test_a_line_is_deleted_once_and_a_complaint_never(organisme, chargee):
    ligne = create_ligne(by=chargee, modele=NouvelleVeille, espace=organisme, saisie=Saisie(NOUVELLE))
    for _ in range(2):
        delete_ligne(by=chargee, ligne=ligne)
    assert not NouvelleVeille.objects.exists()
    assert Journal.objects.filter(objet_type="nouvelle_veille", geste=Geste.SUPPRIMER).count() == 1
    with pytest.raises(FormationRefusee, match="supprimée par quelqu’un"):
        update_ligne(by=chargee, ligne=ligne, saisie=Saisie({"titre": "x"}, 1))
    valeurs = {"recue_le": JOUR, "objet": "La salle était froide"}
    reclamation = create_ligne(by=chargee, modele=Reclamation, espace=organisme, saisie=Saisie(valeurs))
    with pytest.raises(FormationRefusee, match="ne se supprime pas"):
        delete_ligne(by=chargee, ligne=reclamation)
    suivante = create_ligne(by=chargee, modele=Reclamation, espace=organisme, saisie=Saisie(valeurs))
    assert (reclamation.numero, suivante.numero) == ("R2026-01", "R2026-02")


def test_a_trainee_is_acknowledged_at_once_and_answered(inscription, chargee, django_capture_on_commit_callbacks):
    saisie = {"objet": "Le rythme", "texte": "Trop rapide l’après-midi.", "today": JOUR}
    with django_capture_on_commit_callbacks(execute=True):
        reclamation = submit_reclamation(inscription=inscription, **saisie)
        assert submit_reclamation(inscription=inscription, **saisie) == reclamation
    assert (reclamation.accusee_le, reclamation.canal, reclamation.session) == (JOUR, "page", inscription.session)
    (recu,) = mail.outbox
    assert recu.to == ["ysoline@exemple.invalid"]
    assert reclamation.numero in recu.body
    assert "/ma-formation/" in recu.body
    valeurs = {"reponse": "Une pause de plus dès la prochaine fois.", "repondue_le": JOUR}
    with django_capture_on_commit_callbacks(execute=True):
        update_ligne(by=chargee, ligne=reclamation, saisie=Saisie(valeurs, 1))
        update_ligne(by=chargee, ligne=reclamation, saisie=Saisie({"reponse": "Deux pauses."}, 2))
    assert len(mail.outbox) == 2
    assert "Deux pauses" not in mail.outbox[1].body


def test_a_key_does_not_fill_the_register(inscription):
    for rang in range(MAX_PAR_STAGIAIRE):
        submit_reclamation(inscription=inscription, objet=f"Objet {rang}", texte="", today=JOUR)
    with pytest.raises(FormationRefusee, match="déjà écrit dix fois"):
        submit_reclamation(inscription=inscription, objet="De plus", texte="", today=JOUR)


def test_what_was_answered_long_ago_is_forgotten_and_what_it_changed_stays(organisme, chargee):
    today = timezone.localdate()
    valeurs = {"recue_le": JOUR, "accusee_le": JOUR, "objet": "La salle", "reponse": "Changée.", "repondue_le": JOUR}
    vieille = create_ligne(by=chargee, modele=Reclamation, espace=organisme, saisie=Saisie(valeurs))
    recente = create_ligne(
        by=chargee, modele=Reclamation, espace=organisme, saisie=Saisie(valeurs | {"repondue_le": today})
    )
    ouverte = {"recue_le": JOUR, "objet": "Sans réponse"}
    create_ligne(by=chargee, modele=Reclamation, espace=organisme, saisie=Saisie(ouverte))
    action = create_ligne(
        by=chargee,
        modele=ActionAmelioration,
        espace=organisme,
        saisie=Saisie({"action": "Chauffer la salle", "reclamation": vieille}),
    )
    assert delete_reclamations_anciennes(timezone.now() - timedelta(days=1)) == 1
    assert set(Reclamation.objects.values_list("objet", flat=True)) == {recente.objet, "Sans réponse"}
    action.refresh_from_db()
    assert action.reclamation is None
