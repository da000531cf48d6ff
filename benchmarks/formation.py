"""What a session of thirty costs: practice espace, attestations, dossiers, attendance, pages.

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.formation

It works in the database of the settings (SQLite, or PostgreSQL with DATABASE_URL), in an organisme created here, next
to the demonstration, and erased at the end. Thirty stagiaires, two days: the first session is over, signed and
answered, the second one is in progress. Prints wall-clock seconds, those of this process, and queries; then for each
page the milliseconds of this process and its queries; a star marks what exceeds its limit. Thirty phones really sign at
the same time, and their responses are counted. Times depend on the machine and its load.
"""

import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as heure
from threading import Barrier
from typing import IO, cast
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
# No e-mail is sent, no file is kept.
os.environ.setdefault("EMAIL_URL", "dummymail://")
django.setup()

from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.pages import HOTE, MAX_MS, MAX_REQUETES, measure_page
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo
from convive.documents.travaux import Resultat
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.models import Espace, Membre, Role, TypeEspace
from convive.formation.actions.exercice import build_exercice, create_exercices
from convive.formation.actions.presence import close_feuille, reopen_code, validate_tous
from convive.formation.actions.programme import create_programme_cours
from convive.formation.cles.emargement import build_cle as build_cle_salle
from convive.formation.cles.stagiaire import build_cle
from convive.formation.exports.dossier import render_dossier
from convive.formation.exports.lot_documents import run_lot
from convive.formation.models import (
    Atelier,
    DemiJournee,
    Emargement,
    Inscription,
    Intervenant,
    OrganismeFormation,
    QuestionnaireSession,
    ReponseAtelier,
    SessionFormation,
)
from convive.formation.rules.exercice import Demande
from convive.formation.rules.formation import EtatSession, Moment
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.dossier import read_dossier
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.prise_poste.selectors.contenus import get_grille

STAGIAIRES = 30
MAX_EXERCICE, MAX_ATTESTATIONS, MAX_DOSSIER = 3, 15, 10
TRACE = "M40 120L90 60L140 130L200 70L260 120"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEURES = {Moment.MATIN: (heure(9), heure(12, 30)), Moment.APRES_MIDI: (heure(13, 30), heure(17))}


@dataclass(frozen=True, slots=True)
class SuiviBanc:
    """The `suivi` of a job that runs here, without a row."""

    espace: Espace
    compte: Compte

    def record_progression(self, pourcent: int, etape: str = "") -> None:
        pass


def measure[T](libelle: str, geste: Callable[[], T], limite: float = 0) -> T:
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        start, cpu = time.perf_counter(), time.process_time()
        result = geste()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    star = "*" if limite and seconds > limite else " "
    print(f" {star} {libelle:44} {seconds:6.2f} s, {cpu:5.2f} ici  {len(queries):4} requêtes")
    return result


def build_organisme(compte: Compte) -> Espace:
    espace = Espace.objects.create(nom="Banc d’essai, formation", type=TypeEspace.ORGANISME_FORMATION)
    Membre.objects.create(
        espace=espace, compte=compte, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate() - timedelta(days=60)
    )
    OrganismeFormation.objects.create(
        espace=espace,
        raison_sociale="Banc d’essai",
        numero_declaration="99 99 00001 99",
        ville="Montorvelle",
        representant="Aurore Limayrac",
        qualite_representant="directrice",
        reglement_interieur="Chacun arrive à l’heure.",
    )
    return espace


def build_session(compte: Compte, espace: Espace, numero: str, debut: date) -> SessionFormation:
    cours = get_cours("ctg_deux_jours")
    assert cours is not None
    session = SessionFormation.objects.create(
        espace=espace,
        programme=create_programme_cours(by=compte, espace=espace, cours=cours),
        numero=numero,
        titre="Piloter une CTG",
        etat=EtatSession.OUVERTE.value,
        date_debut=debut,
        date_fin=debut + timedelta(days=1),
        lieu="Salle du Bac",
        places=STAGIAIRES,
    )
    for jour in (0, 1):
        for moment, (de, a) in HEURES.items():
            DemiJournee.objects.create(
                session=session, date=debut + timedelta(days=jour), moment=moment.value, debut=de, fin=a
            )
    Intervenant.objects.create(session=session, nom="Clotilde Fontorvel", role="formatrice", compte=compte)
    Inscription.objects.bulk_create(
        Inscription(
            espace=espace,
            session=session,
            nom=f"Stagiaire {rang:02}",
            email=f"s{rang}@exemple.invalid",
            employeur=f"Commune {rang % 7}",
        )
        for rang in range(STAGIAIRES)
    )
    atelier = Atelier.objects.create(
        espace=espace,
        session=session,
        sorte="outil",
        contenu="fiche_action",
        titre="La fiche-action",
        ouvert_le=timezone.now(),
    )
    ReponseAtelier.objects.bulk_create(
        ReponseAtelier(atelier=atelier, inscription=row, champ="notes", texte="Ce que je garde. " * 20)
        for row in session.inscriptions.all()
    )
    return session


