"""Nineteen more rows of everything that the pages of an espace list, in addition to the one in `objets.py`."""

from datetime import date

from django.utils import timezone

from convive.acteurs.models import Import, Organisation
from convive.comptes.models import Compte
from convive.convention.models import ArticleConvention, Ctg, Jalon
from convive.espaces.models import Espace
from convive.finances.models import ScenarioFinances
from convive.formation.models import SessionFormation
from convive.gouvernance.models import Instance, LigneSeance, Seance
from convive.offre.models import ImportCofs, ImportServices, ServiceEquipement
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.prise_poste.models import LettreMission
from tests.acteurs.factories import create_annuaire, create_groupe_essai, create_poste_essai
from tests.contrat.objets import Objets
from tests.convention.factories import create_plan_essai
from tests.diagnostic.factories import (
    create_constat_essai,
    create_enjeu_essai,
    create_entretien_essai,
    create_indicateur_essai,
    create_parole_essai,
)
from tests.documents.factories import create_gel_note, create_piece_jointe
from tests.echanges.factories import publish
from tests.espaces.factories import create_compte, create_invitation, create_lien, create_membre, create_note_essai
from tests.finances.factories import create_parametre_essai
from tests.formation.factories_formation import (
    create_demande_essai,
    create_inscription_essai,
    create_programme_essai,
    create_session_essai,
)
from tests.formation.factories_pairs import create_question_essai
from tests.gouvernance.factories import (
    create_decision_essai,
    create_instance_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    create_siege,
)
from tests.gouvernance.factories import create_note_essai as create_note_decision
from tests.offre.factories import create_cof_essai, create_inventaire
from tests.plan_action.factories import create_fiche
from tests.prise_poste.factories import create_evaluation_essai

NOMBRE = 19


def create_lignes(objets: Objets) -> None:
    """Create the rows in the espace of a territory."""
    espace = Espace.objects.get(pk=objets["espace_uuid"])
    chargee = espace.created_by
    assert chargee is not None
    create_annuaire(espace, organisations=NOMBRE, personnes=NOMBRE)
    create_inventaire(espace, NOMBRE)
    for rang in range(NOMBRE):
        _create_annuaire(espace, rang)
        _create_membres(espace, rang)
        _create_diagnostic(espace, rang)
        _create_ctg(objets, chargee, rang)
        _create_instances(espace, objets, rang)
        create_note_essai(espace, f"Note {rang}")
        create_piece_jointe(espace, by=chargee, nom=f"Bilan {rang}.pdf", titre=f"Bilan {rang}")
        create_gel_note(espace, chargee, titre=f"Note figée {rang}")
        publish(chargee, espace, f"Question {rang}.")
        create_evaluation_essai(espace, chargee, jours=rang + 1)


def _create_annuaire(espace: Espace, rang: int) -> None:
    create_groupe_essai(espace, f"Groupe {rang}")
    create_poste_essai(espace, f"Poste {rang}")
    ScenarioFinances.objects.create(espace=espace, titre=f"Scénario {rang}")
    create_parametre_essai(espace, source=f"Courrier {rang}", date_debut=date(2000 + rang, 1, 1))
    create_cof_essai(espace, *ServiceEquipement.objects.filter(espace=espace)[:2], numero=f"2025-{rang}")
    for modele in (Import, ImportServices, ImportCofs):
        modele.objects.create(espace=espace, fichier_nom=f"{rang}.csv", statut="fait", fait_le=timezone.now())


def _create_membres(espace: Espace, rang: int) -> None:
    create_lien(create_membre(espace, create_compte(f"membre_{rang}"), "elu"))
    create_invitation(espace, f"invitee_{rang}@exemple.fr")


def _create_diagnostic(espace: Espace, rang: int) -> None:
    create_parole_essai(espace, f"Parole {rang}.")
    create_entretien_essai(espace)
    constat = create_constat_essai(espace, f"Constat {rang}.")
    create_enjeu_essai(espace, f"Enjeu {rang}", constats=(constat,))
    create_indicateur_essai(espace, f"Indicateur {rang}", mesures={2023: rang})


def _create_ctg(objets: Objets, chargee: Compte, rang: int) -> None:
    ctg = Ctg.objects.select_related("espace").get(pk=objets["ctg_uuid"])
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle=f"Jalon {rang}")
    ArticleConvention.objects.create(espace=ctg.espace, ctg=ctg, titre=f"Article {rang}", ordre=100 + rang)
    create_plan_essai(ctg.espace, chargee, nom=f"Plan {rang}")
    noeud = NoeudPlan.objects.get(pk=objets["noeud_uuid"])
    organisation = Organisation.objects.filter(espace=ctg.espace)[rang % 3]
    fiche = create_fiche(ctg, f"Action {rang}", noeud=noeud, ordre=10 + rang, organisation_porteuse=organisation)
    FicheAction.objects.filter(pk=fiche.pk).update(statut="validee")


def _create_instances(espace: Espace, objets: Objets, rang: int) -> None:
    create_seance_essai(create_instance_essai(espace, f"Instance {rang}"), rang + 11)
    copil = Instance.objects.get(pk=objets["instance_uuid"])
    create_siege(copil, f"Siège {rang}")
    for uuid in (objets["seance_uuid"], objets["gouvernance:seance_notes.seance_uuid"]):
        seance = Seance.objects.select_related("instance", "espace").get(pk=uuid)
        create_point_essai(copil, f"Point {rang}", seance=seance, ordre=10 + rang)
        create_participant_essai(seance, f"Personne {rang}")
        LigneSeance.objects.create(seance=seance, sorte="action", texte=f"Ligne {rang}.")
        create_decision_essai(espace, f"Décision {rang}.", seance=seance)
    create_note_decision(espace, f"Question {rang}\u00a0?")


def create_lignes_organisme(objets: Objets) -> None:
    """Create the rows in the espace of an organisme."""
    session = SessionFormation.objects.select_related("espace", "programme").get(pk=objets["session_uuid"])
    for rang in range(NOMBRE):
        create_inscription_essai(session, f"Personne {rang}")
        create_demande_essai(session.espace, organisation=f"Pays {rang}")
        create_question_essai(session.espace, titre=f"Question {rang} ?")
        create_programme_essai(session.espace, titre=f"Programme {rang}")
        create_session_essai(session.espace, session.programme, numero=f"2026-1{rang:02}")


def create_lettres(objets: Objets) -> None:
    """Create one letter for each of the past years."""
    espace = Espace.objects.get(pk=objets["espace_uuid"])
    for rang in range(NOMBRE):
        annee = timezone.localdate().year - rang - 1
        LettreMission.objects.create(
            espace=espace,
            compte=espace.created_by,
            agent="La chargée",
            annee=annee,
            date_debut=date(annee, 1, 1),
            date_fin=date(annee, 12, 31),
        )
