"""How the things of a CTG become those of the next one. Each is called inside the transaction that carries them."""

from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.convention.actions.visa import create_visas_usuels
from convive.convention.models import ArticleConvention, Ctg, Jalon, LienPlan, Signataire
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.rules.reprise import propose_date
from convive.convention.selectors.signataire import read_representant
from convive.espaces.rules import fold_nom


def carry_signataire(_by: Compte, signataire: Signataire, ctg: Ctg) -> Signataire:
    """The same organisation, to confirm: it has neither deliberated nor signed. Who represents it today would sign."""
    organisation = get_gardee(signataire.organisation)
    if found := Signataire.objects.filter(ctg=ctg, organisation=organisation, date_sortie__isnull=True).first():
        return found
    if ctg.date_signature is not None:
        raise ConventionRefusee(f"« {ctg} » est signée : un signataire y entre par un avenant d’adhésion.")
    nom, qualite = read_representant(signataire)
    return Signataire.objects.create(
        ctg=ctg,
        organisation=organisation,
        role=signataire.role,
        representant_nom=nom,
        representant_qualite=qualite,
        organe_deliberant=signataire.organe_deliberant,
        representant_actuel=signataire.representant_actuel,
    )


def get_gardee(organisation: Organisation) -> Organisation:
    """The card that answers for this one, when two cards were joined since."""
    return organisation.fusionnee_dans or organisation


def carry_jalon(_by: Compte, jalon: Jalon, ctg: Ctg) -> Jalon:
    """The same milestone, planned at the same distance from the first day; without a date once that day is past."""
    for other in Jalon.objects.filter(ctg=ctg, phase=jalon.phase):
        is_meme_type = jalon.type_id is not None and other.type_id == jalon.type_id
        if is_meme_type or fold_nom(other.libelle) == fold_nom(jalon.libelle):
            return other
    return Jalon.objects.create(
        ctg=ctg,
        phase=jalon.phase,
        type_id=jalon.type_id,
        libelle=jalon.libelle,
        date_prevue=propose_date(
            jalon.date_reelle or jalon.date_prevue, jalon.ctg.date_debut, ctg.date_debut, timezone.localdate()
        ),
        is_sans_objet=jalon.is_sans_objet,
    )


def carry_article(by: Compte, article: ArticleConvention, ctg: Ctg) -> ArticleConvention:
    """The same article at the same place, with its fields as they are typed: the data of the next CTG fill them."""
    for other in ArticleConvention.objects.filter(ctg=ctg):
        is_meme_modele = bool(article.cle) and other.cle == article.cle
        if not is_meme_modele and fold_nom(other.titre) != fold_nom(article.titre):
            continue
        if other.texte == article.texte and other.date_retrait is None:
            return other
        where = "parmi les articles retirés" if other.date_retrait else "avec un autre texte"
        raise ConventionRefusee(
            f"« {ctg} » a déjà cet article, {where} : rien n’est remplacé. Retouchez-le sur la page de son texte."
        )
    if ctg.date_signature is not None:
        raise ConventionRefusee(f"« {ctg} » est signée : son texte change par un avenant.")
    create_visas_usuels(ctg)
    return ArticleConvention.objects.create(
        espace_id=ctg.espace_id,
        ctg=ctg,
        cle=article.cle,
        ordre=article.ordre,
        titre=article.titre,
        texte=article.texte,
        is_numerote=article.is_numerote,
        created_by=by,
        updated_by=by,
    )


def carry_lien(_by: Compte, lien: LienPlan, ctg: Ctg) -> LienPlan:
    """The next CTG is articulated with the same plan."""
    return LienPlan.objects.get_or_create(ctg=ctg, plan=lien.plan)[0]
