"""The rows of a convention, one file per noun."""

from convive.convention.models.article import AnnexeConvention, ArticleConvention, ChoixAnnexe, Visa
from convive.convention.models.ctg import (
    COLLECTIVITES,
    ORGANES_PAR_TYPE,
    Avenant,
    ConventionQuerySet,
    Ctg,
    Deliberation,
    NatureAvenant,
    OrganeDeliberant,
    PlanModifiablePar,
    RoleSignataire,
    Signataire,
)
from convive.convention.models.jalon import PHASES, Jalon, TypeJalon
from convive.convention.models.plan import LienPlan, OrientationPlan, PlanExterne, TypePlan
from convive.convention.models.reprise import RepriseChoix

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
