"""What the sessions gave, counted with what was expected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.formation.models import DemandeFormation, Emargement, QuestionnaireSession, SessionFormation
from convive.formation.rules.qualiopi import EtatPreuve
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.qualiopi import read_audit
from convive.formation.selectors.resultats import add_resultats, read_resultats
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisme(chargee):
    return create_organisme_essai(chargee).espace


def read(espace, today):
    sessions = SessionFormation.objects.filter(espace=espace)
    return read_resultats(LectureQualiopi(espace, list(sessions), today))


def sign(session, inscription, **champs) -> None:
    for demi in session.demi_journees.all():
        valeurs = {"presence": "present", "moyen": "tablette", "signe_le": timezone.now()} | champs
        Emargement.objects.create(demi_journee=demi, inscription=inscription, **valeurs)


def test_hours_are_counted_once_everything_is_noted(organisme, django_assert_num_queries):
    today = timezone.localdate()
    session = create_session_essai(organisme, jours=-10)
    une, deux = create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle", etat="abandon")
    create_inscription_essai(session, "Partie avant", etat="desistement")
    sign(session, une, retard_minutes=10)
    (lu,) = read(organisme, today).values()
    assert (lu.stagiaires, lu.abandons.nombre, lu.heures) == (2, 1, "pas encore toutes pointées")
    sign(session, deux, presence="absent", moyen="", signe_le=None)
    create_session_essai(organisme, session.programme, numero="2026-02")
    create_session_essai(
        organisme, session.programme, numero="2026-03", jours=-10, etat="annulee", motif_annulation="Trop peu de monde"
    )
    with django_assert_num_queries(6):
        (lu,) = read(organisme, today).values()
    assert (lu.prevues, lu.suivies) == (8 * 210, 4 * 200)
    assert lu.heures == "13\u00a0h\u00a020 sur 28\u00a0h"
    assert lu.phrase.startswith("2\u00a0stagiaires, 1\u00a0abandon.")
    assert read(organisme, today + timedelta(days=800)) == {}


def answer(session, nombre: int, niveau: int = 4) -> None:
    for rang in range(nombre):
        QuestionnaireSession.objects.create(
            session=session,
            inscription=create_inscription_essai(session, f"Personne {rang}"),
            cle="a_chaud",
            reponses={"rythme": niveau, "contenu": 2 if rang else 3, "garder": "Un mot"},
            termine_le=timezone.now(),
        )


def test_opinions_are_added_up_and_never_under_three(organisme):
    today = timezone.localdate()
    grande = create_session_essai(organisme, jours=-10)
    petite = create_session_essai(organisme, grande.programme, numero="2026-02", jours=-20)
    answer(grande, 5)
    create_inscription_essai(grande, "Sans réponse")
    answer(petite, 2, niveau=0)
    lus = {cle: lu.satisfaction for cle, lu in read(organisme, today).items()}
    # Five people, two questions with a scale: five « tout à fait », one « plutôt oui », four « en partie ».
    assert (lus[grande.pk].favorables, lus[grande.pk].avis, lus[grande.pk].taux) == (6, 10, "60\u00a0%")
    assert (lus[grande.pk].repondants, lus[grande.pk].attendus, lus[grande.pk].taux_reponse) == (5, 6, "83\u00a0%")
    assert (lus[petite.pk].is_secrete, lus[petite.pk].avis, lus[petite.pk].taux) == (True, 0, "")
    assert "secret sous trois" in lus[petite.pk].phrase
    totaux = add_resultats(read(organisme, today).values())
    # What is secret of one session cannot be found again in the sum.
    assert (totaux.satisfaction.favorables, totaux.satisfaction.avis, totaux.satisfaction.repondants) == (6, 10, 5)
    assert (totaux.abandons.nombre, totaux.abandons.total) == (0, 8)


def test_the_need_and_the_results_prove_themselves(organisme):
    today = timezone.localdate()
    session = create_session_essai(organisme, jours=-40)
    sign(session, create_inscription_essai(session))
    DemandeFormation.objects.create(
        espace=organisme,
        programme=session.programme,
        organisation="Ville de Montfaubert",
        nom="Maïwenn Cordelle",
        email="maiwenn@exemple.invalid",
    )
    etats = {lue.sorte.cle: lue.etat for lu in read_audit(organisme, session, today).indicateurs for lue in lu.sortes}
    assert (etats["resultats"], etats["besoin"]) == (EtatPreuve.FAITE, EtatPreuve.FAITE)


def test_resources_are_handed_to_those_who_have_their_address(organisme):
    today = timezone.localdate()
    session = create_session_essai(organisme, jours=-40)
    inscription = create_inscription_essai(session)

    def read_etat() -> EtatPreuve:
        audit = read_audit(organisme, session, today)
        return next(lue.etat for lu in audit.indicateurs for lue in lu.sortes if lue.sorte.cle == "dossier_ressource")

    assert read_etat() is EtatPreuve.MANQUE
    session.programme.sequences.update(apports=[{"titre": "La démarche", "statut": "usage", "texte": "…"}])
    assert read_etat() is EtatPreuve.INCOMPLETE
    inscription.convoquee_le = timezone.now()
    inscription.save()
    assert read_etat() is EtatPreuve.FAITE
