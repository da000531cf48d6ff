"""Close a séance, reopen it: what is asked, what is carried over, what stays frozen."""

import pytest
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.documents.models import Gel
from convive.espaces.models import Membre
from convive.gouvernance.actions.cloture import close_seance, reopen_seance, validate_decision
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne
from convive.gouvernance.models import Decision, PointOrdreDuJour, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Journal
from tests.espaces.factories import create_espace_civraisien
from tests.gouvernance.factories import create_participant_essai, create_point_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance) -> Seance:
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


@pytest.fixture
def membre(espace, chargee) -> Membre:
    return Membre.objects.get(espace=espace, compte=chargee)


def _complete(decision: Decision, by, **champs) -> Decision:
    valeurs = {"responsable": None, "responsable_texte": "La Caf", "echeance": in_days(30), "prise_acte": False}
    valeurs["version"] = decision.version
    return validate_decision(by=by, decision=decision, **(valeurs | champs))


def test_a_closing_asks_who_and_when_then_freezes_and_carries_over(seance, gouvernance, membre, chargee):
    traite = create_point_essai(gouvernance.copil, "Traité", seance=seance, ordre=1)
    reporte = create_point_essai(gouvernance.copil, "Sans le temps", seance=seance, ordre=2)
    create_participant_essai(seance, presence="represente", represente_par="Son adjoint")
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre vingt places.", traite))
    with pytest.raises(GouvernanceRefusee, match="responsable"):
        close_seance(by=membre, seance=seance, traites={traite.pk})
    seance.refresh_from_db()
    assert (seance.statut, seance.gel) == ("en_cours", None)
    _complete(ligne.decision, chargee)
    close = close_seance(by=membre, seance=seance, traites={traite.pk})
    assert close_seance(by=membre, seance=seance, traites=set()) == close
    assert close.statut == "close"
    assert close.gel is not None
    assert close.gel.motif.startswith("Tel que présenté le ")
    for mots in ("On ouvre vingt places.", "Son adjoint", "La Caf", "Sans le temps"):
        assert mots in close.gel.contenu
    traite.refresh_from_db()
    reporte.refresh_from_db()
    assert (traite.etat, reporte.etat) == ("traite", "reporte")
    attente = PointOrdreDuJour.objects.get(reporte_de=reporte)
    assert (attente.seance, attente.titre) == (None, "Sans le temps")


def test_a_closing_by_mistake_is_undone_with_a_reason_and_what_was_frozen_stays(seance, gouvernance, membre, chargee):
    point = create_point_essai(gouvernance.copil, "Repris après la pause", seance=seance, ordre=1)
    gel = close_seance(by=membre, seance=seance, traites=set()).gel
    for fermee in (seance, gouvernance.brouillon):
        with pytest.raises(GouvernanceRefusee):
            reopen_seance(by=chargee, seance=fermee, motif=" ")
    with pytest.raises(GouvernanceRefusee, match="rien à rouvrir"):
        reopen_seance(by=chargee, seance=gouvernance.convoquee, motif="Pour voir")
    rouverte = reopen_seance(by=chargee, seance=seance, motif="Close avant la fin.")
    assert (rouverte.statut, rouverte.close_le) == ("en_cours", None)
    assert reopen_seance(by=chargee, seance=seance, motif="Encore") == rouverte
    assert Journal.objects.filter(detail__motif="Close avant la fin.").count() == 1
    create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("debat", "On reprend.", point))
    seconde = close_seance(by=membre, seance=seance, traites={point.pk}).gel
    assert Gel.objects.filter(pk=gel.pk, contenu=gel.contenu).exists()
    assert seconde != gel
    point.refresh_from_db()
    assert point.etat == "traite"
    assert not PointOrdreDuJour.objects.filter(reporte_de=point).exists()


def test_who_carries_a_decision_is_kept_once(gouvernance, espace, chargee):
    personne = Personne.objects.create(espace=espace, nom="Inès Kaddouri")
    decision = _complete(gouvernance.decision, chargee, responsable=personne)
    assert (decision.responsable, decision.responsable_texte) == (personne, "")
    assert _complete(decision, chargee, responsable=personne).version == decision.version
    acte = _complete(decision, chargee, responsable_texte="", echeance=None, prise_acte=True)
    assert acte.mode == "prise_acte"
    assert _complete(acte, chargee).mode == "consensus"
    etranger = Personne.objects.create(espace=create_espace_civraisien(chargee, nom="Voisin"), nom="Ailleurs")
    with pytest.raises(GouvernanceRefusee, match="annuaire"):
        _complete(acte, chargee, responsable=etranger)


def test_a_decision_that_someone_else_rewrote_is_not_covered(gouvernance, chargee, coordinatrice):
    page = gouvernance.decision.version
    _complete(gouvernance.decision, coordinatrice, responsable_texte="La commune")
    with pytest.raises(GouvernanceRefusee, match="Quelqu’un l’a changée"):
        _complete(gouvernance.decision, chargee, version=page)
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.responsable_texte == "La commune"
    # The same words are no conflict.
    assert _complete(gouvernance.decision, chargee, responsable_texte="La commune", version=page).version == page + 1


def test_what_closed_minutes_hold_is_no_longer_a_prise_d_acte(seance, membre, chargee):
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre."))
    _complete(ligne.decision, chargee)
    close_seance(by=membre, seance=seance, traites=set())
    decision = Decision.objects.get(pk=ligne.decision_id)
    with pytest.raises(GouvernanceRefusee, match="erratum"):
        _complete(decision, chargee, prise_acte=True)
    assert _complete(decision, chargee, responsable_texte="La commune").responsable_texte == "La commune"
