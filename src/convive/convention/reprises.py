"""What of a CTG is chosen for the next one, and what belongs to the espace and is simply there."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne, PosteCooperation
from convive.convention.actions.report import carry_article, carry_jalon, carry_lien, carry_signataire, get_gardee
from convive.convention.models import ArticleConvention, Ctg, Jalon, LienPlan, PlanExterne, Signataire
from convive.convention.rules.phases import AVANT_SIGNATURE, Phase
from convive.convention.rules.reprise import propose_date
from convive.convention.selectors.registre_reprises import BienCommun, Presentation, Reprise, biens_communs, reprises
from convive.espaces.models import Thematique
from convive.socle.formats import date_longue

PHASES_REPRISES = [phase.value for phase in (*AVANT_SIGNATURE, Phase.SIGNATURE)]


def _list_signataires(ctgs: Collection[UUID]) -> QuerySet[Signataire]:
    """Those of today: neither those who left, nor those that an avenant which is not signed would bring."""
    present = Q(date_sortie__isnull=True) | Q(date_sortie__gte=timezone.localdate())
    entered = Q(avenant_entree__isnull=True) | Q(avenant_entree__date_signature__isnull=False)
    rows = Signataire.objects.filter(present, entered, ctg__in=ctgs)
    return rows.select_related("organisation__fusionnee_dans", "representant_actuel").order_by("created_at", "uuid")


def _present_signataire(signataire: Signataire, ctg: Ctg) -> Presentation:
    organisation = get_gardee(signataire.organisation)
    actuel = signataire.representant_actuel
    nom = str(actuel) if actuel else signataire.representant_nom
    said = [signataire.get_role_display().lower()]
    if signataire.ctg_id != ctg.pk and nom:
        said.append(f"représentant proposé : {nom}, à confirmer")
    if organisation.archivee_le is not None:
        said.append("archivée dans l’annuaire")
    url = reverse("convention:signataire_list", args=[ctg.espace_id, signataire.ctg_id])
    return Presentation(str(organisation), " · ".join(said), url)


def _list_jalons(ctgs: Collection[UUID]) -> QuerySet[Jalon]:
    rows = Jalon.objects.filter(ctg__in=ctgs, phase__in=PHASES_REPRISES)
    return rows.order_by(Coalesce("date_reelle", "date_prevue"), "created_at", "uuid")


def _present_jalon(jalon: Jalon, ctg: Ctg) -> Presentation:
    day = jalon.date_reelle or jalon.date_prevue
    if jalon.is_sans_objet:
        said = "sans objet"
    elif jalon.ctg_id == ctg.pk:
        said = f"le {date_longue(day)}" if day else "sans date"
    else:
        proposed = propose_date(day, jalon.ctg.date_debut, ctg.date_debut, timezone.localdate())
        done = f"le {date_longue(day)}" if day else "sans date"
        said = (
            f"{done} ; nouvelle date proposée : le {date_longue(proposed)}"
            if proposed
            else f"{done} ; repris sans date"
        )
    url = reverse("convention:jalon_list", args=[ctg.espace_id, jalon.ctg_id])
    return Presentation(jalon.libelle, f"{jalon.get_phase_display()}, {said}", url)


def _list_articles(ctgs: Collection[UUID]) -> QuerySet[ArticleConvention]:
    """Without their texts, which may be long: one is read when its article is carried over."""
    return ArticleConvention.objects.presents().filter(ctg__in=ctgs).defer("texte").order_by("ordre", "uuid")


def _present_article(article: ArticleConvention, ctg: Ctg) -> Presentation:
    url = f"{reverse('convention:article_list', args=[ctg.espace_id, article.ctg_id])}#article-{article.pk}"
    day = timezone.localtime(article.updated_at).date()
    return Presentation(article.titre, f"Texte du {date_longue(day)}", url)


def _list_liens(ctgs: Collection[UUID]) -> QuerySet[LienPlan]:
    rows = LienPlan.objects.filter(ctg__in=ctgs, plan__archive_le__isnull=True)
    return rows.select_related("plan").order_by("plan__date_fin", "plan__nom", "uuid")


def _present_lien(lien: LienPlan, ctg: Ctg) -> Presentation:
    plan = lien.plan
    fin = f"jusqu’au {date_longue(plan.date_fin)}" if plan.date_fin else "sans date de fin notée"
    url = reverse("convention:plan_externe_detail", args=[ctg.espace_id, plan.pk])
    return Presentation(plan.nom, f"{plan.libelle_type}, {fin}", url)


def record_reprises() -> None:
    reprises.record(
        Reprise(
            "signataire",
            "Les signataires",
            "signataire",
            "signataires",
            "Repris, ils sont à confirmer : aucun n’a encore délibéré, et chacun peut avoir changé de représentant.",
            _list_signataires,
            _present_signataire,
            carry_signataire,
        ),
        Reprise(
            "jalon",
            "Les jalons de préparation",
            "jalon",
            "jalons",
            "Du premier courrier à la signature. Chaque date proposée est décalée comme le début de la CTG ; une date "
            "déjà passée reste à préciser.",
            _list_jalons,
            _present_jalon,
            carry_jalon,
        ),
        Reprise(
            "article_convention",
            "Les articles de la convention",
            "article",
            "articles",
            "Un article garde son texte et ses champs : dates et signataires y seront ceux de la nouvelle CTG.",
            _list_articles,
            _present_article,
            carry_article,
        ),
        Reprise(
            "lien_plan",
            "L’articulation avec les autres plans",
            "lien",
            "liens",
            "Les plans eux-mêmes sont à l’espace : ce qui se choisit, c’est de continuer à s’articuler avec eux.",
            _list_liens,
            _present_lien,
            carry_lien,
        ),
    )


def record_biens_communs() -> None:
    biens_communs.record(
        BienCommun(
            "organisation",
            "organisation",
            "organisations",
            lambda espaces: Organisation.objects.filter(
                espace__in=espaces, archivee_le__isnull=True, fusionnee_dans__isnull=True
            ),
            "acteurs:organisation_list",
        ),
        BienCommun(
            "personne",
            "personne",
            "personnes",
            lambda espaces: Personne.objects.filter(
                espace__in=espaces, archivee_le__isnull=True, fusionnee_dans__isnull=True
            ),
            "acteurs:personne_list",
        ),
        BienCommun(
            "poste",
            "poste de coopération",
            "postes de coopération",
            lambda espaces: PosteCooperation.objects.filter(espace__in=espaces, archive_le__isnull=True),
            "acteurs:poste_list",
        ),
        BienCommun(
            "thematique",
            "thématique",
            "thématiques",
            lambda espaces: Thematique.objects.filter(espace__in=espaces, date_archivage__isnull=True),
            "espaces:thematique_list",
        ),
        BienCommun(
            "plan",
            "autre plan ou schéma",
            "autres plans et schémas",
            lambda espaces: PlanExterne.objects.filter(espace__in=espaces, archive_le__isnull=True),
            "convention:plan_externe_list",
        ),
    )
