"""Who signed a convention is named in it: an act keeps its names."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.selectors.adresse import build_filtre_adresse
from convive.convention.models import ArticleConvention, RepriseChoix, Signataire


def _list_signataires(compte: Compte) -> QuerySet[Signataire]:
    """Found through her card of the directory, which bears the address that she proved: it represents the organisation
    today, or bears the name of who signed. The name of a compte proves nothing, anybody may choose it."""
    cartes = Personne.objects.filter(build_filtre_adresse(compte), espace=OuterRef("ctg__espace"))
    nommees = cartes.annotate(ecrit=Trim(Concat("prenom", Value(" "), "nom")))
    siennes = nommees.filter(Q(pk=OuterRef("representant_actuel")) | Q(ecrit__iexact=OuterRef("representant_nom")))
    concerned = Exists(siennes.order_by())
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
            "Une convention signée est un acte public : elle garde le nom du signataire.",
            Sort.CONSERVER,
            _export_signataire,
            list_lignes=_list_signataires,
        ),
        DonneesPersonne(
            RepriseChoix,
            "Ce que vous avez décidé de reprendre d’une CTG dans la suivante",
            "La décision et son motif sont à l’équipe : ils restent, au nom de votre fonction.",
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
            "Une convention est à ses signataires : le texte reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda article: {"espace": str(article.espace), "article": article.titre, "créé le": article.created_at},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            ArticleConvention.versions.model,
            "Les versions des articles que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"article": version.titre, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
    )
