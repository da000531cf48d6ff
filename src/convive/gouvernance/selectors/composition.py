"""Who sits in a body, who sat there, who is missing, whom one may propose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.acteurs.rules.noms import fold_personne
from convive.convention.models import Signataire
from convive.espaces.models import Membre
from convive.gouvernance.models import Instance, MembreInstance
from convive.gouvernance.rules.instances import Siege, TypeInstance, Voix
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.statuts import ACTIFS
from convive.plan_action.selectors.fiche import list_fiches_actuelles

MAX_SUGGESTIONS = 40
AVEC_SIGNATAIRES = frozenset({TypeInstance.COPIL, TypeInstance.COTECH, TypeInstance.COMITE_OPERATIONNEL})


@dataclass(frozen=True, slots=True)
class LigneSiege:
    """A titulaire with those who may replace her; `suppleants` without a titulaire of their own are lines of theirs."""

    membre: MembreInstance
    suppleants: tuple[MembreInstance, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Someone who could sit, and why. `cle` is what a form sends back."""

    cle: str
    libelle: str
    raison: str
    personne: Personne | None
    organisation: Organisation | None
    is_elu: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """`absents` are signatories of whom nobody sits here. `requis` is the quorum, 0 when there is none."""

    lignes: tuple[LigneSiege, ...]
    anciens: tuple[MembreInstance, ...]
    absents: tuple[Organisation, ...]
    votants: int
    requis: int

    @property
    def sieges(self) -> int:
        return len(self.lignes) + sum(len(ligne.suppleants) for ligne in self.lignes)


def get_composition(membre: Membre, instance: Instance, today: date) -> Composition:
    """Three queries at most."""
    rows = MembreInstance.objects.filter(instance=instance).select_related("personne", "organisation")
    sieges = sorted(rows, key=lambda row: (row.siege != Siege.TITULAIRE, str(row).casefold()))
    actuels = [row for row in sieges if row.is_en_cours or row.date_debut > today]
    titulaires = {row.pk for row in actuels if row.siege == Siege.TITULAIRE}
    lignes = [
        LigneSiege(row, tuple(other for other in actuels if other.supplee_id == row.pk))
        for row in actuels
        if row.supplee_id not in titulaires
    ]
    votants = sum(row.siege == Siege.TITULAIRE and row.voix == Voix.DELIBERATIVE for row in actuels)
    anciens = sorted((row for row in sieges if row not in actuels), key=lambda row: row.date_fin or today, reverse=True)
    return Composition(
        tuple(lignes),
        tuple(anciens),
        tuple(_list_absents(membre, instance, actuels, today)),
        votants,
        instance.quorum.compute_requis(votants),
    )


def _list_absents(
    membre: Membre, instance: Instance, actuels: Iterable[MembreInstance], today: date
) -> list[Organisation]:
    if instance.type not in AVEC_SIGNATAIRES:
        return []
    seated = {row.organisation_id for row in actuels if row.organisation_id}
    seated |= {
        fonction.organisation_id
        for fonction in Fonction.objects.en_cours().filter(
            personne__in=[row.personne_id for row in actuels if row.personne_id]
        )
    }
    personnes = {row.personne_id for row in actuels if row.personne_id}
    noms = {fold_personne("", str(row)) for row in actuels}
    return [
        row.organisation
        for row in _list_signataires(membre, today)
        if row.organisation_id not in seated
        and row.representant_actuel_id not in personnes
        and fold_personne("", row.representant_du_jour[0]) not in noms
    ]


def _list_signataires(membre: Membre, today: date) -> list[Signataire]:
    """Those of the CTG that run today or are to come, one by organisation."""
    rows = Signataire.objects.filter(ctg__espace=membre.espace_id, ctg__date_fin__gte=today, date_sortie__isnull=True)
    found: dict[object, Signataire] = {}
    for row in rows.select_related("organisation", "representant_actuel").order_by("created_at", "pk"):
        found.setdefault(row.organisation_id, row)
    return list(found.values())


