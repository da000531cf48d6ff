"""Who signed a convention is named in it: an act keeps its names."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from convive.comptes.donnees_personnelles import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.models import Compte
from convive.convention.models import ArticleConvention, RepriseChoix, Signataire


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


def _rename_versions(effacement: Effacement) -> None:
    versions = ArticleConvention.versions.filter(history_user=effacement.compte)
    for espace_uuid in set(versions.order_by().values_list("espace_id", flat=True)):
        versions.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


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
        DonneesPersonne(
            ArticleConvention,
            "Les articles de convention que vous avez écrits",
            "Une convention est à ses signataires : le texte reste, sous un nom de rôle.",
            Sort.ANONYMISER,
            lambda article: {"espace": str(article.espace), "article": article.titre, "créé le": article.created_at},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            ArticleConvention.versions.model,
            "Les versions des articles que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"article": version.titre, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
    )
