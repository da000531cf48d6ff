"""The voice of a member who has no compte, given through the link that an e-mail brought."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique
from convive.espaces.rules import EspaceRefuse
from convive.gouvernance.actions.voix import FERMEE, record_voix_lien
from convive.gouvernance.forms.voix import VoixLienForm
from convive.gouvernance.models import Decision, VoixDecision
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.voix import CLE_DECISION, DONNER_SA_VOIX, SensVoix, get_libelles
from convive.gouvernance.selectors.voix import list_sieges_adresse
from convive.journal.models import Geste
from convive.socle.formats import date_longue
from convive.socle.texte import get_texte_nu


def _list_donnees(lien: LienMagique, decision: Decision) -> list[VoixDecision]:
    """What the address of this link has said already."""
    sieges = list_sieges_adresse(decision, lien.email)
    return list(
        VoixDecision.objects.filter(decision=decision, siege__in=[s.pk for s in sieges]).select_related("siege")
    )


def get_form(lien: LienMagique, decision: Decision, data: QueryDict | None) -> VoixLienForm:
    sieges = list_sieges_adresse(decision, lien.email)
    donnees = _list_donnees(lien, decision)
    initial = {"sens": donnees[0].sens, "phrase": donnees[0].phrase} if len(sieges) == 1 and donnees else {}
    return VoixLienForm(data, mode=decision.mode, sieges=sieges, initial=initial)


def do_voix(lien: LienMagique, decision: Decision, data: Mapping[str, Any]) -> str:
    try:
        record_voix_lien(
            lien=lien, decision=decision, siege=data.get("siege", ""), sens=data["sens"], phrase=data["phrase"]
        )
    except GouvernanceRefusee as refus:
        raise EspaceRefuse(str(refus)) from refus
    return "Votre voix est notée."


def get_refus(decision: Decision) -> str:
    return "" if decision.consultation.is_ouverte(timezone.localdate()) else FERMEE


def get_suite(lien: LienMagique, decision: Decision) -> str:
    libelles = get_libelles(decision.mode)
    dites = [f"{row.siege}, «\u00a0{libelles[SensVoix(row.sens)]}\u00a0»" for row in _list_donnees(lien, decision)]
    if not dites or decision.consultation_fin is None:
        return ""
    fin = date_longue(decision.consultation_fin)
    return f"Nous avons noté pour {'\u202f; pour '.join(dites)}. Vous pouvez changer jusqu’au {fin} compris."


def get_details(decision: Decision) -> str:
    """What the e-mail says of the decision: its reason, and the last day."""
    motif = get_texte_nu(decision.motif)
    fin = f"Réponse jusqu’au {date_longue(decision.consultation_fin)} compris." if decision.consultation_fin else ""
    return "\n".join(filter(None, (f"La décision\u00a0: {decision.libelle}", motif, fin)))


def record_geste_voix() -> None:
    liens.record_geste(
        GesteLien(
            objet_type=CLE_DECISION,
            cle=DONNER_SA_VOIX,
            libelle="Donner sa voix sur une décision",
            get_question=lambda decision: f"Votre voix sur une décision\u00a0: {decision.instance}",
            chapeau="Une réponse en une minute, sans compte ni mot de passe. On peut la changer jusqu’au dernier jour.",
            qui_lit="Votre réponse et votre phrase sont visibles par l’équipe tout de suite, et par les "
            "personnes qui voient la "
            "décision une fois la consultation arrêtée.",
            template="gouvernance/_geste_donner_voix.html",
            bouton="Donner ma voix",
            get_form=get_form,
            get_contexte=lambda decision: {"decision": decision, "motif": get_texte_nu(decision.motif)},
            action=do_voix,
            journal=Geste.VOTER,
            can_submit=lambda membre, _decision: can_update_instances(membre),
            get_refus=get_refus,
            get_suite=get_suite,
            get_details=get_details,
            max_usages=None,
        )
    )