def list_suggestions(membre: Membre, instance: Instance, today: date) -> list[Suggestion]:
    """Whom a body of this kind usually seats and who does not sit here yet: signatories and their representatives for
    those that steer; pilotes and organisations of the actions of its thématiques for the others."""
    actuels = MembreInstance.objects.en_cours().filter(instance=instance)
    personnes = set(actuels.values_list("personne", flat=True))
    organisations = set(actuels.filter(personne__isnull=True, nom="").values_list("organisation", flat=True))
    rows = [*(_suggest_signataires(membre, today) if instance.type in AVEC_SIGNATAIRES else ())]
    if instance.type != TypeInstance.COPIL:
        rows += _suggest_pilotes(membre, instance, today)
    if instance.type in (TypeInstance.COPIL, TypeInstance.ASSEMBLEE_ELUS):
        rows += _suggest_elus(membre)
    found: dict[str, Suggestion] = {}
    for row in rows:
        sits = (
            row.personne.pk in personnes if row.personne else row.organisation and row.organisation.pk in organisations
        )
        if not sits:
            found.setdefault(row.cle, row)
    return list(found.values())[:MAX_SUGGESTIONS]


def _suggest_signataires(membre: Membre, today: date) -> list[Suggestion]:
    made = []
    for row in _list_signataires(membre, today):
        personne = row.representant_actuel
        cle = f"p:{personne.pk}:{row.organisation_id}" if personne else f"o:{row.organisation_id}"
        libelle = f"{personne}, {row.organisation}" if personne else str(row.organisation)
        made.append(Suggestion(cle, libelle, row.get_role_display().lower(), personne, row.organisation))
    return made


def _suggest_pilotes(membre: Membre, instance: Instance, today: date) -> list[Suggestion]:
    """Pilotes of active actions, then the organisations that carry them."""
    fiches = list_fiches_actuelles(membre, today).filter(statut__in=sorted(statut.value for statut in ACTIFS))
    themes = [theme.pk for theme in instance.thematiques.all()]
    if themes:
        liens = FicheAction.thematiques.through._default_manager.filter(thematique__in=themes)
        fiches = fiches.filter(pk__in=liens.values("ficheaction"))
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=fiches.order_by().values("pk"))
    personnes = Personne.objects.filter(pk__in=pilotes.values("personne"), archivee_le__isnull=True)
    made = [Suggestion(f"p:{p.pk}:", str(p), "pilote d’une action", p, None) for p in personnes.order_by("nom", "pk")]
    portees = fiches.order_by().values("organisation_porteuse")
    organisations = Organisation.objects.filter(pk__in=portees, archivee_le__isnull=True, fusionnee_dans__isnull=True)
    made += [Suggestion(f"o:{o.pk}", str(o), "porte une action", None, o) for o in organisations.order_by("nom", "pk")]
    return made


def _suggest_elus(membre: Membre) -> list[Suggestion]:
    rows = Fonction.objects.en_cours().filter(
        espace=membre.espace_id,
        is_elu=True,
        personne__archivee_le__isnull=True,
        personne__fusionnee_dans__isnull=True,
        organisation__archivee_le__isnull=True,
    )
    return [
        Suggestion(
            f"p:{row.personne_id}:{row.organisation_id}",
            f"{row.personne}, {row.organisation}",
            row.intitule.lower() or "élu·e",
            row.personne,
            row.organisation,
            is_elu=True,
        )
        for row in rows.select_related("personne", "organisation").order_by("personne__nom", "pk")
    ]


def get_membre_instance(instance: Instance, uuid: UUID) -> MembreInstance | None:
    rows = MembreInstance.objects.filter(instance=instance, pk=uuid)
    row = rows.select_related("personne", "organisation", "supplee").first()
    if row is not None:
        row.instance = instance
    return row


def list_sieges(instance: Instance) -> list[MembreInstance]:
    """The titulaires of today."""
    rows = MembreInstance.objects.en_cours().filter(instance=instance, siege=Siege.TITULAIRE.value)
    return list(rows.select_related("personne", "organisation"))
