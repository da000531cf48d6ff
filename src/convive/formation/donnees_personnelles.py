"""What learning a post leaves about a person who has a compte."""

from django.db.models import Q, QuerySet

from convive.comptes.conservation import purges
from convive.comptes.donnees_personnelles import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.models import Compte
from convive.formation.actions.conservation import (
    delete_demandes_anciennes,
    delete_prises_anciennes,
    delete_sessions_anciennes,
)
from convive.formation.models import (
    AutoEvaluation,
    DemandeFormation,
    Inscription,
    Intervenant,
    LettreMission,
    OrganismeFormation,
    PrisePoste,
    PublicationProgramme,
    QuestionnaireSession,
)
from convive.formation.models.inscription import make_jeton
from convive.formation.models.parcours import get_suivis
from convive.formation.rules.parcours import LIBELLES_CHOIX, Choix
from convive.formation.selectors.contenus import get_etapes, get_grille


def export_prise(prise: PrisePoste) -> dict[str, object]:
    titres = {etape.cle: etape.titre for etape in get_etapes()}
    return {
        "espace": str(prise.espace),
        "premier jour": prise.date_debut,
        "partagé le": prise.partage_le,
        "étapes": [
            {
                "étape": titres.get(cle, cle),
                "choix": LIBELLES_CHOIX[Choix(suivi.choix)] if suivi.choix else "",
                "faite le": suivi.faite_le,
                "pourquoi": suivi.motif,
                "premier jour choisi": suivi.jour,
            }
            for cle, suivi in get_suivis(prise).items()
        ],
    }


def export_evaluation(evaluation: AutoEvaluation) -> dict[str, object]:
    noms = {item.cle: item.nom for item in get_grille().items}
    return {
        "espace": str(evaluation.espace),
        "date": evaluation.date,
        "terminée le": evaluation.terminee_le,
        "partagée le": evaluation.partage_le,
        "réponses": [
            {"compétence": noms.get(note.item, note.item), "niveau": note.niveau, "commentaire": note.commentaire}
            for note in evaluation.notes.all()
        ],
    }


def rename_lettres(effacement: Effacement) -> None:
    """« one a year for each agent » holds: a second lettre of the same year and role gets a number."""
    for lettre in LettreMission.objects.filter(compte=effacement.compte):
        nom = effacement.noms.get(lettre.espace_id)
        pris = LettreMission.objects.filter(espace=lettre.espace_id, annee=lettre.annee).exclude(pk=lettre.pk)
        noms, rang = set(pris.values_list("agent", flat=True)), 2
        lettre.agent = nom
        while lettre.agent in noms:
            lettre.agent, rang = f"{nom} ({rang})", rang + 1
        lettre.save()


def export_inscription(inscription: Inscription) -> dict[str, object]:
    return {
        "session": str(inscription.session),
        "état": inscription.get_etat_display(),
        "fonction": inscription.fonction,
        "employeur": inscription.employeur,
        "financeur": inscription.financeur,
        "adaptation demandée": inscription.adaptation,
        "adaptation faite": inscription.adaptation_faite,
    }


def rename_inscriptions(effacement: Effacement) -> None:
    """Her personal address is closed; what she asked to be adapted to her is forgotten."""
    for inscription in Inscription.objects.filter(Q(compte=effacement.compte) | Q(email__iexact=effacement.email)):
        inscription.nom = effacement.noms.get(inscription.espace_id)
        for champ in ("email", "telephone", "adaptation", "employeur_contact", "employeur_email", "financeur_email"):
            setattr(inscription, champ, "")
        inscription.jeton = make_jeton()
        inscription.save()


def rename_intervenants(effacement: Effacement) -> None:
    """« once in a session » holds: a second person of the same role gets a number."""
    for intervenant in Intervenant.objects.filter(compte=effacement.compte).select_related("session"):
        nom = effacement.noms.get(intervenant.session.espace_id)
        pris = Intervenant.objects.filter(session=intervenant.session).exclude(pk=intervenant.pk)
        noms, rang = set(pris.values_list("nom", flat=True)), 2
        intervenant.nom, intervenant.email = nom, ""
        while intervenant.nom in noms:
            intervenant.nom, rang = f"{nom} ({rang})", rang + 1
        intervenant.save()


def rename_demandes(effacement: Effacement) -> None:
    for demande in DemandeFormation.objects.filter(email__iexact=effacement.email):
        demande.nom, demande.telephone = effacement.noms.get(demande.espace_id), ""
        demande.email = f"efface-{demande.pk}@exemple.invalid"
        demande.save()


def forget_contact(effacement: Effacement) -> None:
    OrganismeFormation.objects.filter(contact_email__iexact=effacement.email).update(contact_nom="", contact_email="")


