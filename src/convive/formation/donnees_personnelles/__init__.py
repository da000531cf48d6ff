"""What learning a post leaves about a person who has a compte; what training leaves is in `sessions` and
`pairs`."""

from convive.comptes.conservation import purges
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.formation.actions.conservation import (
    delete_demandes_anciennes,
    delete_prises_anciennes,
    delete_sessions_anciennes,
)
from convive.formation.donnees_personnelles.pairs import record_donnees_pairs
from convive.formation.donnees_personnelles.sessions import record_donnees_sessions
from convive.formation.models import (
    AutoEvaluation,
    LettreMission,
    PrisePoste,
    PublicationProgramme,
)
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
            PublicationProgramme,
            "Les programmes de formation que vous avez publiés",
            "Ce que le public a lu reste ; votre nom n’est plus à côté.",
            Sort.ANONYMISER,
            lambda publication: {"programme": str(publication), "publié le": publication.date},
            liens=("created_by",),
        ),
    )
    # Before the inscriptions lose the address by which one finds a place.
    record_donnees_pairs()
    record_donnees_sessions()
