"""What a text still waits for: its passages « [à compléter : …] », which whoever knows replaces. Pure."""

import re

A_COMPLETER = re.compile(r"\[à compléter\s*:\s*([^\[\]]*)\]")


def write_a_completer(quoi: str) -> str:
    return f"[à compléter\u00a0: {quoi}]"


def list_a_completer(texte: str) -> list[str]:
    """What a filled text still waits for, in order."""
    return [" ".join(quoi.split()) or "ce passage" for quoi in A_COMPLETER.findall(texte.replace("\u00a0", " "))]
