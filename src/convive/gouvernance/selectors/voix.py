"""Who has a voice on a decision, and what was said."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.acteurs.models import Fonction
from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.espaces.models.lien_magique import MAX_NOM_DESTINATAIRE
from convive.espaces.permissions import is_permis_membre
from convive.espaces.rules import fold_email
from convive.gouvernance.models import Decision, MembreInstance, VoixDecision
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.rules.instances import DROIT_ECRIRE, Quorum, Siege, Voix
from convive.gouvernance.rules.voix import (
    CONSULTABLES,
    DROIT_VOIX,
    SensVoix,
    explain_issue,
    explain_resultat,
    get_libelles,
)
from convive.gouvernance.selectors.decisions import get_decisions
from convive.socle.droits import droits
from convive.socle.formats import liste_fr

MAX_A_DIRE = 5


@dataclass(frozen=True, slots=True)
class DemandeVoix:
    """Who is written to: an address, and the seats without a voice yet that it speaks for."""

    email: str
    sieges: tuple[MembreInstance, ...]

    @property
    def nom(self) -> str:
        return liste_fr([str(siege) for siege in self.sieges])[:MAX_NOM_DESTINATAIRE]


@dataclass(frozen=True, slots=True)
class Joignables:
    """Of those who have not answered: who has a compte, who receives a link, whom nothing reaches."""

    avec_compte: tuple[MembreInstance, ...]
    par_courriel: tuple[DemandeVoix, ...]
    sans_adresse: tuple[MembreInstance, ...]

    @property
    def noms_sans_adresse(self) -> list[str]:
        return [str(siege) for siege in self.sans_adresse]


@dataclass(frozen=True, slots=True)
class VoixLue:
    """A seat and what it said, nothing while it has not."""

    siege: MembreInstance
    voix: VoixDecision | None
    libelle: str


@dataclass(frozen=True, slots=True)
class VoixDesMembres:
    """`lignes` is empty for whoever may not read them yet: the team sees them at once, the others once it is closed.
    `sienne` is the seat of the reader, when it has a voice."""

    decision: Decision
    is_ouverte: bool
    resultat: str
    lignes: tuple[VoixLue, ...]
    sienne: VoixLue | None
    peut_demander: bool
    issue: str = ""
    joignables: Joignables | None = None

    @property
    def objections(self) -> list[VoixLue]:
        return [row for row in self.lignes if row.voix is not None and row.voix.sens == SensVoix.CONTRE]


def list_votants(decision: Decision) -> list[MembreInstance]:
    """The titulaires of today who have a deliberative voice; one query."""
    rows = MembreInstance.objects.en_cours().filter(
        instance=decision.instance_id, siege=Siege.TITULAIRE.value, voix=Voix.DELIBERATIVE.value
    )
    return sorted(rows.select_related("personne", "organisation"), key=lambda row: str(row).casefold())


def get_adresse(siege: MembreInstance) -> str:
    """That of the person, or of the organisation that sits without one; empty when there is none."""
    personne, organisation = siege.personne, siege.organisation
    email = personne.email if personne else organisation.email if organisation and not siege.nom else ""
    return fold_email(email) if email else ""


def list_sieges_adresse(decision: Decision, email: str) -> list[MembreInstance]:
    """The seats for which an address speaks today."""
    return [siege for siege in list_votants(decision) if email and get_adresse(siege) == fold_email(email)]


def list_joignables(decision: Decision) -> Joignables:
    """How to ask those who have not answered yet; four queries."""
    given = set(VoixDecision.objects.filter(decision=decision).values_list("siege", flat=True))
    muets = [siege for siege in list_votants(decision) if siege.pk not in given]
    places = Membre.objects.en_cours().filter(
        espace=decision.espace_id, role__in=droits.get_roles(*DROIT_VOIX), compte__is_active=True
    )
    adresses = {fold_email(email) for email in places.values_list("compte__email", flat=True)}
    fonctions = Fonction.objects.en_cours().filter(
        organisation__in=[s.organisation_id for s in muets if not s.personne]
    )
    tenues = {
        organisation
        for organisation, email in fonctions.values_list("organisation", "personne__email")
        if email and fold_email(email) in adresses
    }
    avec, sans, par_adresse = [], [], defaultdict[str, list[MembreInstance]](list)
    for siege in muets:
        email, is_organisation = get_adresse(siege), siege.personne is None and not siege.nom
        if email in adresses or (is_organisation and siege.organisation_id in tenues):
            avec.append(siege)
        elif email:
            par_adresse[email].append(siege)
        else:
            sans.append(siege)
    demandes = tuple(DemandeVoix(email, tuple(sieges)) for email, sieges in par_adresse.items())
    return Joignables(tuple(avec), demandes, tuple(sans))


def get_siege_votant(compte: Compte, decision: Decision) -> MembreInstance | None:
    """The seat for which this person speaks: hers, or that of whom she replaces; one query."""
    siens = get_sieges(compte).filter(instance=decision.instance_id).select_related("supplee")
    titulaires = [row.supplee if row.siege == Siege.SUPPLEANT else row for row in siens.order_by("siege", "pk")]
    votants = [row for row in titulaires if row is not None and row.voix == Voix.DELIBERATIVE and row.is_en_cours]
    # Her own seat before the one where she replaces someone.
    propres = {row.pk for row in siens}
    votants.sort(key=lambda row: row.pk not in propres)
    return votants[0] if votants else None


def get_voix_des_membres(membre: Membre, decision: Decision, today: date) -> VoixDesMembres | None:
    """None for a decision of which nobody may be asked; three queries at most."""
    if decision.instance_id is None or decision.seance_id is not None or decision.mode not in CONSULTABLES:
        return None
    is_equipe = is_permis_membre(membre, *DROIT_ECRIRE) and not membre.espace.is_expire
    if decision.consultation_fin is None:
        if not is_equipe:
            return None
        return VoixDesMembres(decision, False, "", (), None, is_equipe, joignables=list_joignables(decision))
    libelles = get_libelles(decision.mode)
    given = {row.siege_id: row for row in VoixDecision.objects.filter(decision=decision)}
    votants = list_votants(decision)
    lignes = [_build(siege, given.get(siege.pk), libelles) for siege in votants]
    peut_dire = is_permis_membre(membre, *DROIT_VOIX) and not membre.espace.is_expire
    siege = get_siege_votant(membre.compte, decision) if peut_dire else None
    sienne = next((row for row in lignes if siege is not None and row.siege.pk == siege.pk), None)
    is_lisible = is_permis_membre(membre, *DROIT_ECRIRE) or decision.consultation_close_le is not None
    is_ouverte, sens = decision.consultation.is_ouverte(today), [row.sens for row in given.values()]
    quorum = decision.instance.quorum if decision.instance else Quorum()
    return VoixDesMembres(
        decision,
        is_ouverte,
        explain_resultat(sens, len(votants), decision.mode) if is_lisible else "",
        tuple(lignes) if is_lisible else (),
        sienne,
        is_equipe,
        explain_issue(sens, quorum.compute_requis(len(votants)), decision.mode) if is_lisible else "",
        list_joignables(decision) if is_equipe and decision.consultation_close_le is None else None,
    )


def _build(siege: MembreInstance, voix: VoixDecision | None, libelles: Mapping[SensVoix, str]) -> VoixLue:
    return VoixLue(siege, voix, libelles[SensVoix(voix.sens)] if voix is not None else "")


def list_voix_donnees(membre: Membre, today: date) -> list[VoixDecision]:
    """What this person said, while she may still change it; one query."""
    if not is_permis_membre(membre, *DROIT_VOIX):
        return []
    rows = VoixDecision.objects.filter(
        auteur=membre.compte_id,
        decision__in=get_decisions(membre).order_by().values("pk"),
        decision__consultation_fin__gte=today,
        decision__consultation_close_le__isnull=True,
        decision__seance__isnull=True,
    )
    return list(rows.select_related("decision__instance").order_by("decision__consultation_fin", "pk")[:MAX_A_DIRE])


def list_decisions_a_dire(membre: Membre, today: date) -> list[Decision]:
    """The decisions that wait for the voice of this person; one query when none is put to the vote, else three."""
    if not is_permis_membre(membre, *DROIT_VOIX):
        return []
    consultees = get_decisions(membre).filter(
        consultation_fin__gte=today, consultation_close_le__isnull=True, seance__isnull=True
    )
    instances = set(consultees.order_by().values_list("instance_id", flat=True))
    if not instances:
        return []
    sieges = list(get_sieges(membre.compte).filter(instance__in=instances).select_related("supplee"))
    held = (row.supplee_id if row.siege == Siege.SUPPLEANT else row.pk for row in sieges)
    votants = {pk for pk in held if pk is not None}
    ouvertes = consultees.filter(instance__in={row.instance_id for row in sieges})
    sans_voix = ouvertes.exclude(voix__siege__in=votants) if votants else ouvertes.none()
    avec_siege = MembreInstance.objects.en_cours().filter(pk__in=votants, voix=Voix.DELIBERATIVE.value)
    rows = sans_voix.filter(instance__in=avec_siege.values("instance"))
    return list(rows.select_related("instance").order_by("consultation_fin", "annee", "numero")[:MAX_A_DIRE])
