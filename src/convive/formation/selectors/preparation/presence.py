"""The steps about attendance and documents, for those who run a session and on the home of a stagiaire."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from convive.formation.models import DocumentFormation, Emargement, FeuilleEmargement
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.formation import EtatSession
from convive.formation.rules.preparation import EtapeSession, Phase
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.selectors.preparation.session import get_url_session
from convive.formation.selectors.preparation.stagiaire import AFaireStagiaire, VisiteStagiaire
from convive.formation.selectors.presence import build_ligne_stagiaire
from convive.formation.selectors.session_lue import SessionLue
from convive.socle.formats import nombre_accorde

EMIS = {SorteDocument.CERTIFICAT: ("émis", "émis")}
"""How the papers of a kind agree, when they are not feminine."""


def list_etapes_presence(lue: SessionLue) -> Iterator[EtapeSession]:
    """The steps, from two queries: closed feuilles, and issued documents."""
    if lue.session.etat == EtatSession.ANNULEE:
        return
    arretees = FeuilleEmargement.objects.filter(demi_journee__session=lue.session, arretee_le__isnull=False).count()
    total = len(lue.demi_journees)
    yield EtapeSession(
        Phase.PENDANT,
        "Les présences et les signatures",
        bool(total) and arretees == total,
        f"{nombre_accorde(arretees, 'feuille terminée', 'feuilles terminées')} sur {total}.",
        get_url_session(lue, "presence_list"),
        "Les présences",
        10,
        is_attendue=lue.is_commencee,
    )
    emis = _count_documents(lue)
    employeurs = {row.employeur for row in lue.inscrites if row.employeur}
    if employeurs:
        yield _build_papiers(
            lue, SorteDocument.CONVENTION, "Les conventions avec les employeurs", len(employeurs), emis, Phase.AVANT, 55
        )
    venues = len(lue.inscrites)
    for sorte, libelle, ordre in (
        (SorteDocument.ATTESTATION, "Les attestations de participation", 20),
        (SorteDocument.CERTIFICAT, "Les certificats de réalisation", 22),
    ):
        yield _build_papiers(lue, sorte, libelle, venues, emis, Phase.APRES, ordre, is_attendue=lue.is_passee)


def _count_documents(lue: SessionLue) -> dict[str, int]:
    rows = DocumentFormation.objects.filter(session=lue.session, annule_le__isnull=True).order_by()
    return dict(rows.values_list("sorte").annotate(n=Count("pk")))


def _build_papiers(
    lue: SessionLue,
    sorte: SorteDocument,
    libelle: str,
    attendus: int,
    emis: dict[str, int],
    phase: Phase,
    ordre: int,
    *,
    is_attendue: bool = True,
) -> EtapeSession:
    """The step about one kind of document. Fewer documents than people is not always a gap, since someone who attended
    no hour gets no attestation; the page of documents says why."""
    nombre = emis.get(sorte.value, 0)
    return EtapeSession(
        phase,
        libelle,
        nombre > 0 and nombre >= attendus,
        f"{nombre_accorde(nombre, *EMIS.get(sorte, ('émise', 'émises')))} sur {attendus}.",
        f"{get_url_session(lue, 'document_session_list')}#{sorte.value}",
        "Les documents",
        ordre,
        is_attendue=is_attendue,
    )


def list_a_faire_presence(visite: VisiteStagiaire) -> Iterator[AFaireStagiaire]:
    """Sign on the day itself, and download her documents once they are issued."""
    jour = [row for row in build_ligne_stagiaire(visite.inscription).emargements if _is_today(row, visite)]
    if jour and visite.lue.session.etat != EtatSession.ANNULEE:
        signees = sum(row.is_signe for row in jour)
        yield AFaireStagiaire(
            "Signer votre présence",
            f"{signees} sur {nombre_accorde(len(jour), 'demi-journée')} aujourd’hui.",
            reverse("formation:emargement_personnel_update", args=[visite.cle]),
            "Mes présences",
            "check",
            is_faite=signees == len(jour),
            ordre=5,
        )
    if documents := list_documents_stagiaire(visite.inscription):
        yield AFaireStagiaire(
            "Prendre vos documents",
            f"{nombre_accorde(len(documents), 'document')}, chacun avec son numéro et son code.",
            reverse("formation:document_personnel_list", args=[visite.cle]),
            "Mes documents",
            "file-text",
            ordre=60,
        )


def _is_today(emargement: Emargement, visite: VisiteStagiaire) -> bool:
    return bool(emargement.demi_journee.date == visite.today)
