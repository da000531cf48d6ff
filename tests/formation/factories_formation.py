"""A training body, its programme, a session of two days, the people who come. All invented."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Role, TypeEspace
from convive.formation.models import (
    DemandeFormation,
    DemiJournee,
    Inscription,
    Intervenant,
    ObjectifProgramme,
    OrganismeFormation,
    Programme,
    PublicationProgramme,
    SequenceProgramme,
    SessionFormation,
)
from convive.formation.rules.formation import EtatProgramme, EtatSession, Moment
from convive.formation.rules.publication import dump_programme
from convive.formation.selectors.programme import read_programme

OBJECTIFS = (("O1", "Expliquer", "la démarche"), ("O2", "Organiser", "une veille"))
HEURES = {Moment.MATIN: (time(9), time(12, 30)), Moment.APRES_MIDI: (time(13, 30), time(17))}


def create_organisme_essai(compte: Compte, nom: str = "La Passerelle, formation") -> OrganismeFormation:
    """An espace of this type, of which `compte` is in charge; `.espace` gives it."""
    espace = Espace.objects.create(nom=nom, type=TypeEspace.ORGANISME_FORMATION)
    Membre.objects.create(
        espace=espace, compte=compte, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate() - timedelta(days=30)
    )
    return OrganismeFormation.objects.create(
        espace=espace,
        raison_sociale=nom,
        numero_declaration="99 99 00001 99",
        siret="99999999900017",
        adresse="2 rue du Bac, 99001 Montorvelle",
        ville="Montorvelle",
        representant="Aurore Limayrac",
        qualite_representant="directrice",
        contact_nom="Aurore Limayrac",
        contact_email="contact@exemple.invalid",
        contact_handicap="Aurore Limayrac, contact@exemple.invalid",
        modalites_reglement="À réception de la facture.",
        reglement_interieur="Chacun arrive à l’heure.",
    )


def create_programme_essai(espace: Espace, **champs: Any) -> Programme:
    """Published, 14 hours, two objectives, one sequence of 210 minutes for each of its four half-days."""
    valeurs: dict[str, Any] = {
        "titre": "Piloter une CTG",
        "etat": EtatProgramme.PUBLIE.value,
        "publie_le": timezone.localdate(),
        "nature": "Action de formation, non certifiante",
        "duree_minutes": 840,
    } | champs
    programme = Programme.objects.create(espace=espace, **valeurs)
    for ordre, (cle, verbe, texte) in enumerate(
        (("O1", "Expliquer", "la démarche"), ("O2", "Organiser", "une veille"))
    ):
        ObjectifProgramme.objects.create(
            programme=programme, cle=cle, ordre=ordre, verbe=verbe, texte=texte, critere="le fait devant le groupe"
        )
    for rang, (jour, moment) in enumerate((jour, moment) for jour in (1, 2) for moment in Moment):
        SequenceProgramme.objects.create(
            programme=programme,
            cle=f"S{rang + 1}",
            jour=jour,
            moment=moment.value,
            ordre=1,
            titre=f"Séquence {rang + 1}",
            objectifs=["O1"],
            deroule=[{"minutes": 210, "titre": "Travailler", "methode": "à deux", "consigne": "Lire, puis écrire."}],
        )
    return programme


def create_session_essai(
    espace: Espace, programme: Programme | None = None, *, jours: int = 20, numero: str = "2026-01", **champs: Any
) -> SessionFormation:
    """Open, two days in a row, the first one `jours` from today; four half-days and one trainer."""
    programme = programme or create_programme_essai(espace, tarif="300 € par personne (inventé)")
    debut = timezone.localdate() + timedelta(days=jours)
    valeurs: dict[str, Any] = {
        "titre": programme.titre,
        "etat": EtatSession.OUVERTE.value,
        "date_debut": debut,
        "date_fin": debut + timedelta(days=1),
        "lieu": "Salle du Bac",
        "adresse": "2 rue du Bac, 99001 Montorvelle",
        "places": 12,
    } | champs
    session = SessionFormation.objects.create(espace=espace, programme=programme, numero=numero, **valeurs)
    for jour in (0, 1):
        for moment in Moment:
            create_demi_journee_essai(session, debut + timedelta(days=jour), moment)
    Intervenant.objects.create(session=session, nom="Clotilde Fontorvel", role="formatrice")
    return session


def create_demi_journee_essai(session: SessionFormation, jour: date, moment: Moment) -> DemiJournee:
    debut, fin = HEURES[moment]
    return DemiJournee.objects.create(session=session, date=jour, moment=moment.value, debut=debut, fin=fin)


def create_publication_essai(session: SessionFormation) -> PublicationProgramme:
    """Its programme as it is, published today."""
    return PublicationProgramme.objects.create(
        espace=session.espace,
        programme=session.programme,
        numero=1,
        date=timezone.localdate(),
        contenu=dump_programme(read_programme(session.programme).publie),
    )


def create_inscription_essai(session: SessionFormation, nom: str = "Ysoline Ferrandou", **champs: Any) -> Inscription:
    return Inscription.objects.create(espace=session.espace, session=session, nom=nom, **champs)


def create_demande_essai(espace: Espace, **champs: Any) -> DemandeFormation:
    """To be read, for two sequences and one day."""
    valeurs: dict[str, Any] = {
        "organisation": "Pays de Vallombre",
        "nom": "Octavie Lanterne",
        "email": "octavie@exemple.invalid",
        "reponses": {"sujets": ["S7", "S4"], "duree": "1", "personnes": 9, "lieu": "sur_place"},
    } | champs
    return DemandeFormation.objects.create(espace=espace, **valeurs)