def rename_questionnaires(effacement: Effacement) -> None:
    """What was answered stays in the totals, without a name; the address that was sent opens nothing any more."""
    for row in list_questionnaires(effacement.compte):
        row.nom = effacement.noms.get(row.session.espace_id) if row.email else ""
        # Two funders of a session stay two.
        row.email = "" if row.inscription_id or row.intervenant_id else f"{row.pk.hex}@efface.invalid"
        row.jeton = make_jeton()
        row.save()


def list_questionnaires(compte: Compte) -> QuerySet[QuestionnaireSession]:
    siens = Q(email__iexact=compte.email) | Q(email="", inscription__compte=compte) | Q(intervenant__compte=compte)
    return QuestionnaireSession.objects.filter(siens).select_related("session__espace")


def record_donnees() -> None:
    purges.record("prise_poste", delete_prises_anciennes)
    purges.record("demandes_formation", delete_demandes_anciennes)
    purges.record("sessions_formation", delete_sessions_anciennes)
    donnees_personnelles.record(
        DonneesPersonne(
            PrisePoste,
            "Vos premiers jours sur un poste",
            "Le parcours n’est qu’à vous\u00a0: il part avec vous, étapes comprises.",
            Sort.EFFACER,
            export_prise,
            liens=("compte",),
        ),
        DonneesPersonne(
            AutoEvaluation,
            "Vos auto-évaluations",
            "Elles ne sont qu’à vous, même celles que vous avez partagées\u00a0: elles partent avec vous.",
            Sort.EFFACER,
            export_evaluation,
            liens=("compte",),
        ),
        DonneesPersonne(
            LettreMission,
            "Vos lettres de mission",
            "Une lettre de mission est un acte de l’employeur\u00a0: elle reste, adressée à un nom de rôle.",
            Sort.ANONYMISER,
            lambda lettre: {
                "espace": str(lettre.espace),
                "année": lettre.annee,
                "poste": lettre.intitule,
                "objectifs": [str(objectif) for objectif in lettre.objectifs.all()],
            },
            liens=("compte",),
            noms=("agent",),
            efface=rename_lettres,
        ),
        DonneesPersonne(
            Inscription,
            "Vos inscriptions à des formations",
            "L’organisme doit garder la preuve de ce qu’il a fait : l’inscription reste, sans votre nom.",
            Sort.ANONYMISER,
            export_inscription,
            liens=("compte",),
            noms=("nom", "email", "telephone", "employeur_contact", "employeur_email", "financeur_email"),
            list_lignes=lambda compte: Inscription.objects.filter(Q(compte=compte) | Q(email__iexact=compte.email)),
            efface=rename_inscriptions,
        ),
        DonneesPersonne(
            QuestionnaireSession,
            "Vos réponses aux questionnaires de formation",
            "Elles restent dans les totaux de la session, sans votre nom ni votre adresse.",
            Sort.ANONYMISER,
            lambda row: {
                "session": str(row.session),
                "questionnaire": str(row),
                "terminé le": row.termine_le,
                "réponses": row.reponses,
            },
            noms=("nom", "email"),
            list_lignes=list_questionnaires,
            efface=rename_questionnaires,
        ),
        DonneesPersonne(
            OrganismeFormation,
            "Les organismes de formation dont vous êtes le contact",
            "Votre nom et votre adresse y étaient donnés\u00a0: ils s’effacent, l’organisme en donne d’autres.",
            Sort.ANONYMISER,
            lambda organisme: {"organisme": organisme.raison_sociale, "contact": organisme.contact_nom},
            noms=("contact_nom", "contact_email"),
            list_lignes=lambda compte: OrganismeFormation.objects.filter(contact_email__iexact=compte.email),
            efface=forget_contact,
        ),
        DonneesPersonne(
            Intervenant,
            "Les sessions que vous animez",
            "Qui a animé une session fait partie de sa preuve : la ligne reste, à un nom de rôle.",
            Sort.ANONYMISER,
            lambda intervenant: {"session": str(intervenant.session), "rôle": intervenant.role},
            liens=("compte",),
            noms=("nom", "email"),
            efface=rename_intervenants,
        ),
        DonneesPersonne(
            DemandeFormation,
            "Les formations que vous avez demandées",
            "La demande de votre organisation reste, sans votre nom.",
            Sort.ANONYMISER,
            lambda demande: {"organisation": demande.organisation, "réponses": demande.reponses},
            noms=("nom", "email", "telephone"),
            list_lignes=lambda compte: DemandeFormation.objects.filter(email__iexact=compte.email),
            efface=rename_demandes,
        ),
        DonneesPersonne(
            PublicationProgramme,
            "Les programmes de formation que vous avez publiés",
            "Ce que le public a lu reste ; votre nom n’est plus à côté.",
            Sort.ANONYMISER,
            lambda publication: {"programme": str(publication), "publié le": publication.date},
            liens=("created_by",),
        ),
    )
