"""The personal data of « Entre pairs »: erasure deletes the person's row, and keeps her texts without an author."""

from django.db.models import Q, QuerySet

from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.formation.donnees_personnelles.sessions import get_inscriptions_a_effacer, list_inscriptions
from convive.formation.models import Pair
from convive.formation.selectors.pairs import name_themes


def list_pairs(compte: Compte) -> QuerySet[Pair]:
    """The pairs of a compte, including those of inscriptions found by its verified address."""
    siens = Q(compte=compte) | Q(inscription__in=list_inscriptions(compte).values("pk"))
    return Pair.objects.filter(siens).select_related("espace")


def forget_pairs(effacement: Effacement) -> None:
    siennes = get_inscriptions_a_effacer(effacement).values("pk")
    Pair.objects.filter(Q(compte=effacement.compte) | Q(inscription__in=siennes)).delete()


def export_pair(pair: Pair) -> dict[str, object]:
    return {
        "organisme": str(pair.espace),
        "nom montré": pair.nom,
        "organisation": pair.organisation,
        "peut aider sur": list(name_themes(pair.domaines)),
        "comment vous joindre": pair.contact,
        "questions": [f"{question.titre}\n{question.texte}" for question in pair.questionpairs.all()],
        "réponses": [reponse.texte for reponse in pair.reponsepairs.all()],
    }


def record_donnees_pairs() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            Pair,
            "Votre participation à «\u00a0Entre pairs\u00a0»",
            "Elle s’efface, avec ce que vous disiez dans l’annuaire\u00a0; vos questions et vos réponses "
            "restent, d’«\u00a0Une personne\u00a0».",
            Sort.EFFACER,
            export_pair,
            liens=("compte",),
            noms=("nom", "organisation", "contact"),
            list_lignes=list_pairs,
            efface=forget_pairs,
        ),
    )
