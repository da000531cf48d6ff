"""A CTG of the miniature country. Its days are counted from today, so that it is always in its third year."""

from datetime import date, timedelta

from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.article import create_articles_usuels
from convive.convention.actions.avenant import ContenuAvenant, create_avenant
from convive.convention.actions.ctg import SaisieCtg, create_ctg
from convive.convention.actions.plan import SaisiePlan, create_plan
from convive.convention.actions.signataire import SaisieSignataire
from convive.convention.models import (
    ArticleConvention,
    Avenant,
    Ctg,
    OrganeDeliberant,
    PlanExterne,
    RoleSignataire,
    Signataire,
)
from convive.convention.rules.avenants import Nature, SaisieAvenant
from convive.espaces.models import Espace

TODAY = timezone.localdate
COMMUNES = ("Civray", "Charroux")
EPCI, CAF, CIVRAY = "Communauté de communes d’essai", "Caf d’essai", "Commune de Civray"


def get_debut() -> date:
    return date(TODAY().year - 2, 1, 1)


def get_fin() -> date:
    return date(TODAY().year + 2, 12, 31)


def build_saisies(*, numero: str = "12") -> list[SaisieSignataire]:
    """An EPCI that carries, its Caf, one commune; each has deliberated just before the start."""
    day = get_debut() - timedelta(days=40)
    return [
        SaisieSignataire(
            None, EPCI, "epci", RoleSignataire.PORTEUR, "Personne Une", "présidente",
            OrganeDeliberant.CONSEIL_COMMUNAUTAIRE, numero, day,
        ),
        SaisieSignataire(
            None, CAF, "caf", organe_deliberant=OrganeDeliberant.CONSEIL_ADMINISTRATION_CAF, numero=numero, jour=day
        ),
        SaisieSignataire(
            None, CIVRAY, "commune", organe_deliberant=OrganeDeliberant.CONSEIL_MUNICIPAL, numero=numero, jour=day
        ),
    ]  # fmt: skip


def create_ctg_essai(espace: Espace, by: Compte, **champs: object) -> Ctg:
    valeurs: dict[str, object] = {
        "date_debut": get_debut(),
        "date_fin": get_fin(),
        "date_signature": get_debut() - timedelta(days=20),
    }
    saisie = SaisieCtg(**(valeurs | champs))  # type: ignore[arg-type]  # fields given by the test
    return create_ctg(by=by, espace=espace, saisie=saisie, signataires=build_saisies())


def create_projet(espace: Espace, by: Compte, **champs: object) -> Ctg:
    """A CTG that is prepared: three signatories, none of which has deliberated."""
    signataires = [
        SaisieSignataire(None, s.nom, s.type, s.role, organe_deliberant=s.organe_deliberant) for s in build_saisies()
    ]
    valeurs: dict[str, object] = {
        "date_debut": date(TODAY().year + 1, 1, 1),
        "date_fin": date(TODAY().year + 5, 12, 31),
    }
    saisie = SaisieCtg(**(valeurs | champs))  # type: ignore[arg-type]  # fields given by the test
    return create_ctg(by=by, espace=espace, saisie=saisie, signataires=signataires)


def create_suite(ctg: Ctg, by: Compte, **champs: object) -> Ctg:
    """The CTG that follows this one, as its page proposes it; without anything yet."""
    valeurs: dict[str, object] = {
        "date_debut": ctg.date_fin + timedelta(days=1),
        "date_fin": date(ctg.date_fin.year + 5, 12, 31),
        "ctg_precedente": ctg,
    }
    saisie = SaisieCtg(**(valeurs | champs))  # type: ignore[arg-type]  # fields given by the test
    return create_ctg(by=by, espace=ctg.espace, saisie=saisie)


def create_plan_essai(espace: Espace, by: Compte, **champs: object) -> PlanExterne:
    """A PEDT that ends in a long time."""
    valeurs: dict[str, object] = {
        "type": "pedt",
        "nom": "Projet d’essai",
        "date_debut": date(2026, 1, 1),
        "date_fin": date(TODAY().year + 4, 8, 31),
    }
    return create_plan(by=by, espace=espace, saisie=SaisiePlan(**(valeurs | champs)))  # type: ignore[arg-type]  # fields given by the test


def get_signataire(ctg: Ctg, nom: str = CIVRAY) -> Signataire:
    return Signataire.objects.select_related("ctg__espace", "organisation").get(ctg=ctg, organisation__nom=nom)


def build_contenu(nature: Nature = Nature.MODIFICATION_PLAN, **champs: object) -> ContenuAvenant:
    """An avenant that takes effect in a month."""
    nouvelle_fin = champs.pop("nouvelle_fin", None)
    signature, effet = champs.pop("date_signature", None), champs.pop("date_effet", TODAY() + timedelta(days=30))
    saisie = SaisieAvenant(nature, effet, signature, nouvelle_fin)  # type: ignore[arg-type]  # given by the test
    return ContenuAvenant(saisie=saisie, objet="Ce qui change", **champs)  # type: ignore[arg-type]  # given by the test


def create_avenant_essai(ctg: Ctg, by: Compte, nature: Nature = Nature.MODIFICATION_PLAN, **champs: object) -> Avenant:
    return create_avenant(by=by, ctg=ctg, contenu=build_contenu(nature, **champs))


def create_texte(ctg: Ctg, by: Compte) -> list[ArticleConvention]:
    """The usual articles, in the order of the document."""
    create_articles_usuels(by=by, ctg=ctg)
    return list(ArticleConvention.objects.filter(ctg=ctg).order_by("ordre"))
