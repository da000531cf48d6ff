"""The conventions travel whole with their espace; the kinds of milestones are part of its structure."""

from convive.convention.models import (
    AnnexeConvention,
    ArticleConvention,
    Avenant,
    Ctg,
    Deliberation,
    Jalon,
    LienPlan,
    OrientationPlan,
    PlanExterne,
    RepriseChoix,
    Signataire,
    TypeJalon,
    Visa,
)
from convive.espaces.copie.registre import copie
from convive.socle.maison import Ailleurs


def record_copie() -> None:
    copie.record_inclus(TypeJalon, structure=True)
    copie.record_inclus(Ctg, Jalon, Avenant, Signataire, Deliberation)
    copie.record_inclus(PlanExterne, OrientationPlan, LienPlan)
    # A choice whose object was deleted since travels: it still says what was decided.
    copie.record_inclus(RepriseChoix, ailleurs=Ailleurs.DETACHER)
    copie.record_inclus(ArticleConvention, Visa, AnnexeConvention)
    copie.record_inclus(ArticleConvention.versions.model, identifiants={"uuid": ArticleConvention})
