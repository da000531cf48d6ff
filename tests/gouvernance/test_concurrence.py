"""A room full of people who act at the same instant: on a real SQLite file, and on PostgreSQL."""

from collections import Counter
from functools import partial

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.documents.models import Gel
from convive.espaces.actions.lien_magique import submit_lien
from convive.espaces.liens import liens
from convive.espaces.models import Membre
from convive.gouvernance.actions.cloture import close_seance, validate_decision
from convive.gouvernance.actions.convocation import record_reponse
from convive.gouvernance.actions.decision import SaisieDecision, create_decision
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne, update_ligne
from convive.gouvernance.cles import build_cle
from convive.gouvernance.models import Decision, LigneSeance, ParticipantSeance, PointOrdreDuJour
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Journal
from tests.base_fichier import do_together
from tests.gouvernance.factories import (
    create_decision_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    in_days,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SALLE = 30


def _open(gouvernance):
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


def _build_liens(membre: Membre, participants: list[ParticipantSeance]) -> list[str]:
    """The address of the link of each of them, as her e-mail gives it."""
    urls: list[str] = []
    for participant in participants:
        submit_lien(
            by=membre,
            geste=liens.get("participant_seance", "repondre_convocation"),
            objet=participant,
            email=participant.email,
            nom=participant.nom,
            build_url=lambda cle: urls.append(reverse("espaces:lien_detail", args=[cle])) or "https://exemple.fr/",
        )
    return urls


def test_thirty_people_answer_and_are_ticked_at_the_same_instant(base_fichier, espace, gouvernance, chargee):
    """Through the pages themselves: ten links of convocation, ten codes of the room, ten taps on the list; each one
    clicks twice."""
    seance = _open(gouvernance)
    attendus = [
        create_participant_essai(seance, f"Personne {rang:02}", email=f"p{rang}@exemple.fr") for rang in range(SALLE)
    ]
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    urls = _build_liens(membre, attendus[:10])
    equipe = Client()
    equipe.force_login(chargee, backend=BACKEND)
    liste = reverse("gouvernance:seance_presences", args=[espace.pk, seance.pk])
    code = reverse("gouvernance:emargement_update", args=[build_cle(seance)])

    def click(rang: int) -> int:
        client = Client(REMOTE_ADDR=f"10.0.0.{rang}")
        if rang < 10:
            return client.post(urls[rang], {"reponse": "excuse"}).status_code
        if rang < 20:
            return client.post(code, {"participant": attendus[rang].pk}).status_code
        client.cookies = equipe.cookies
        return client.post(liste, {"pointer": f"{attendus[rang].pk}:present"}).status_code

    answers = do_together([partial(click, rang) for rang in (*range(SALLE), *range(SALLE))])
    assert Counter(answers) == {302: 2 * SALLE}
    rows = ParticipantSeance.objects.filter(seance=seance)
    assert rows.filter(reponse="excuse").count() == 10
    assert rows.filter(presence="present", moyen="qr").count() == 10
    assert rows.filter(presence="present", moyen="liste").count() == 10
    # Each person was ticked once, whatever the number of taps.
    assert Journal.objects.filter(objet_uuid=seance.pk, detail__has_key="presences").count() == 20


def test_two_different_answers_to_one_link_do_not_cover_one_another(base_fichier, espace, gouvernance, chargee):
    """The link was forwarded: two people have the page open, and send together."""
    participant = create_participant_essai(gouvernance.convoquee, email="p@exemple.fr")
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    _build_liens(membre, [participant])
    data = {"represente_par": "", "repondant": ""}
    answers = do_together(
        [
            partial(record_reponse, participant=participant, data=data | {"reponse": reponse})
            for reponse in ("present", "excuse")
        ]
    )
    (refus,) = (answer for answer in answers if answer is not None)
    assert isinstance(refus, GouvernanceRefusee)
    assert "Une autre réponse vient d’être donnée" in str(refus)


def test_two_people_write_the_minutes_at_once(base_fichier, gouvernance, chargee, coordinatrice):
    seance = _open(gouvernance)
    answers = do_together(
        [
            partial(create_ligne, by=by, seance=seance, saisie=SaisieLigne(sorte, f"{sorte} de {by} numéro {rang}"))
            for rang in range(5)
            for sorte in ("decision", "debat")
            for by in (chargee, coordinatrice)
        ]
    )
    assert [type(answer) for answer in answers] == [LigneSeance] * 20
    assert sorted(seance.lignes.values_list("ordre", flat=True)) == list(range(1, 21))
    numeros = list(Decision.objects.filter(seance=seance).values_list("numero", flat=True))
    assert len(numeros) == len(set(numeros)) == 10
    ligne = answers[0]
    ecrits = do_together(
        [
            partial(update_ligne, by=by, ligne=ligne, saisie=SaisieLigne("debat", f"Repris par {by}"), version=1)
            for by in (chargee, coordinatrice)
        ]
    )
    assert sorted(type(answer).__name__ for answer in ecrits) == ["GouvernanceRefusee", "LigneSeance"]


def test_two_people_who_say_who_carries_a_decision_do_not_cover_one_another(base_fichier, gouvernance, chargee):
    decision = create_decision_essai(gouvernance.copil.espace, seance=_open(gouvernance))
    commun = {"responsable": None, "echeance": in_days(30), "prise_acte": False, "version": decision.version}
    answers = do_together(
        [
            partial(validate_decision, by=chargee, decision=decision, responsable_texte=qui, **commun)
            for qui in ("La Caf", "La commune")
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "GouvernanceRefusee"]
    garde = next(answer for answer in answers if isinstance(answer, Decision))
    decision.refresh_from_db()
    assert (decision.responsable_texte, decision.version) == (garde.responsable_texte, 2)


def test_a_séance_closed_by_two_people_is_closed_once(base_fichier, espace, gouvernance, chargee, coordinatrice):
    seance = _open(gouvernance)
    create_point_essai(gouvernance.copil, "Sans le temps", seance=seance)
    places = list(
        Membre.objects.select_related("espace", "compte").filter(espace=espace, compte__in=[chargee, coordinatrice])
    )
    answers = do_together([partial(close_seance, by=place, seance=seance, traites=()) for place in places])
    assert [answer.statut for answer in answers] == ["close", "close"]
    assert Gel.objects.filter(objet_uuid=seance.pk).count() == 1
    assert PointOrdreDuJour.objects.filter(titre="Sans le temps", seance=None).count() == 1


def test_decisions_noted_at_once_have_each_their_number(base_fichier, espace, gouvernance, chargee):
    saisie = SaisieDecision("Ouvrir le relais le samedi.", in_days(0))
    answers = do_together([partial(create_decision, by=chargee, espace=espace, saisie=saisie)] * 10)
    numeros = sorted(answer.numero for answer in answers)
    assert numeros == list(range(numeros[0], numeros[0] + 10))