def finish_session(compte: Compte, session: SessionFormation) -> None:
    """Make everybody present, with all questionnaires answered."""
    now = timezone.localtime()
    for demi in list_demi_journees(session):
        validate_tous(by=compte, demi_journee=demi, now=now)
        Emargement.objects.filter(demi_journee=demi).update(trace=TRACE, moyen="tablette", signe_le=now, recu_le=now)
        close_feuille(by=compte, demi_journee=demi, now=now)
    niveaux = {item.cle: rang % 4 for rang, item in enumerate(get_grille().items)}
    test = {question.cle: question.juste for question in get_questionnaires()["test_fin"].questions}
    reponses = {
        "positionnement_entree": niveaux,
        "positionnement_sortie": {cle: niveau + 1 for cle, niveau in niveaux.items()},
        "test_fin": test,
        "a_chaud": {"objectifs": 3, "garder": "Le travail en groupe"},
    }
    QuestionnaireSession.objects.bulk_create(
        QuestionnaireSession(session=session, inscription=row, cle=cle, reponses=dites, termine_le=now)
        for row in session.inscriptions.all()
        for cle, dites in reponses.items()
    )


def list_demi_journees(session: SessionFormation) -> list[DemiJournee]:
    return list(DemiJournee.objects.filter(session=session).select_related("session__espace"))


def measure_exercices(compte: Compte, session: SessionFormation, source: Espace, nes: list[Espace]) -> None:
    """Measure the first territory, which somebody waits for, then thirty by a job, which reads its source once."""
    fin = timezone.localdate() + timedelta(days=30)
    rows = list(session.inscriptions.all()[:2])
    faits = create_exercices(
        by=compte, session=session, demandes=[Demande(nom=row.nom, inscription=str(row.pk)) for row in rows]
    )
    with measure("lire le point de départ", lambda: export_espace(source)) as copie:
        for fait in faits:
            measure(
                "un espace d’exercice",
                lambda fait=fait: build_exercice(by=compte, uuid=fait.pk, source=source, copie=copie, expire_le=fin),  # type: ignore[misc]
                MAX_EXERCICE,
            )
            fait.refresh_from_db()
            if fait.exercice is not None:
                nes.append(fait.exercice)


def measure_documents(compte: Compte, session: SessionFormation) -> None:
    suivi = SuiviBanc(session.espace, compte)
    lot = measure(
        f"{STAGIAIRES} attestations en un ZIP",
        lambda: run_lot(suivi, session=str(session.pk), sorte="attestation"),
        MAX_ATTESTATIONS,
    )
    assert isinstance(lot, Resultat)
    with cast("IO[bytes]", lot.contenu) as contenu:
        print(f"   {lot.nom} : {len(contenu.read()) / 1000:.0f} ko. {lot.avis}")

    def render() -> None:
        for format in ("web", "epub", "docx"):
            inscription = Inscription.objects.select_related("session__programme", "espace").get(pk=premiere.pk)
            fichier = render_dossier(read_dossier(inscription, timezone.now()), format, timezone.localdate())
            print(f"   {fichier.nom} : {len(fichier.contenu) / 1000:.0f} ko")

    premiere = session.inscriptions.all()[0]
    measure("un dossier ressource en trois formats", render, MAX_DOSSIER)


def measure_presences(client: Client, session: SessionFormation) -> None:
    """A trainer taps thirty times; then thirty phones send their signature, twice each, at the same time."""
    matin, apres = list_demi_journees(session)[:2]
    url = reverse("formation:presence_update", args=[session.espace_id, session.pk, matin.pk])
    uuids = [str(pk) for pk in session.inscriptions.values_list("pk", flat=True)]
    start, requetes, octets = time.process_time(), 0, 0
    for uuid in uuids:
        with CaptureQueriesContext(connection) as queries:
            response = client.post(url, {"pointer": f"{uuid}:present"}, headers={**HOTE, "HX-Request": "true"})
        requetes, octets = requetes + len(queries), octets + len(response.content)
    ms = (time.process_time() - start) * 1000
    print(
        f"   pointer {STAGIAIRES} personnes : {STAGIAIRES} envois, {ms:.0f} ms de processeur, "
        f"{requetes / STAGIAIRES:.0f} requêtes et {octets / STAGIAIRES / 1000:.0f} ko par envoi"
    )
    sign_together(apres, uuids)


