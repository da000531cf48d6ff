"""Proofs from the preparation and the running of a session."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from convive.formation.rules.formation import EtatProgramme, ModeSession
from convive.formation.rules.programme import FICHE
from convive.formation.rules.qualiopi import FichierPreuve, Preuve, SorteFichier, count_parts
from convive.formation.selectors.portee_qualiopi import Fournisseur, Portee
from convive.formation.selectors.resultats import compute_chiffres
from convive.socle.formats import duree_minutes, liste_fr, nombre_accorde


def _get_url(portee: Portee, vue: str) -> str:
    """A page of the session; empty for the organisme as a whole."""
    return reverse(f"formation:{vue}", args=[portee.espace.pk, portee.session.pk]) if portee.session else ""


def _get_url_programme(portee: Portee, vue: str = "programme_detail") -> str:
    if portee.session is None:
        return ""
    return reverse(f"formation:{vue}", args=[portee.espace.pk, portee.session.programme_id])


def list_programme(portee: Portee) -> Iterator[Preuve]:
    """The last version of the programme published before the end of the session, which must be complete, and published
    by the first day."""
    if portee.session is None:
        return
    programme, publications = portee.session.programme, portee.publications
    titre, url = str(programme), _get_url_programme(portee)
    if programme.etat == EtatProgramme.BROUILLON or not publications:
        precision = "Il n’est pas publié : les personnes inscrites doivent pouvoir le lire."
        yield Preuve(titre, url, None, precision, is_complete=False)
        return
    dits = [libelle.lower() for champ, libelle in FICHE.items() if not getattr(programme, champ, True)]
    precision = f"Il manque : {liste_fr(dits)}." if dits else "Tous les champs sont remplis."
    debut, premiere = portee.session.date_debut, publications[-1].date
    is_tardif = debut is not None and debut < premiere
    precision += " Publié après le premier jour." if is_tardif else ""
    details = [f"{libelle} : {valeur}" for champ, libelle in FICHE.items() if (valeur := getattr(programme, champ, ""))]
    derniere = publications[0]
    objet = f"Programme publié, version {derniere.numero}"
    fichiers = (FichierPreuve(SorteFichier.PROGRAMME, str(derniere.pk), objet, derniere.date),)
    is_complet = not dits and not is_tardif
    yield Preuve(titre, url, derniere.date, precision, is_complet, tuple(details), fichiers=fichiers)


def list_objectifs(portee: Portee) -> Iterator[Preuve]:
    for row in portee.objectifs:
        is_complet = bool(row.verbe and row.critere)
        precision = f"À quoi on le voit : {row.critere}" if row.critere else "Il manque à quoi on le voit."
        yield Preuve(str(row), _get_url_programme(portee), None, precision, is_complet)


def list_deroule(portee: Portee) -> Iterable[Preuve]:
    if not portee.sequences:
        return []
    vides = [row.titre for row in portee.sequences if not row.minutes]
    total = duree_minutes(sum(row.minutes for row in portee.sequences))
    precision = f"Sans durée : {liste_fr(vides)}." if vides else f"{total} minutées."
    details = tuple(
        f"Jour {row.jour}, {row.get_moment_display().lower()} : {row.titre}, {duree_minutes(row.minutes)}"
        for row in portee.sequences
    )
    nombre = nombre_accorde(len(portee.sequences), "séquence")
    return [Preuve(nombre, _get_url_programme(portee, "deroule_detail"), None, precision, not vides, details)]


def list_adaptations(portee: Portee) -> Iterable[Preuve]:
    """Adaptations: only whether each need was answered, never the need itself, which is private."""
    if not portee.inscriptions:
        return []
    demandes = [row for row in portee.inscriptions if row.adaptation]
    url = _get_url(portee, "inscription_list")
    if not demandes:
        # Convocations ask everybody, so having no need recorded is an answer too.
        is_demandee = all(row.convoquee_le for row in portee.inscriptions)
        precision = (
            "Demandé à chacun·e, aucun besoin exprimé." if is_demandee else "Pas encore demandé à tout le monde."
        )
        return [Preuve("Adaptations", url, None, precision, is_demandee)]
    faites = sum(bool(row.adaptation_faite) for row in demandes)
    precision = count_parts(("demande suivie", "demandes suivies"), faites, len(demandes))
    details = tuple(f"Fait : {row.adaptation_faite}" for row in demandes if row.adaptation_faite)
    return [Preuve("Adaptations", url, None, precision, faites == len(demandes), details)]


def list_lieu(portee: Portee) -> Iterator[Preuve]:
    session = portee.session
    if session is None:
        return
    url = _get_url(portee, "session_update")
    if session.mode != ModeSession.DISTANCE and (session.lieu or session.equipement):
        manques = [mot for mot, texte in (("le lieu", session.lieu), ("l’équipement", session.equipement)) if not texte]
        precision = f"Il manque {liste_fr(manques)}." if manques else session.equipement
        yield Preuve(session.lieu or "Lieu", url, None, precision, not manques, (session.adresse, session.acces))
    if session.mode != ModeSession.PRESENCE and (session.visio or session.assistance_distance):
        is_complet = bool(session.visio and session.assistance_distance)
        precision = session.assistance_distance or "Indiquez qui aide à distance, et comment."
        yield Preuve("À distance", url, None, precision, is_complet)


def list_intervenants(portee: Portee) -> Iterator[Preuve]:
    titres = {row.cle: row.titre for row in portee.sequences}
    for row in portee.intervenants:
        anime = liste_fr([titres.get(cle, cle) for cle in row.sequences]) if row.sequences else "toute la session"
        precision = f"{row.role}, {anime}" if row.role else "Il manque son rôle."
        yield Preuve(row.nom, _get_url(portee, "session_intervenants"), None, precision, bool(row.role))


def list_resultats(portee: Portee) -> Iterable[Preuve]:
    """The results, counted once the session is over; hours only once presence is recorded for every demi-journée."""
    session = portee.session
    if session is None or session.date_fin is None or session.date_fin >= portee.today or not portee.inscriptions:
        return []
    lu = compute_chiffres(portee.lecture, session)
    url = f"{reverse('formation:qualite_detail', args=[portee.espace.pk])}#resultats"
    return [Preuve("Résultats de la session", url, session.date_fin, lu.phrase, lu.is_pointee)]


def list_demandes(portee: Portee) -> Iterator[Preuve]:
    """The request from which the programme of the session was created."""
    for row in portee.demandes:
        url = reverse("formation:demande_detail", args=[portee.espace.pk, row.pk])
        yield Preuve(
            f"Demande de {row.organisation}", url, row.created_at.date(), "Le besoin, exprimé par le demandeur."
        )


def list_ressources(portee: Portee) -> Iterable[Preuve]:
    """The dossier ressource of each stagiaire; those who received a convocation have the link to it."""
    apports = [str(apport.get("titre", "")) for row in portee.sequences for apport in row.apports]
    if not apports or not portee.inscriptions:
        return []
    servis = sum(row.convoquee_le is not None for row in portee.inscriptions)
    precision = f"{nombre_accorde(len(apports), 'apport')}, remis sur leur page à "
    precision += count_parts(("stagiaire", "stagiaires"), servis, len(portee.inscriptions))
    url, is_complete = _get_url_programme(portee, "deroule_detail"), servis == len(portee.inscriptions)
    jour = portee.session.date_debut if portee.session else None
    return [Preuve("Dossier ressource de chacun·e", url, jour, precision, is_complete, tuple(apports))]


FOURNISSEURS: dict[str, Fournisseur] = {
    "dossier_ressource": list_ressources,
    "resultats": list_resultats,
    "besoin": list_demandes,
    "programme": list_programme,
    "objectifs": list_objectifs,
    "deroule": list_deroule,
    "adaptation": list_adaptations,
    "lieu": list_lieu,
    "intervenants": list_intervenants,
}
