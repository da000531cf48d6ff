"""What the other packages may point at: a CTG, an avenant, a signatory, a milestone, an article, another plan."""

from uuid import UUID

from django.urls import reverse

from convive.convention.models import (
    ArticleConvention,
    Avenant,
    Ctg,
    Jalon,
    LienPlan,
    OrientationPlan,
    PlanExterne,
    Signataire,
)
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.ctg import DROIT_LIRE
from convive.convention.rules.plans import DROIT_LIRE_PLANS
from convive.documents.porteurs import Porteur, porteurs
from convive.echanges.lecteurs import filter_par_droit
from convive.echanges.panneau import record_echanges
from convive.espaces.objets import get_espace_uuid
from convive.espaces.textes import TypeTexte, textes
from convive.socle.objets import TypeObjet, objets
from convive.socle.texte import get_texte_nu


def get_url_ctg(ctg: Ctg) -> str:
    return reverse("convention:ctg_detail", args=[ctg.espace_id, ctg.pk])


def get_url_avenant(avenant: Avenant) -> str:
    return reverse("convention:avenant_detail", args=[avenant.espace_id, avenant.ctg_id, avenant.pk])


def get_url_signataire(signataire: Signataire) -> str:
    return reverse("convention:signataire_list", args=[signataire.ctg.espace_id, signataire.ctg_id])


def get_url_jalon(jalon: Jalon) -> str:
    return reverse("convention:jalon_list", args=[jalon.ctg.espace_id, jalon.ctg_id])


def get_url_plan(plan: PlanExterne) -> str:
    return reverse("convention:plan_externe_detail", args=[plan.espace_id, plan.pk])


def get_url_du_plan(row: LienPlan | OrientationPlan) -> str:
    """What belongs to a plan is read on its page."""
    return get_url_plan(row.plan)


def get_espace_uuid_plan(row: LienPlan | OrientationPlan) -> UUID:
    return row.plan.espace_id


def get_espace_uuid_ctg(objet: Signataire | Jalon) -> UUID:
    """The espace of what belongs to a CTG."""
    return objet.ctg.espace_id


def get_url_article(article: ArticleConvention) -> str:
    """Its place in the text: an article is read among the others."""
    return f"{reverse('convention:article_list', args=[article.espace_id, article.ctg_id])}#article-{article.pk}"


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "ctg",
            Ctg,
            "CTG",
            get_url_ctg,
            Ctg.objects.visible_to,
            get_textes=lambda ctg: (ctg.nom, "Convention territoriale globale"),
            get_espace_uuid=get_espace_uuid,
            defini="la CTG",
        ),
        TypeObjet(
            "avenant",
            Avenant,
            "Avenant",
            get_url_avenant,
            Avenant.objects.visible_to,
            get_textes=lambda avenant: (str(avenant), avenant.texte),
            get_espace_uuid=get_espace_uuid,
            defini="l’avenant",
        ),
        TypeObjet(
            "signataire",
            Signataire,
            "Signataire",
            get_url_signataire,
            lambda compte: Signataire.objects.visible_to(compte).select_related("ctg", "organisation"),
            get_espace_uuid=get_espace_uuid_ctg,
            defini="le signataire",
        ),
        TypeObjet(
            "jalon",
            Jalon,
            "Jalon",
            get_url_jalon,
            lambda compte: Jalon.objects.visible_to(compte).select_related("ctg"),
            get_espace_uuid=get_espace_uuid_ctg,
            defini="le jalon",
        ),
        TypeObjet(
            "article_convention",
            ArticleConvention,
            "Article de convention",
            get_url_article,
            ArticleConvention.objects.visible_to,
            get_textes=lambda article: (article.titre, get_texte_nu(article.texte)),
            get_espace_uuid=get_espace_uuid,
            defini="l’article de convention",
            nommes_to=lambda compte: ArticleConvention.objects.visible_to(compte, with_retires=True),
        ),
    )
    textes.record(
        TypeTexte(
            "article_convention",
            {"titre": "Titre", "texte": "Texte"},
            "convention:ctg_detail",
            can_get_ctg,
            lambda membre, _article: can_update_ctg(membre),
        )
    )
    objets.record(
        TypeObjet(
            "plan_externe",
            PlanExterne,
            "Autre plan ou schéma",
            get_url_plan,
            PlanExterne.objects.visible_to,
            get_textes=lambda plan: (
                plan.nom,
                "\n".join(filter(None, (plan.libelle_type, plan.articulation, plan.orientations))),
            ),
            get_espace_uuid=get_espace_uuid,
            defini="le plan",
        ),
        TypeObjet(
            "orientation_plan",
            OrientationPlan,
            "Orientation d’un plan",
            get_url_du_plan,
            lambda compte: OrientationPlan.objects.visible_to(compte).select_related("plan"),
            get_espace_uuid=get_espace_uuid_plan,
            defini="l’orientation",
        ),
        TypeObjet(
            "lien_plan",
            LienPlan,
            "Lien avec un autre plan",
            get_url_du_plan,
            lambda compte: LienPlan.objects.visible_to(compte).select_related("plan", "ctg"),
            get_espace_uuid=get_espace_uuid_plan,
            defini="le lien",
        ),
    )
    porteurs.record(Porteur("ctg", "convention:ctg_detail"), Porteur("avenant", "convention:avenant_detail"))
    porteurs.record(Porteur("plan_externe", "convention:plan_externe_detail"))
    lecteurs = filter_par_droit(*DROIT_LIRE)
    record_echanges("ctg", page="convention:ctg_detail", filter_lecteurs=lecteurs, champs=(), is_secondaire=True)
    record_echanges("avenant", page="convention:avenant_detail", filter_lecteurs=lecteurs, champs=())
    record_echanges("article_convention", filter_lecteurs=lecteurs, champs=())
    record_echanges(
        "plan_externe",
        page="convention:plan_externe_detail",
        filter_lecteurs=filter_par_droit(*DROIT_LIRE_PLANS),
        champs=(),
    )
