"""Who must still deliberate or sign. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue

MAX_NUMERO = 60


class Etat(EnumLibelle):
    """Of a signatory towards one act: the convention, or an avenant."""

    A_DELIBERER = "a_deliberer", "doit délibérer"
    A_SIGNER = "a_signer", "doit signer"
    SIGNE = "signe", "a signé"
    PARTI = "parti", "n’est plus signataire"
    NON_CONCERNE = "non_concerne", "n’était pas encore signataire"


@dataclass(frozen=True, slots=True)
class Acte:
    """What is known of one signatory for one act. Without `has_organe`, its representative signs on his own."""

    has_organe: bool
    date_deliberation: date | None = None
    date_signature: date | None = None
    is_parti: bool = False
    is_concerne: bool = True


def get_etat(acte: Acte) -> Etat:
    """A signature counts even when the délibération was never noted: the act exists."""
    if not acte.is_concerne:
        return Etat.NON_CONCERNE
    if acte.date_signature is not None:
        return Etat.SIGNE
    if acte.is_parti:
        return Etat.PARTI
    if acte.has_organe and acte.date_deliberation is None:
        return Etat.A_DELIBERER
    return Etat.A_SIGNER


def count_etats(etats: Iterable[Etat]) -> dict[Etat, int]:
    counts = dict.fromkeys(Etat, 0)
    for etat in etats:
        counts[etat] += 1
    return counts


def list_contradictions(
    *, date_deliberation: date | None, date_signature: date | None, fin: date, today: date
) -> dict[str, str]:
    """What cannot be in the dates of a délibération, by field. `fin` is the last day of the convention."""
    found = {}
    for champ, day, mot in (
        ("date", date_deliberation, "la délibération a été prise"),
        ("date_signature", date_signature, "la signature a eu lieu"),
    ):
        if day is not None and day > today:
            found[champ] = f"Le {date_longue(day)} est à venir : notez cette date quand {mot}."
    if "date_signature" not in found and date_signature is not None and date_signature > fin:
        found["date_signature"] = (
            f"La convention a pris fin le {date_longue(fin)} : on ne la signe plus le {date_longue(date_signature)}."
        )
    return found


def list_avertissements(
    *, has_organe: bool, date_deliberation: date | None, date_signature: date | None
) -> Sequence[str]:
    """What happens, and has to be put right."""
    if date_signature is None or not has_organe:
        return ()
    if date_deliberation is None:
        return ("Signée, mais la délibération n’est pas notée : demandez-en une copie.",)
    if date_deliberation > date_signature:
        return (
            f"La délibération, du {date_longue(date_deliberation)}, vient après la signature, "
            f"du {date_longue(date_signature)} : à régulariser.",
        )
    return ()
