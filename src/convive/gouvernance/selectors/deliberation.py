"""What the draft of a délibération takes from a decision, from its note, and which assemblies may take it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from convive.convention.models import OrganeDeliberant, Signataire
from convive.convention.permissions import can_get_ctg
from convive.espaces.models import Membre
from convive.gouvernance.models import ArbitrageNote, AvisPartenaire, Decision
from convive.gouvernance.rules.deliberation import FaitsDeliberation
from convive.gouvernance.rules.instances import TypeInstance
from convive.gouvernance.rules.notes import format_couts, format_estimation, load_chiffres, load_couts
from convive.socle.formats import euros

A_NOMMER = "[collectivité ou institution]"


@dataclass(frozen=True, slots=True)
class Assemblee:
    """Who may deliberate: a signatory of the CTG, or a kind of assembly when it is none of them."""

    cle: str
    organisation: str
    organe: str

    @property
    def libelle(self) -> str:
        organe = OrganeDeliberant(self.organe).label
        return organe if self.organisation == A_NOMMER else f"{self.organisation} ({organe.lower()})"


def list_assemblees(membre: Membre) -> list[Assemblee]:
    """The signatories of the running CTG that deliberate, its porteur first, then each kind of assembly; one query."""
    today, found = timezone.localdate(), dict[str, Assemblee]()
    if can_get_ctg(membre):
        rows = Signataire.objects.filter(ctg__espace=membre.espace_id, ctg__date_debut__lte=today).filter(
            Q(date_sortie__isnull=True) | Q(date_sortie__gte=today), ctg__date_fin__gte=today
        )
        ordered = sorted(
            rows.exclude(organe_deliberant=OrganeDeliberant.AUCUN).select_related("organisation"),
            key=lambda row: (row.role != "porteur", str(row.organisation)),
        )
        for row in ordered:
            found.setdefault(row.organisation.nom, Assemblee(str(row.pk), row.organisation.nom, row.organe_deliberant))
    types = [organe for organe in OrganeDeliberant if organe != OrganeDeliberant.AUCUN]
    return [*found.values(), *(Assemblee(organe.value, A_NOMMER, organe.value) for organe in types)]


def get_faits(membre: Membre, decision: Decision) -> FaitsDeliberation:
    """From the decision, and from the note that it settled when this place reads it; two queries."""
    instance = decision.instance
    is_assemblee = instance is not None and instance.type == TypeInstance.ASSEMBLEE_ELUS
    arbitrages = ArbitrageNote.objects.visible_to(membre.compte).filter(decision=decision, annule_le__isnull=True)
    settled = arbitrages.select_related("note", "scenario").first()
    cout = f"{euros(decision.cout_euros)} [source à préciser]" if decision.cout_euros is not None else ""
    valeurs: dict[str, object] = {}
    if settled is not None:
        scenario = settled.scenario
        if scenario is not None and scenario.couts:
            estimation = format_estimation(scenario.cout_source, scenario.cout_date)
            cout = f"{format_couts(load_couts(scenario.couts))} ({estimation})"
        avis = AvisPartenaire.objects.filter(note=settled.note).select_related("scenario")
        valeurs = {
            "question": settled.note.question,
            "scenario": scenario.titre if scenario else "",
            "effets": scenario.effets if scenario else "",
            "chiffres": tuple(chiffre.phrase for chiffre in load_chiffres(settled.note.chiffres)),
            "avis": tuple((row.nom, row.position_entiere, row.date) for row in avis),
        }
    return FaitsDeliberation(
        libelle=decision.libelle,
        jour=decision.date,
        code=decision.code,
        instance=instance.nom if instance else "",
        is_assemblee=is_assemblee,
        pourquoi=settled.pourquoi if settled else decision.motif,
        cout=cout,
        voix=(decision.voix_pour, decision.voix_contre, decision.voix_abstention),
        **valeurs,  # type: ignore[arg-type]  # each has the type of its field
    )