def sign_together(demi_journee: DemiJournee, uuids: list[str]) -> None:
    by = demi_journee.session.intervenants.all()[0].compte
    reopen_code(by=by, demi_journee=demi_journee, now=timezone.localtime())  # type: ignore[arg-type]
    url = reverse("formation:emargement_update", args=[build_cle_salle(demi_journee)])
    envois = [{"personne": uuid, "cle": str(uuid4()), "trace": TRACE} for uuid in uuids] * 2
    start = Barrier(len(envois))

    def send(data: dict[str, str]) -> tuple[int, float]:
        try:
            start.wait(timeout=60)
            debut = time.perf_counter()
            status = Client(REMOTE_ADDR="10.0.0.1").post(url, data, headers={**HOTE, "HX-Request": "true"}).status_code
            return status, time.perf_counter() - debut
        except Exception as error:
            print(f"   {error!r}")
            return 0, 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(envois)) as fils:
        answers = list(fils.map(send, envois))
    codes = Counter(status for status, _ in answers)
    signees = Emargement.objects.filter(demi_journee=demi_journee).exclude(trace="").count()
    print(
        f"   {len(envois)} signatures à la fois : {len(envois) - codes[200]} erreur(s), {signees} signé·es sur "
        f"{len(uuids)}, la plus lente {max(attente for _, attente in answers) * 1000:.0f} ms"
    )


def list_pages(session: SessionFormation) -> Iterator[tuple[str, list[object]]]:
    espace, inscription = session.espace_id, session.inscriptions.all()[0]
    for page in ("session_list", "qualite_detail"):
        yield page, [espace]
    yield "registre_list", [espace, "reclamations"]
    for page in (
        "session_detail", "session_update", "session_horaires", "session_intervenants", "session_etat",
        "session_convocation", "session_bilan", "session_questionnaires", "inscription_list", "presence_list",
        "document_session_list", "qualite_session", "exercice_list", "atelier_list",
    ):  # fmt: skip
        yield page, [espace, session.pk]
    yield "inscription_update", [espace, session.pk, inscription.pk]
    yield "presence_update", [espace, session.pk, list_demi_journees(session)[0].pk]
    cle = build_cle(inscription)
    for page in (
        "stagiaire_detail", "atelier_stagiaire_list", "document_personnel_list", "emargement_personnel_update",
        "stagiaire_dossier", "stagiaire_exercice", "stagiaire_reclamation",
    ):  # fmt: skip
        yield page, [cle]
    for moment in ("entree", "sortie"):
        yield "stagiaire_positionnement", [cle, moment]
    for enquete in ("test_fin", "a_chaud"):
        yield "stagiaire_questionnaire", [cle, enquete]
    yield "emargement_update", [build_cle_salle(list_demi_journees(session)[0])]


def measure_pages(client: Client, session: SessionFormation) -> None:
    for page, arguments in list_pages(session):
        url = reverse(f"formation:{page}", args=arguments)
        status = client.get(url, headers=HOTE).status_code
        ms, requetes, octets = measure_page(client, url)
        star = "*" if ms > MAX_MS or requetes > MAX_REQUETES else " "
        suite = "" if status == 200 else f"  ({status})"
        print(f" {star} {page:30} {ms:6.1f} ms  {requetes:3} requêtes  {octets / 1000:6.1f} ko{suite}")


def main() -> None:
    logging.disable(logging.ERROR)
    source = get_espace_demo()
    if source is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    compte = source.membres.en_cours().filter(role=Role.CHARGE_COOPERATION).first().compte
    nes = [build_organisme(compte)]
    try:
        today = timezone.localdate()
        finie = build_session(compte, nes[0], "2026-01", today - timedelta(days=10))
        finish_session(compte, finie)
        en_cours = build_session(compte, nes[0], "2026-02", today)
        client = Client()
        client.force_login(compte, backend=BACKEND)
        print(f"{connection.vendor}, {STAGIAIRES} stagiaires")
        measure_exercices(compte, en_cours, source, nes)
        measure_documents(compte, finie)
        measure_presences(client, en_cours)
        for session in (finie, en_cours):
            print(f"La session {session.numero}")
            measure_pages(client, session)
    finally:
        for espace in reversed(nes):
            with transaction.atomic():
                delete_tout(espace)


if __name__ == "__main__":
    main()
