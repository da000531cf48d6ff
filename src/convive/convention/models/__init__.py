"""The rows of a convention, one file per noun."""

from convive.convention.models.article import AnnexeConvention, ArticleConvention, ChoixAnnexe, Visa
from convive.convention.models.avenant import Avenant, NatureAvenant
from convive.convention.models.ctg import ConventionQuerySet, Ctg, PlanModifiablePar
from convive.convention.models.jalon import PHASES, Jalon, TypeJalon
from convive.convention.models.plan import LienPlan, OrientationPlan, PlanExterne, TypePlan
from convive.convention.models.reprise import RepriseChoix
from convive.convention.models.signataire import (
    COLLECTIVITES,
    ORGANES_PAR_TYPE,
    Deliberation,
    OrganeDeliberant,
    RoleSignataire,
    Signataire,
)

__all__ = [
    "COLLECTIVITES",
    "ORGANES_PAR_TYPE",
    "PHASES",
    "AnnexeConvention",
    "ArticleConvention",
    "Avenant",
    "ChoixAnnexe",
    "ConventionQuerySet",
    "Ctg",
    "Deliberation",
    "Jalon",
    "LienPlan",
    "NatureAvenant",
    "OrganeDeliberant",
    "OrientationPlan",
    "PlanExterne",
    "PlanModifiablePar",
    "RepriseChoix",
    "RoleSignataire",
    "Signataire",
    "TypeJalon",
    "TypePlan",
    "Visa",
]
