"""The steps about the session itself: dates, place, trainers, people, messages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from convive.formation.rules.envois import EtatConvocation
from convive.formation.rules.formation import EtatSession, format_heures
from convive.formation.rules.preparation import EtapeSession, Phase
from convive.formation.rules.session import has_distance, has_lieu
from convive.formation.selectors.convocation import ConvocationLue, list_convocations
from convive.formation.selectors.session_lue import SessionLue
from convive.socle.formats import date_longue, nombre_accorde

MOTS_CONVOCATIONS = {
    EtatConvocation.A_JOUR: "à jour",
    EtatConvocation.EN_CHEMIN: "en cours d’envoi",
    EtatConvocation.REFUSEE: "adresse refusée",
    EtatConvocation.A_CONVOQUER: "à envoyer",
    EtatConvocation.DEPASSEE: "à renvoyer, la date ou le lieu a changé",
    EtatConvocation.SANS_ADRESSE: "sans adresse",
}


def get_url_session(lue: SessionLue, vue: str) -> str:
    return reverse(f"formation:{vue}", args=[lue.session.espace_id, lue.session.pk])


def list_etapes_session(lue: SessionLue) -> Iterator[EtapeSession]:
    """The steps about dates, place, trainers, people and messages; one query."""
    yield from list_etapes_cadre(lue)
    yield _build_programme(lue)
    yield _build_ouverture(lue)
    yield from _list_personnes(lue)
    if lue.session.etat != EtatSession.ANNULEE:
        yield EtapeSession(
            Phase.APRES,
            "Lire le bilan",
            False,
            "Qui est venu, ce qui a été atteint, ce que l’on en a pensé\u00a0: de quoi améliorer la suivante.",
            get_url_session(lue, "session_bilan"),
            "Le bilan",
            85,
            is_attendue=lue.is_passee,
            is_facultative=True,
        )
        yield EtapeSession(
            Phase.APRES,
            "Clore la session",
            lue.session.etat == EtatSession.TERMINEE,
            "Une fois les présences et les questionnaires relus\u00a0: elle ne change plus.",
            get_url_session(lue, "session_etat"),
            "Clore",
            90,
            is_attendue=lue.is_passee,
            is_organisation=True,
        )


def list_etapes_cadre(lue: SessionLue) -> Iterator[EtapeSession]:
    """The steps about what a convocation says; no query."""
    session, modifier = lue.session, get_url_session(lue, "session_update")
    yield EtapeSession(
        Phase.AVANT,
        "Les dates et les horaires",
        bool(lue.demi_journees) and not explain_duree(lue),
        explain_duree(lue) or _say_dates(lue),
        get_url_session(lue, "session_horaires"),
        "Les demi-journées",
        10,
        is_organisation=True,
    )
    if has_lieu(session.mode):
        yield EtapeSession(
            Phase.AVANT,
            "Le lieu, l’accès, la salle",
            bool(session.lieu and session.acces and session.equipement),
            _say_manques(("le lieu", session.lieu), ("comment venir", session.acces), ("la salle", session.equipement)),
            f"{modifier}#lieu",
            "Le lieu",
            20,
            is_organisation=True,
        )
    if has_distance(session.mode):
        yield EtapeSession(
            Phase.AVANT,
            "La visioconférence et l’assistance",
            bool(session.visio and session.assistance_distance),
            _say_manques(("l’adresse", session.visio), ("l’assistance", session.assistance_distance)),
            f"{modifier}#distance",
            "À distance",
            22,
            is_organisation=True,
        )
    yield EtapeSession(
        Phase.AVANT,
        "Formateur·rices",
        bool(lue.intervenants),
        ", ".join(personne.nom for personne in lue.intervenants) or "Personne n’est encore nommé.",
        get_url_session(lue, "session_intervenants"),
        "Les intervenant·es",
        30,
        is_organisation=True,
    )
    yield EtapeSession(
        Phase.AVANT,
        "Le contact pour une situation de handicap",
        bool(lue.contact_handicap),
        lue.contact_handicap or "La convocation doit dire à qui parler d’une adaptation.",
        f"{modifier}#handicap",
        "Le contact",
        35,
        is_organisation=True,
    )


def _build_programme(lue: SessionLue) -> EtapeSession:
    """The step about the programme, kept once the session is open, because the programme may be archived meanwhile."""
    programme = lue.session.programme
    return EtapeSession(
        Phase.AVANT,
        "Le programme publié",
        programme.is_lisible,
        f"Publié le {date_longue(programme.publie_le)}."
        if programme.is_lisible and programme.publie_le
        else "Il n’est pas publié\u00a0: les personnes inscrites doivent pouvoir le lire.",
        reverse("formation:programme_detail", args=[lue.session.espace_id, programme.pk]),
        "Le programme",
        38,
    )


def _build_ouverture(lue: SessionLue) -> EtapeSession:
    is_ouverte = lue.session.etat != EtatSession.PREPARATION
    return EtapeSession(
        Phase.AVANT,
        "Ouvrir les inscriptions",
        is_ouverte,
        "C’est fait." if is_ouverte else "Rien ne part encore\u00a0: ouvrez-la quand les dates sont sûres.",
        get_url_session(lue, "session_etat"),
        "Modifier" if is_ouverte else "Ouvrir",
        40,
        is_organisation=True,
    )


def _list_personnes(lue: SessionLue) -> Iterator[EtapeSession]:
    liste = get_url_session(lue, "inscription_list")
    inscrites, minimum = len(lue.inscrites), lue.session.programme.effectif_min or 1
    yield EtapeSession(
        Phase.AVANT,
        "Les personnes inscrites",
        inscrites >= minimum,
        nombre_accorde(inscrites, "personne inscrite", "personnes inscrites")
        + (f" sur {minimum} au moins" if minimum > inscrites else "")
        + (f", {len(lue.attente)} en attente" if lue.attente else ""),
        liste,
        "Inscrire",
        50,
    )
    if sans := [row.nom for row in lue.inscrites if not row.email]:
        yield EtapeSession(
            Phase.AVANT,
            "Les adresses e-mail",
            False,
            f"Il en manque à {', '.join(sans)}\u00a0: sans adresse, rien ne lui parviendra.",
            liste,
            "Compléter",
            52,
        )
    demandes = [row for row in lue.inscrites if row.adaptation]
    if demandes:
        reste = [row for row in demandes if not row.adaptation_faite]
        yield EtapeSession(
            Phase.AVANT,
            "Les adaptations demandées",
            not reste,
            f"{nombre_accorde(len(demandes), 'demande')}, {len(reste)} sans réponse."
            if reste
            else f"{nombre_accorde(len(demandes), 'demande')}, toutes ont leur réponse.",
            liste,
            "Répondre",
            54,
        )
    if lue.inscrites:
        yield _build_convocations(lue, list_convocations(lue))
    if lue.attente and lue.places_libres:
        yield EtapeSession(
            Phase.AVANT,
            "Une place s’est libérée",
            False,
            f"{lue.attente[0].nom} attend depuis le {date_longue(lue.attente[0].created_at)}.",
            liste,
            "L’inscrire",
            56,
        )


def _build_convocations(lue: SessionLue, lignes: Sequence[ConvocationLue]) -> EtapeSession:
    comptes = Counter(ligne.etat for ligne in lignes)
    dits = [f"{comptes[etat]} {mot}" for etat, mot in MOTS_CONVOCATIONS.items() if comptes[etat]]
    return EtapeSession(
        Phase.AVANT,
        "Les convocations",
        comptes[EtatConvocation.A_JOUR] == len(lignes),
        f"{', '.join(dits)}.",
        get_url_session(lue, "session_convocation"),
        "Convoquer",
        60,
        is_attendue=lue.session.etat == EtatSession.OUVERTE,
        is_organisation=True,
    )


def explain_duree(lue: SessionLue) -> str:
    """What is wrong with the demi-journées; empty if they last as long as the programme."""
    if not lue.demi_journees:
        return "Elles restent à fixer."
    prevues = lue.session.programme.duree_minutes
    if not prevues or prevues == lue.minutes:
        return ""
    ecart = format_heures(abs(prevues - lue.minutes))
    sens = "de moins" if lue.minutes < prevues else "de plus"
    return f"{format_heures(lue.minutes)} prévues, {ecart} {sens} que le programme ({format_heures(prevues)})."


def _say_dates(lue: SessionLue) -> str:
    debut: date = lue.demi_journees[0].date
    nombre = nombre_accorde(len(lue.demi_journees), "demi-journée")
    return f"{nombre}, {format_heures(lue.minutes)}, à partir du {date_longue(debut)}."


def _say_manques(*champs: tuple[str, str]) -> str:
    manques = [nom for nom, valeur in champs if not valeur]
    return f"Il manque {', '.join(manques)}." if manques else "Tout est dit."
