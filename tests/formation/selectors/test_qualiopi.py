"""What an audit finds: proofs come from the work, and a gap says what is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    Emargement,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Programme,
    PublicationProgramme,
    Reclamation,
    ReglageFormation,
    SousTraitance,
)
from convive.formation.rules.qualiopi import EtatPreuve
from convive.formation.selectors.qualiopi import read_audit
from tests.formation.factories_formation import (
    create_inscription_essai,
    create_organisme_essai,
    create_session_essai,
)

pytestmark = pytest.mark.django_db
TEXTES = "public prerequis tarif delais_acces accessibilite modalites_inscription methodes evaluation"
FICHE = dict.fromkeys(TEXTES.split(), "Dit.")


@pytest.fixture
def organisme(chargee):
    return create_organisme_essai(chargee).espace


def publish(session) -> None:
    """Thirty days before the session, every field filled."""
    Programme.objects.filter(pk=session.programme_id).update(effectif_max=12, **FICHE)
    session.programme.refresh_from_db()
    PublicationProgramme.objects.create(
        espace=session.espace,
        programme=session.programme,
        numero=1,
        date=session.date_debut - timedelta(days=30),
        contenu={"titre": session.titre},
    )


def read_etats(espace, session, today=None) -> dict[str, EtatPreuve]:
    """The state of each kind of proof."""
    audit = read_audit(espace, session, today or timezone.localdate())
    return {lue.sorte.cle: lue.etat for lu in audit.indicateurs for lue in lu.sortes}


def test_a_session_to_come_owes_nothing_yet_but_what_is_of_the_body(organisme):
    session = create_session_essai(organisme)
    etats = read_etats(organisme, session)
    assert etats["convocation"] is EtatPreuve.A_VENIR
    assert etats["test_fin"] is EtatPreuve.A_VENIR
    assert etats["objectifs"] is EtatPreuve.FAITE
    assert etats["reseau_handicap"] is EtatPreuve.MANQUE
    audit = read_audit(organisme, session, timezone.localdate())
    assert [indicateur.numero for indicateur, _ in audit.sans_objet] == [12, 27]
    # Open, its programme has to be there already, complete.
    assert {lu.indicateur.numero for lu in audit.ecarts} == {1, 21, 22, 23, 24, 25, 26, 32}
    assert {lu.indicateur.numero for lu in audit.majeurs} == {21, 22, 26, 32}


def test_a_session_that_began_owes_what_prepares_it(organisme):
    session = create_session_essai(organisme, jours=-1)
    inscription = create_inscription_essai(session, adaptation="Une place près de l’écran")
    etats = read_etats(organisme, session)
    assert etats["convocation"] is EtatPreuve.MANQUE
    assert etats["programme"] is EtatPreuve.INCOMPLETE
    assert etats["adaptation"] is EtatPreuve.INCOMPLETE
    assert etats["lieu"] is EtatPreuve.INCOMPLETE
    assert etats["a_chaud"] is EtatPreuve.A_VENIR
    publish(session)
    inscription.adaptation_faite = "Placée au premier rang"
    inscription.save()
    session.equipement = "Vidéoprojecteur, douze chaises"
    session.save()
    etats = read_etats(organisme, session)
    for cle in ("programme", "adaptation", "lieu", "deroule", "intervenants"):
        assert etats[cle] is EtatPreuve.FAITE, cle


def test_a_need_is_never_told_only_that_it_was_met(organisme):
    session = create_session_essai(organisme, jours=-1)
    create_inscription_essai(session, adaptation="Malentendante", adaptation_faite="Une boucle magnétique")
    audit = read_audit(organisme, session, timezone.localdate())
    assert "Malentendante" not in repr(audit)
    assert "Une boucle magnétique" in repr(audit)


def test_an_absence_has_its_reason(organisme):
    session = create_session_essai(organisme, jours=-40)
    inscription = create_inscription_essai(session)
    demi = session.demi_journees.all()[0]
    absence = Emargement.objects.create(demi_journee=demi, inscription=inscription, presence="absent")
    assert read_etats(organisme, session)["relance"] is EtatPreuve.INCOMPLETE
    absence.motif = "Transport"
    absence.save()
    assert read_etats(organisme, session)["relance"] is EtatPreuve.FAITE
    partie = create_inscription_essai(session, "Partie en route", etat="abandon")
    assert read_etats(organisme, session)["relance"] is EtatPreuve.INCOMPLETE
    partie.motif = "Un autre poste"
    partie.save()
    assert read_etats(organisme, session)["relance"] is EtatPreuve.FAITE


def test_the_registers_prove_what_is_of_the_body_for_a_year(organisme, django_assert_max_num_queries):
    today = timezone.localdate()
    session = create_session_essai(organisme)
    publish(session)
    for axe in ("reglementaire", "metiers", "pedagogique"):
        NouvelleVeille.objects.create(
            espace=organisme, axe=axe, date=today, titre=axe, exploitation="Une séquence.", exploitee_le=today
        )
    DossierIntervenant.objects.create(
        espace=organisme, nom="Clotilde FONTORVEL", competences="Vingt ans.", verifie_le=today
    )
    ActionCompetence.objects.create(espace=organisme, annee=session.date_debut.year, action="Lire", realisee_le=today)
    PartenaireHandicap.objects.create(espace=organisme, nom="Cap emploi", verifie_le=today)
    ActionAmelioration.objects.create(espace=organisme, action="Une pause de plus")
    with django_assert_max_num_queries(24):
        audit = read_audit(organisme, session, today)
    assert audit.ecarts == []
    organisme_seul = read_audit(organisme, None, today)
    assert organisme_seul.ecarts == []
    assert {lu.indicateur.numero for lu in organisme_seul.indicateurs} == {21, 22, 23, 24, 25, 26, 31, 32}
    plus_tard = today + timedelta(days=400)
    for cle in ("preuve_jours", "verification_jours"):
        ReglageFormation.objects.create(espace=organisme, cle=cle, date_debut=plus_tard, valeur=500)
    assert {lu.indicateur.numero for lu in read_audit(organisme, None, plus_tard).ecarts} <= {22}
    ReglageFormation.objects.all().delete()
    assert {lu.indicateur.numero for lu in read_audit(organisme, None, plus_tard).ecarts} >= {21, 23, 24, 25, 26, 32}


def test_a_complaint_that_is_late_is_a_gap_and_names_nobody(organisme):
    today = timezone.localdate()
    assert read_etats(organisme, None)["reclamations"] is EtatPreuve.FAITE
    Reclamation.objects.create(
        espace=organisme, numero="R2026-01", nom="Mairie de Montorvelle", objet="La salle", recue_le=today
    )
    assert read_etats(organisme, None, today + timedelta(days=5))["reclamations"] is EtatPreuve.FAITE
    assert read_etats(organisme, None, today + timedelta(days=6))["reclamations"] is EtatPreuve.INCOMPLETE
    assert "Montorvelle" not in repr(read_audit(organisme, None, today).indicateurs)
    # A body that gives itself ten days from today on; what came before keeps its five.
    cle = "reclamation_accuse_jours"
    ReglageFormation.objects.create(espace=organisme, cle=cle, date_debut=today, valeur=10)
    assert read_etats(organisme, None, today + timedelta(days=10))["reclamations"] is EtatPreuve.FAITE
    assert read_etats(organisme, None, today + timedelta(days=11))["reclamations"] is EtatPreuve.INCOMPLETE
    Reclamation.objects.update(recue_le=today - timedelta(days=1))
    assert read_etats(organisme, None, today + timedelta(days=5))["reclamations"] is EtatPreuve.INCOMPLETE


def test_subcontracting_asks_to_be_checked_and_only_where_it_holds(organisme):
    today = timezone.localdate()
    session = create_session_essai(organisme, jours=-3)
    autre = create_session_essai(organisme, session.programme, numero="2026-02")
    contrat = SousTraitance.objects.create(espace=organisme, nom="L’Atelier", objet="La séquence 6", session=session)
    assert read_etats(organisme, session)["sous_traitance"] is EtatPreuve.INCOMPLETE
    assert "sous_traitance" not in read_etats(organisme, autre)
    assert read_etats(organisme, None)["sous_traitance"] is EtatPreuve.INCOMPLETE
    contrat.verification, contrat.verifiee_le = "Certificat lu", today
    contrat.save()
    assert read_etats(organisme, session)["sous_traitance"] is EtatPreuve.FAITE
    SousTraitance.objects.create(
        espace=organisme, nom="Une autre", objet="Tout", date_debut=today - timedelta(days=90), date_fin=today
    )
    assert "sous_traitance" not in read_etats(organisme, autre)
    assert read_etats(organisme, session)["sous_traitance"] is EtatPreuve.INCOMPLETE


def test_what_is_brought_by_hand_is_enough_and_stays_where_it_is(organisme):
    today = timezone.localdate()
    session = create_session_essai(organisme, jours=-1)
    autre = create_session_essai(organisme, session.programme, numero="2026-02", jours=-1)
    for cle in ("besoin", "programme"):
        PreuveQualiopi.objects.create(espace=organisme, session=session, sorte=cle, jour=today, titre="Un courriel")
    PreuveQualiopi.objects.create(espace=organisme, sorte="reseau_handicap", jour=today, titre="La liste")
    etats, ailleurs = read_etats(organisme, session), read_etats(organisme, autre)
    assert (etats["besoin"], ailleurs["besoin"]) == (EtatPreuve.FAITE, EtatPreuve.MANQUE)
    assert (etats["programme"], ailleurs["programme"]) == (EtatPreuve.FAITE, EtatPreuve.INCOMPLETE)
    assert ailleurs["reseau_handicap"] is EtatPreuve.FAITE


def test_an_open_session_without_a_published_programme_is_a_gap_already(organisme):
    session = create_session_essai(organisme)
    Programme.objects.update(etat="brouillon", publie_le=None)
    session.programme.refresh_from_db()
    assert read_etats(organisme, session)["programme"] is EtatPreuve.INCOMPLETE
    session.etat = "preparation"
    assert read_etats(organisme, session)["programme"] is EtatPreuve.A_VENIR
