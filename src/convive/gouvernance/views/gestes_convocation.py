"""The gestures of the page of a convocation, each a button: its form when it has one, the sentence that it gives."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from convive.espaces.views.lien_a_copier import forget_liens, keep_lien, show_liens
from convive.espaces.views.page import GESTE_INCONNU, Page
from convive.gouvernance.actions.convocation import (
    record_prevenu,
    submit_convocation,
    submit_nouveau_lien,
    submit_rappels,
    update_reponse,
)
from convive.gouvernance.actions.envoi import send_envois, submit_lien_seance, submit_refuses
from convive.gouvernance.actions.participant import (
    attach_adresse,
    create_participant,
    create_participants,
    delete_participant,
)
from convive.gouvernance.forms.convocation import (
    MOT,
    ConvocationForm,
    InviteForm,
    ParticipantForm,
    ReponseRecueForm,
)
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.convocation import (
    get_participant,
    get_suppleant,
    list_a_prevenir,
    list_participants,
    list_refuses,
)
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

RIEN = "Rien n’a changé."
AUCUN_COURRIEL = (
    "Aucun e-mail ne part de cette installation\u00a0: copiez ci-dessous le message de chacun, et envoyez-le."
)


def build_form(seance: Seance, geste: str, data: Any = None) -> Any:
    """The form of a gesture that has one."""
    if geste in ("repondre", "nouveau_lien"):
        modele = ReponseRecueForm if geste == "repondre" else ParticipantForm
        return modele(data, participants=list_participants(seance), prefix=geste)
    if geste == "convoquer":
        return ConvocationForm(data, prefix=geste, initial={"mot": seance.mot_convocation or MOT})
    return InviteForm(data, prefix=geste) if geste == "inviter" else None


def do_geste(page: Page, seance: Seance, form: Any) -> str:
    """What was done, in one sentence. `form` is valid when the gesture has one. Raise GouvernanceRefusee."""
    action = GESTES.get(page.geste)
    if action is None:
        raise GouvernanceRefusee(GESTE_INCONNU)
    return action(page, seance, form)


def _add_membres(page: Page, seance: Seance, _form: Any) -> str:
    made = create_participants(by=page.compte, seance=seance)
    return f"{nombre_accorde(made, 'personne ajoutée', 'personnes ajoutées')}."


def _add_suppleant(page: Page, seance: Seance, _form: Any) -> str:
    uuid = parse_uuid(page.request.POST.get("uuid", ""))
    siege = get_suppleant(seance, uuid) if uuid else None
    if siege is None:
        return RIEN
    return f"{create_participant(by=page.compte, seance=seance, membre=siege)} est sur la liste."


def _invite(page: Page, seance: Seance, form: Any) -> str:
    return f"{create_participant(by=page.compte, seance=seance, **form.cleaned_data)} est sur la liste."


def _take_away(page: Page, seance: Seance, _form: Any) -> str:
    uuid = parse_uuid(page.request.POST.get("uuid", ""))
    participant = get_participant(seance, uuid) if uuid else None
    if participant is None:
        return RIEN
    delete_participant(by=page.compte, participant=participant)
    return f"{participant} n’est plus sur la liste."


def _convene(page: Page, seance: Seance, form: Any) -> str:
    made = submit_convocation(by=page.compte, seance=seance, mot=form.cleaned_data["mot"])
    if not is_courriel_envoye():
        _keep_liens(page, seance)
        return f"La séance est convoquée. {AUCUN_COURRIEL}"
    return f"La séance est convoquée. {nombre_accorde(made, 'message part', 'messages partent')}."


def _remind(page: Page, seance: Seance, _form: Any) -> str:
    if not is_courriel_envoye():
        return AUCUN_COURRIEL
    made = submit_rappels(by=page.compte, seance=seance)
    return f"{nombre_accorde(made, 'rappel part', 'rappels partent')}." if made else "Personne à rappeler aujourd’hui."


def _send(page: Page, seance: Seance, _form: Any) -> str:
    return send_de_nouveau(page, seance)


def send_de_nouveau(page: Page, seance: Seance) -> str:
    """What waits, and what was refused by its address, leaves now; what became of it, in one sentence."""
    submit_refuses(by=page.compte, seance=seance)
    sent, left = send_envois(seance.pk)
    phrases = [f"{nombre_accorde(sent, 'message parti', 'messages partis')}."]
    if refuses := len(list_refuses(seance)):
        phrases.append(f"{nombre_accorde(refuses, 'adresse refusée', 'adresses refusées')}.")
    if left:
        phrases.append(f"{nombre_accorde(left, 'message attend', 'messages attendent')} encore le serveur.")
    return " ".join(phrases)


def _answer(page: Page, _seance: Seance, form: Any) -> str:
    champs = {champ: form.cleaned_data[champ] for champ in ("reponse", "represente_par")}
    participant = update_reponse(by=page.compte, participant=form.get_participant(), **champs)
    return f"{participant}\u00a0: {participant.get_reponse_display().lower()}. C’est noté."


def _send_lien(page: Page, _seance: Seance, form: Any) -> str:
    if not is_courriel_envoye():
        participant = form.get_participant()
        keep_lien(page.request, submit_lien_seance(page.membre, participant), participant)
        return f"Copiez plus bas le nouveau lien, pour {participant}\u00a0; l’ancien ne sert plus."
    submit_nouveau_lien(by=page.membre, participant=form.get_participant())
    return f"Un nouveau lien part pour {form.get_participant()}\u00a0; l’ancien ne sert plus."


def _tell_otherwise(page: Page, seance: Seance, _form: Any) -> str:
    uuid = parse_uuid(page.request.POST.get("uuid", ""))
    participant = get_participant(seance, uuid) if uuid else None
    if participant is None:
        return RIEN
    forget_liens(page.request, [participant])
    return f"{record_prevenu(by=page.compte, participant=participant)} est prévenu·e. C’est noté."


def _tell_all(page: Page, seance: Seance, _form: Any) -> str:
    """Those whose link was shown to be copied; whoever has no address is told one by one."""
    rows = [row for row in list_a_prevenir(seance) if row.email]
    for participant in rows:
        participant.seance = seance
        record_prevenu(by=page.compte, participant=participant)
    forget_liens(page.request, rows)
    return f"{nombre_accorde(len(rows), 'personne prévenue', 'personnes prévenues')}. C’est noté." if rows else RIEN


def _give_liens(page: Page, seance: Seance, _form: Any) -> str:
    _keep_liens(page, seance)
    return "Copiez ci-dessous le message de chacun."


def _keep_liens(page: Page, seance: Seance) -> None:
    """A link for each person to tell who has an address and whose link is not on the page yet."""
    seance.refresh_from_db(fields=["statut", "sequence", "mot_convocation"])
    rows = [row for row in list_a_prevenir(seance) if row.email]
    show_liens(page.request, rows)
    for participant in rows:
        if not participant.url_a_copier:
            participant.seance = seance
            keep_lien(page.request, submit_lien_seance(page.membre, participant), participant)


def _give_lien(page: Page, seance: Seance, _form: Any) -> str:
    uuid = parse_uuid(page.request.POST.get("uuid", ""))
    participant = get_participant(seance, uuid) if uuid else None
    if participant is None:
        return RIEN
    keep_lien(page.request, submit_lien_seance(page.membre, participant), participant)
    return f"Copiez plus bas le lien de {participant}."


def _attach_adresse(page: Page, seance: Seance, _form: Any) -> str:
    uuid = parse_uuid(page.request.POST.get("uuid", ""))
    participant = get_participant(seance, uuid) if uuid else None
    if participant is None:
        return RIEN
    current = attach_adresse(by=page.compte, participant=participant)
    return f"{current} sera convoqué·e à {current.email}."


def _keep_email(page: Page, seance: Seance, _form: Any) -> str:
    email, uuid = page.request.POST.get("email", "").strip(), parse_uuid(page.request.POST.get("uuid", ""))
    participant = get_participant(seance, uuid) if uuid else None
    if participant is None:
        return RIEN
    try:
        validate_email(email)
    except ValidationError as error:
        lue = f"«\u00a0{email}\u00a0» n’en est pas une."
        raise GouvernanceRefusee(f"Vérifiez l’adresse de {participant}\u00a0: {lue}") from error
    attach_adresse(by=page.compte, participant=participant, email=email)
    return f"{participant}\u00a0: {email}. L’annuaire garde cette adresse."


GESTES: Mapping[str, Callable[[Page, Seance, Any], str]] = {
    "membres": _add_membres,
    "suppleant": _add_suppleant,
    "inviter": _invite,
    "retirer": _take_away,
    "convoquer": _convene,
    "rappeler": _remind,
    "renvoyer": _send,
    "repondre": _answer,
    "nouveau_lien": _send_lien,
    "lien": _give_lien,
    "liens": _give_liens,
    "prevenu": _tell_otherwise,
    "prevenus": _tell_all,
    "adresse": _attach_adresse,
    "email": _keep_email,
}
