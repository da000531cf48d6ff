"""Who signed a convention is named in it: an act keeps its names."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from convive.comptes.donnees_personnelles import DonneesPersonne, Sort, donnees_personnelles
from convive.comptes.models import Compte
from convive.convention.models import RepriseChoix, Signataire


def _list_signataires(compte: Compte) -> QuerySet[Signataire]:
    """Found by name, or through the card of the directory, which bears her address."""
    concerned = Q(representant_nom__iexact=compte.nom_affiche) | Q(representant_actuel__email__iexact=compte.email)
    return Signataire.objects.filter(concerned).select_related("ctg__espace", "organisation")


def _export_signataire(signataire: Signataire) -> Mapping[str, object]:
    return {
        "espace": str(signataire.ctg.espace),
        "convention": str(signataire.ctg),
        "organisation": str(signataire.organisation),
        "représentée par": signataire.representant,
    }


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            Signataire,
            "Les conventions que vous avez signées pour une organisation",
            "Une convention signée est un acte public : elle garde le nom de qui l’a signée.",
            Sort.CONSERVER,
            _export_signataire,
            list_lignes=_list_signataires,
        ),
        DonneesPersonne(
            RepriseChoix,
            "Ce que vous avez décidé de reprendre d’une CTG dans la suivante",
            "La décision et son motif sont à l’équipe : ils restent, sous un nom de rôle.",
            Sort.ANONYMISER,
            lambda reprise: {
                "convention": str(reprise.ctg),
                "choix": reprise.get_choix_display(),
                "motif": reprise.motif,
                "date": reprise.le,
            },
            liens=("par",),
        ),
    )
