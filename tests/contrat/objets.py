"""The URL arguments of an espace that has one of everything."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Import
from convive.comptes.models import Compte
from convive.convention.models import Jalon
from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.documents.actions.travail import submit_travail
from convive.espaces.models import Espace, Role
from convive.finances.models import ScenarioFinances
from convive.formation.actions.document import create_documents
from convive.formation.actions.programme import create_publication
from convive.formation.models import DemiJournee, NouvelleVeille, OrganismeFormation, TerritoireExercice
from convive.formation.rules.document import SorteDocument
from convive.gouvernance.models import CibleDecision, Decision, LigneSeance
from convive.offre.models import ImportCofs, ImportServices
from convive.plan_action.models import ImportPlan, ReponsePilote
from convive.prise_poste.actions.outil import create_outil
from convive.prise_poste.selectors.contenus import get_outils
from tests.acteurs.factories import (
    create_echange_essai,
    create_fonction_essai,
    create_groupe_essai,
    create_organisation_essai,
    create_personne_essai,
    create_poste_essai,
)
from tests.acteurs.factories import create_lettre_essai as create_lettre_groupe
from tests.convention.factories import (
    create_avenant_essai,
    create_ctg_essai,
    create_plan_essai,
    create_texte,
    get_signataire,
)
from tests.diagnostic.chapitres import get_chapitre
from tests.diagnostic.factories import (
    create_constat_essai,
    create_enjeu_essai,
    create_entretien_essai,
    create_indicateur_essai,
    create_parole_essai,
    create_tour_essai,
)
from tests.documents.factories import create_gel_note, create_modele, create_piece_jointe
from tests.echanges.factories import publish
from tests.espaces.factories import create_compte, create_note_essai, create_thematique
from tests.finances.factories import create_ligne_essai, create_parametre_essai
from tests.formation.factories_atelier import create_atelier_essai
from tests.formation.factories_formation import (
    create_demande_essai,
    create_inscription_essai,
    create_organisme_essai,
    create_session_essai,
)
from tests.formation.factories_pairs import create_question_essai
from tests.gouvernance.factories import create_gouvernance, create_siege
from tests.gouvernance.factories import create_note_essai as create_note_decision
from tests.offre.factories import create_cof_essai, create_service_essai
from tests.plan_action.factories import create_plan_actions
from tests.prise_poste.factories import create_evaluation_essai, create_lettre_essai, create_prise_essai

Objets = dict[str, Any]


def build_objets(espace: Espace, chargee: Compte, elue: Compte, organisme: OrganismeFormation) -> Objets:
    """The objects of the espace of a territory. What only its author can open or change belongs to the élue, except
    what is personal in the prise de poste, which belongs to the chargée."""
    objets: Objets = {"espace_uuid": espace.pk}
    objets |= _build_acteurs(espace, chargee)
    objets |= _build_offre(espace)
    objets |= _build_diagnostic(espace, chargee)
    objets |= _build_ctg(espace, chargee)
    objets |= _build_documents(espace, chargee, elue)
    objets |= _build_poste(espace, chargee, organisme)
    note = create_note_essai(espace)
    commentaire = publish(elue, espace, "Une question à toutes et à tous.")
    conseillere = espace.membres.get(role=Role.CONSEILLER_CAF)
    return objets | {
        "membre_uuid": conseillere.pk,
        # A link that asks the conseillère to confirm her place; the help of a page.
        "espaces:lien_create?": f"?geste=confirmer_place&objet=membre:{conseillere.pk}",
        "formation:aide_detail?": f"?page={reverse('espaces:espace_detail', args=[espace.pk])}",
        "espaces:note_uuid": note.pk,
        "espaces:cle": "note",
        "espaces:objet_uuid": note.pk,
        "version_uuid": note.versions.get().pk,
        "discussion_uuid": commentaire.discussion_id,
        "commentaire_uuid": commentaire.pk,
        "echanges:objet_type": "espace",
        "echanges:objet_uuid": espace.pk,
    }


def _build_acteurs(espace: Espace, chargee: Compte) -> Objets:
    organisation = create_organisation_essai(espace)
    personne = create_personne_essai(espace)
    # Imported, since only its author can see a file that is still being checked.
    fichier = Import.objects.create(espace=espace, fichier_nom="a.csv", statut="fait", fait_le=timezone.now())
    return {
        "organisation_uuid": organisation.pk,
        "personne_uuid": personne.pk,
        "fonction_uuid": create_fonction_essai(personne, organisation).pk,
        "groupe_uuid": create_groupe_essai(espace).pk,
        "echange_uuid": create_echange_essai(chargee, organisation, suite="Rappeler", suite_le=date(2026, 3, 9)).pk,
        "acteurs:lettre_uuid": create_lettre_groupe(chargee, espace, personne).pk,
        "poste_uuid": create_poste_essai(espace, employeur=organisation).pk,
        "acteurs:import_uuid": fichier.pk,
        "acteurs:cle": "organisation",
        "gardee_uuid": organisation.pk,
        "autre_uuid": create_organisation_essai(espace, "Les passeurs du Gue").pk,
    }


def _build_offre(espace: Espace) -> Objets:
    service = create_service_essai(espace)
    fait: dict[str, Any] = {"espace": espace, "fichier_nom": "a.csv", "statut": "fait", "fait_le": timezone.now()}
    return {
        "service_uuid": service.pk,
        "offre:annee": 2025,
        "cof_uuid": create_cof_essai(espace, service).pk,
        "parametre_uuid": create_parametre_essai(espace).pk,
        "finances:scenario_uuid": ScenarioFinances.objects.create(espace=espace, titre="Moins de Caf").pk,
        "offre:cle": "rpe",
        "offre:import_uuid": ImportServices.objects.create(**fait).pk,
        "offre:import_cof_detail.import_uuid": ImportCofs.objects.create(**fait).pk,
    }


def _build_diagnostic(espace: Espace, chargee: Compte) -> Objets:
    diagnostic = create_diagnostic(by=chargee, espace=espace)
    enjeu = create_enjeu_essai(espace)
    # With an open vote.
    create_tour_essai(espace)
    return {
        "parole_uuid": create_parole_essai(espace).pk,
        "diagnostic:note_uuid": create_entretien_essai(espace).pk,
        "constat_uuid": create_constat_essai(espace).pk,
        "enjeu_uuid": enjeu.pk,
        "thematique_uuid": create_thematique(espace, "Jeunesse").pk,
        "diagnostic_uuid": diagnostic.pk,
        "chapitre_uuid": get_chapitre(diagnostic).pk,
        "indicateur": "part_65p",
        "indicateur_uuid": create_indicateur_essai(espace, mesures={2023: 4}).pk,
        "diagnostic:annee": 2023,
        "diagnostic:format": "csv",
        "diagnostic:indicateur_carte_export.format": "svg",
    }


def _build_ctg(espace: Espace, chargee: Compte) -> Objets:
    """The CTG, its plan, its instances."""
    ctg = create_ctg_essai(espace, chargee)
    plan = create_plan_actions(ctg, chargee)
    # Imported, since only its author can see a file that is still being checked.
    fichier = ImportPlan.objects.create(
        espace=espace,
        ctg=ctg,
        created_by=chargee,
        fichier_nom="plan.xlsx",
        statut="fait",
        fait_le=timezone.now(),
        bilan={"creees": 1, "changees": 0, "noeuds": 2},
    )
    create_ligne_essai(plan.complete, "produit", 1000)
    gouvernance, organisation = create_gouvernance(espace), plan.complete.organisation_porteuse
    assert organisation is not None
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=organisation)
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="fiche_action", objet_uuid=plan.complete.pk)
    note = create_note_decision(espace)
    ligne = LigneSeance.objects.create(seance=gouvernance.close, sorte="action", texte="Appeler la Caf.")
    closes = ("notes", "dossier", "convocation", "presences", "presentation", "cloture")
    return {
        "ctg_uuid": ctg.pk,
        "signataire_uuid": get_signataire(ctg).pk,
        "jalon_uuid": Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon").pk,
        "avenant_uuid": create_avenant_essai(ctg, chargee).pk,
        "article_uuid": create_texte(ctg, chargee)[0].pk,
        "convention:numero": 1,
        "plan_uuid": create_plan_essai(espace, chargee).pk,
        "fiche_uuid": plan.complete.pk,
        "code_commune": "86078",
        "reponse_uuid": ReponsePilote.objects.create(fiche=plan.complete, recue_le=timezone.now()).pk,
        "plan_action:cle": "guichet_petite_enfance",
        "plan_action:sorte": "fiche",
        "element_uuid": plan.complete.pk,
        "noeud_uuid": plan.objectif.pk,
        "plan_action:import_uuid": fichier.pk,
        "instance_uuid": gouvernance.copil.pk,
        "siege_uuid": create_siege(gouvernance.copil, "Une maire").pk,
        # Convened, so open to everyone who may read instances.
        "seance_uuid": gouvernance.convoquee.pk,
        **{f"gouvernance:seance_{page}.seance_uuid": gouvernance.close.pk for page in closes},
        "gouvernance:ligne_update.seance_uuid": gouvernance.close.pk,
        "gouvernance:ligne_uuid": ligne.pk,
        "gouvernance:format": "csv",
        "gouvernance:etape": "la-ctg",
        "gouvernance:note_uuid": note.pk,
        "scenario_uuid": note.scenarios.all()[0].pk,
        "decision_uuid": gouvernance.decision.pk,
        "gouvernance:engagement_update.organisation_uuid": organisation.pk,
        "gouvernance:engagement_update.objet_type": "decision",
        "gouvernance:engagement_update.objet_uuid": gouvernance.decision.pk,
        "gouvernance:effet_create.objet_type": "fiche_action",
        "gouvernance:effet_create.objet_uuid": plan.complete.pk,
    }


def _build_documents(espace: Espace, chargee: Compte, elue: Compte) -> Objets:
    gel = create_gel_note(espace, chargee)
    return {
        "modele_uuid": create_modele(espace).pk,
        "documents:format": "odt",
        "documents:objet_type": "espace",
        "documents:objet_uuid": espace.pk,
        # Added by someone who is not a membre, because rights on one's own attachments are tested in `documents`.
        "piece_uuid": create_piece_jointe(espace, by=create_compte(f"deposante_{espace.pk}")).pk,
        "documents:numero": 1,
        "gel_uuid": gel.pk,
        "documents:gel_create.objet_type": "note",
        "documents:gel_create.objet_uuid": gel.objet_uuid,
        "travail_uuid": submit_travail(by=elue, type_travail="essai_bref", espace=espace).pk,
    }


def _build_poste(espace: Espace, chargee: Compte, organisme: OrganismeFormation) -> Objets:
    """The objects of someone new in the post: what she shares, and what she does not."""
    lettre = create_lettre_essai(espace, chargee)
    return {
        "prise_poste:etape_detail.cle": "veille",
        "prise_uuid": create_prise_essai(espace, chargee, partage_le=timezone.now()).pk,
        "evaluation_uuid": create_evaluation_essai(espace, chargee, partage_le=timezone.now()).pk,
        "prise_poste:auto_evaluation_update.evaluation_uuid": create_evaluation_essai(
            espace, chargee, terminee_le=None
        ).pk,
        "lettre_uuid": lettre.pk,
        "objectif_uuid": lettre.objectifs.get().pk,
        "outil_uuid": create_outil(by=chargee, espace=espace, outil=get_outils()["frise"]).pk,
        "organisme_uuid": organisme.espace_id,
        "question_uuid": create_question_essai(organisme.espace).pk,
    }


def build_objets_organisme(chargee: Compte, nom: str) -> Objets:
    """The objects of the espace of an organisme that is open to all teams."""
    organisme = create_organisme_essai(chargee, nom)
    OrganismeFormation.objects.filter(pk=organisme.pk).update(pairs_ouverts=True)
    session = create_session_essai(organisme.espace)
    publication = create_publication(by=chargee, programme=session.programme, today=timezone.localdate())
    (document,) = create_documents(by=chargee, session=session, sorte=SorteDocument.REGLEMENT, now=timezone.localtime())
    return {
        "espace_uuid": organisme.espace_id,
        "organisme": organisme,
        "session_uuid": session.pk,
        "inscription_uuid": create_inscription_essai(session).pk,
        "programme_uuid": session.programme_id,
        "numero": publication.numero,
        "sequence_uuid": session.programme.sequences.all()[0].pk,
        "demande_uuid": create_demande_essai(organisme.espace).pk,
        "formation:cle": "attestation",
        "demi_uuid": DemiJournee.objects.filter(session=session)[0].pk,
        "document_uuid": document.pk,
        "atelier_uuid": create_atelier_essai(session).pk,
        # The register that all readers may read and trainers may write; others are in views/test_registre_update.py.
        "registre": "veille",
        "formation:ligne_uuid": NouvelleVeille.objects.create(
            espace=session.espace, axe="metiers", date=timezone.localdate(), titre="Un décret"
        ).pk,
        "exercice_uuid": TerritoireExercice.objects.create(espace=session.espace, session=session, nom="Groupe A").pk,
        "question_uuid": create_question_essai(organisme.espace).pk,
    }
