"""The steps about questionnaires on the page of a session, and on the home of a stagiaire."""

from collections.abc import Iterator

from django.urls import reverse

from convive.formation.rules.enquetes import AVANT, MOMENTS, POSITIONNEMENTS, REGLES, Enquete, Public, is_ouverte
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.rules.preparation import EtapeSession, Phase
from convive.formation.selectors.enquetes import (
    EnqueteLue,
    get_delais_enquetes,
    list_enquetes,
    list_questionnaires_stagiaire,
)
from convive.formation.selectors.preparation.session import get_url_session
from convive.formation.selectors.preparation.stagiaire import AFaireStagiaire, VisiteStagiaire
from convive.formation.selectors.session_lue import SessionLue
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import date_longue

ICONES = {
    Enquete.TEST_FIN: "list-check",
    Enquete.A_CHAUD: "message-circle",
    Enquete.A_FROID_STAGIAIRE: "message-circle",
}
GESTES = {
    Enquete.POSITIONNEMENT_ENTREE: "Remplir la grille",
    Enquete.BESOIN: "Décrire mon besoin",
    Enquete.POSITIONNEMENT_SORTIE: "Reprendre la grille",
    Enquete.TEST_FIN: "Passer le test",
}


def list_etapes_enquetes(lue: SessionLue) -> Iterator[EtapeSession]:
    """One step per questionnaire that somebody has to answer; three queries."""
    if lue.session.etat == EtatSession.ANNULEE or not lue.inscrites:
        return
    enquetes = list_enquetes(lue.session, lue.inscriptions, len(lue.intervenants), lue.today)
    for rang, enquete in enumerate(enquetes):
        if enquete.attendus:
            yield _build(lue, enquete, rang)


def _build(lue: SessionLue, enquete: EnqueteLue, rang: int) -> EtapeSession:
    is_entree = enquete.regle.enquete in AVANT
    is_complete = enquete.repondus >= enquete.attendus
    precision = f"{enquete.repondus} sur {enquete.attendus} ont répondu."
    if enquete.ouverture and enquete.ouverture > lue.today and not enquete.repondus:
        part = "Part" if enquete.regle.is_envoyee and is_courriel_envoye() else "S’ouvre"
        precision = f"{part} tout seul le {date_longue(enquete.ouverture)}."
    return EtapeSession(
        Phase.AVANT if is_entree else Phase.APRES,
        enquete.regle.libelle,
        is_complete,
        precision,
        get_url_session(lue, "session_questionnaires"),
        "Les réponses",
        (70 if is_entree else 20) + rang,
        is_attendue=enquete.is_ouverte and enquete.ouverture is not None and enquete.ouverture <= lue.today,
    )


def list_a_faire_enquetes(visite: VisiteStagiaire) -> Iterator[AFaireStagiaire]:
    """The questionnaires open to her today, and those that she has finished; two queries."""
    if visite.inscription.etat not in (EtatInscription.INSCRITE, EtatInscription.ABANDON):
        return
    session = visite.lue.session
    delais, siens = get_delais_enquetes(session, visite.today), list_questionnaires_stagiaire(visite.inscription)
    for rang, (enquete, regle) in enumerate(REGLES.items()):
        if regle.public is not Public.STAGIAIRE:
            continue
        row = siens.get(enquete)
        is_faite = row is not None and row.is_termine
        if not is_faite and (
            session.etat == EtatSession.ANNULEE
            or not is_ouverte(enquete, session.date_debut, session.date_fin, delais, visite.today)
        ):
            continue
        yield AFaireStagiaire(
            regle.libelle,
            regle.phrase,
            _get_url(visite.cle, enquete),
            "Relire" if is_faite else GESTES.get(enquete, "Répondre"),
            ICONES.get(enquete, "chart-line"),
            is_faite,
            10 + rang,
        )


def _get_url(cle: str, enquete: Enquete) -> str:
    if enquete in POSITIONNEMENTS:
        moment = next(moment for moment, found in MOMENTS.items() if found is enquete)
        return reverse("formation:stagiaire_positionnement", args=[cle, moment])
    return reverse("formation:stagiaire_questionnaire", args=[cle, enquete.value])
