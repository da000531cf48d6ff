"""The personal data of people as stagiaires, intervenants and contacts.

Someone enrolled by another person has an e-mail address here but perhaps no compte. Rows are found by this address only
if the compte has verified it, so that someone who registers with another person's address sees and erases nothing.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.selectors.adresse import build_filtre_adresse, build_filtre_effacement
from convive.formation.models import (
    DemandeFormation,
    Inscription,
    Intervenant,
    ObservationObjectif,
    OrganismeFormation,
    ProjetApporte,
    QuestionnaireSession,
    ReponseAtelier,
)
from convive.formation.models.inscription import make_jeton
from convive.formation.rules.enquetes import Enquete
from convive.formation.selectors.test_fin import correct

ECRITS = "Ils n’étaient qu’à vous\u00a0: ils sont effacés. "


def list_inscriptions(compte: Compte) -> QuerySet[Inscription]:
    return Inscription.objects.filter(Q(compte=compte) | build_filtre_adresse(compte))


def get_inscriptions_a_effacer(effacement: Effacement) -> QuerySet[Inscription]:
    return Inscription.objects.filter(Q(compte=effacement.compte) | build_filtre_effacement(effacement))


def export_inscription(inscription: Inscription) -> dict[str, object]:
    emargements = inscription.emargements.select_related("demi_journee")
    return {
        "session": str(inscription.session),
        "état": inscription.get_etat_display(),
        "fonction": inscription.fonction,
        "employeur": inscription.employeur,
        "financeur": inscription.financeur,
        "adaptation demandée": inscription.adaptation,
        "adaptation faite": inscription.adaptation_faite,
        "présences": [
            {
                "demi-journée": str(row.demi_journee),
                "présence": row.get_presence_display(),
                "arrivée en retard de (minutes)": row.retard_minutes,
                "départ en avance de (minutes)": row.depart_minutes,
                "pourquoi": row.motif,
                "signé le": row.signe_le,
            }
            for row in emargements
        ],
        "documents": [str(document) for document in inscription.documents.all()],
    }


def rename_inscriptions(effacement: Effacement) -> None:
    """Disable her private link, and erase her adaptation and what she wrote alone. What a group wrote is kept without
    her name. This must run before her address is erased, since rows are found by it."""
    rows = get_inscriptions_a_effacer(effacement)
    delete_ecrits(rows)
    for inscription in rows:
        inscription.nom = effacement.noms.get(inscription.espace_id)
        for champ in ("email", "telephone", "adaptation", "employeur_contact", "employeur_email", "financeur_email"):
            setattr(inscription, champ, "")
        inscription.jeton = make_jeton()
        inscription.save()


def delete_ecrits(inscriptions: QuerySet[Inscription]) -> None:
    cles = list(inscriptions.values_list("pk", flat=True))
    ReponseAtelier.objects.filter(inscription__in=cles).delete()
    ReponseAtelier.objects.filter(ecrit_par__in=cles).update(ecrit_par=None)
    ProjetApporte.objects.filter(inscription__in=cles).delete()
    ObservationObjectif.objects.filter(inscription__in=cles).delete()
    # Her needs are read person by person: they are in no total.
    besoins = QuestionnaireSession.objects.filter(inscription__in=cles, cle=Enquete.BESOIN.value)
    besoins.update(reponses={}, updated_at=timezone.now())


def list_reponses(compte: Compte) -> QuerySet[ReponseAtelier]:
    """Her own answers, and those of her groups that she was the last to edit."""
    siennes = list_inscriptions(compte).values("pk")
    rows = ReponseAtelier.objects.filter(Q(inscription__in=siennes) | Q(ecrit_par__in=siennes))
    return rows.select_related("atelier__session")


def export_reponse(reponse: ReponseAtelier) -> dict[str, object]:
    return {
        "session": str(reponse.atelier.session),
        "atelier": str(reponse.atelier),
        "case": reponse.champ,
        "écrit": "en groupe" if reponse.groupe_id else "pour vous",
        "note": reponse.niveau,
        "texte": reponse.texte,
    }


def list_projets(compte: Compte) -> QuerySet[ProjetApporte]:
    rows = ProjetApporte.objects.filter(inscription__in=list_inscriptions(compte).values("pk"))
    return rows.select_related("atelier__session")


def list_observations(compte: Compte) -> QuerySet[ObservationObjectif]:
    rows = ObservationObjectif.objects.filter(inscription__in=list_inscriptions(compte).values("pk"))
    return rows.select_related("inscription__session")


def export_observation(row: ObservationObjectif) -> dict[str, object]:
    return {
        "session": str(row.inscription.session),
        "objectif": row.objectif,
        "niveau": row.get_niveau_display(),
        "un mot": row.mot,
        "noté le": row.updated_at,
    }


def rename_intervenants(effacement: Effacement) -> None:
    """Replace the names with that of the role; a second person with the same role in a session gets a number, since
    names are unique there."""
    for intervenant in Intervenant.objects.filter(compte=effacement.compte).select_related("session"):
        nom = effacement.noms.get(intervenant.session.espace_id)
        pris = Intervenant.objects.filter(session=intervenant.session).exclude(pk=intervenant.pk)
        noms, rang = set(pris.values_list("nom", flat=True)), 2
        intervenant.nom, intervenant.email = nom, ""
        while intervenant.nom in noms:
            intervenant.nom, rang = f"{nom} ({rang})", rang + 1
        intervenant.save()


def rename_demandes(effacement: Effacement) -> None:
    for demande in DemandeFormation.objects.filter(build_filtre_effacement(effacement)):
        demande.nom, demande.telephone = effacement.noms.get(demande.espace_id), ""
        demande.email = f"efface-{demande.pk}@exemple.invalid"
        demande.save()


def forget_contact(effacement: Effacement) -> None:
    rows = OrganismeFormation.objects.filter(build_filtre_effacement(effacement, "contact_email"))
    rows.update(contact_nom="", contact_email="")


def rename_questionnaires(effacement: Effacement) -> None:
    """Keep the answers for the totals, without a name, and disable the link that was sent."""
    for row in _get_questionnaires(effacement.compte, build_filtre_effacement(effacement)):
        row.nom = effacement.noms.get(row.session.espace_id) if row.email else ""
        # A distinct address for each row, so that two financeurs of a session remain two.
        row.email = "" if row.inscription_id or row.intervenant_id else f"{row.pk.hex}@efface.invalid"
        row.jeton = make_jeton()
        row.save()


def list_questionnaires(compte: Compte) -> QuerySet[QuestionnaireSession]:
    siennes = list_inscriptions(compte).values("pk")
    return _get_questionnaires(compte, build_filtre_adresse(compte) | Q(email="", inscription__in=siennes))


def _get_questionnaires(compte: Compte, autres: Q) -> QuerySet[QuestionnaireSession]:
    siens = autres | Q(email="", inscription__compte=compte) | Q(intervenant__compte=compte)
    return QuestionnaireSession.objects.filter(siens).select_related("session__espace")


def export_questionnaire(row: QuestionnaireSession) -> dict[str, object]:
    """A test is given with its questions, since its answers are only keys."""
    reponses: object = row.reponses
    if row.cle == Enquete.TEST_FIN:
        reponses = {ligne.question.texte: ligne.dite for ligne in correct(row).lignes if ligne.reponse}
    return {
        "session": str(row.session),
        "questionnaire": str(row),
        "terminé le": row.termine_le,
        "réponses": reponses,
    }


def record_donnees_sessions() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            Inscription,
            "Vos inscriptions à des formations",
            "L’organisme doit garder la preuve de ce qu’il a fait\u00a0: l’inscription reste, sans votre nom. Les "
            "feuilles signées et les documents émis restent tels quels jusqu’à la fin de leur durée de conservation.",
            Sort.ANONYMISER,
            export_inscription,
            liens=("compte",),
            noms=("nom", "email", "telephone", "employeur_contact", "employeur_email", "financeur_email"),
            list_lignes=list_inscriptions,
            efface=rename_inscriptions,
        ),
        DonneesPersonne(
            ReponseAtelier,
            "Ce que vous avez écrit dans les ateliers d’une formation",
            f"{ECRITS}Ce que votre groupe a écrit reste au groupe, et ne dit plus par qui.",
            Sort.EFFACER,
            export_reponse,
            list_lignes=list_reponses,
            efface=lambda effacement: delete_ecrits(get_inscriptions_a_effacer(effacement)),
        ),
        DonneesPersonne(
            ProjetApporte,
            "Le projet que vous avez apporté à une lecture critique",
            f"{ECRITS}Personne d’autre ne l’a lu.",
            Sort.EFFACER,
            lambda projet: {"session": str(projet.atelier.session), "titre": projet.titre, "texte": projet.texte},
            list_lignes=list_projets,
            efface=lambda effacement: delete_ecrits(get_inscriptions_a_effacer(effacement)),
        ),
        DonneesPersonne(
            ObservationObjectif,
            "Ce que l’on a observé de vous pendant une formation",
            "Ces notes s’effacent. Une attestation déjà émise reste telle quelle.",
            Sort.EFFACER,
            export_observation,
            list_lignes=list_observations,
            efface=lambda effacement: delete_ecrits(get_inscriptions_a_effacer(effacement)),
        ),
        DonneesPersonne(
            QuestionnaireSession,
            "Vos réponses aux questionnaires de formation",
            "Elles restent dans les totaux de la session, sans votre nom ni votre adresse. Ce que vous avez dit de vos "
            "besoins s’efface.",
            Sort.ANONYMISER,
            export_questionnaire,
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
            list_lignes=lambda compte: OrganismeFormation.objects.filter(build_filtre_adresse(compte, "contact_email")),
            efface=forget_contact,
        ),
        DonneesPersonne(
            Intervenant,
            "Les sessions que vous animez",
            "Qui a animé une session fait partie de sa preuve : la ligne reste, au nom de votre fonction.",
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
            list_lignes=lambda compte: DemandeFormation.objects.filter(build_filtre_adresse(compte)),
            efface=rename_demandes,
        ),
    )
