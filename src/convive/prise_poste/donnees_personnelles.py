"""What learning a post leaves about a person who has a compte."""

from convive.comptes.conservation import purges
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.prise_poste.actions.conservation import delete_prises_anciennes
from convive.prise_poste.models import AutoEvaluation, LettreMission, PrisePoste
from convive.prise_poste.models.parcours import get_suivis
from convive.prise_poste.rules.parcours import Choix
from convive.prise_poste.selectors.contenus import get_etapes, get_grille


def export_prise(prise: PrisePoste) -> dict[str, object]:
    titres = {etape.cle: etape.titre for etape in get_etapes()}
    return {
        "espace": str(prise.espace),
        "premier jour": prise.date_debut,
        "partagé le": prise.partage_le,
        "étapes": [
            {
                "étape": titres.get(cle, cle),
                "choix": Choix(suivi.choix).libelle if suivi.choix else "",
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
    donnees_personnelles.record(
        DonneesPersonne(
            PrisePoste,
            "Vos premiers jours sur un poste",
            "Le parcours n’est qu’à vous\u00a0: il est effacé, étapes comprises.",
            Sort.EFFACER,
            export_prise,
            liens=("compte",),
        ),
        DonneesPersonne(
            AutoEvaluation,
            "Vos auto-évaluations",
            "Elles ne sont qu’à vous, même celles que vous avez partagées\u00a0: elles sont effacées.",
            Sort.EFFACER,
            export_evaluation,
            liens=("compte",),
        ),
        DonneesPersonne(
            LettreMission,
            "Vos lettres de mission",
            "Une lettre de mission est un acte de l’employeur\u00a0: elle reste, adressée à votre fonction.",
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
    )
