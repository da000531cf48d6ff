"""The malware scanner of the installation, when it has one: a program that reads the file on its input.

`CONVIVE_ANTIVIRUS="clamdscan --no-summary -"`: code 0 lets the file in, 1 refuses it, anything else is a failure of
the scanner, and then nothing comes in either.
"""

import logging
import shlex
import subprocess

from django.conf import settings

from convive.documents.refus import DocumentRefuse

logger = logging.getLogger(__name__)
SECONDES = 60
SAIN, INFECTE = 0, 1


def inspect_virus(contenu: bytes) -> None:
    """Raise DocumentRefuse for a file that the scanner refuses, or when it does not answer."""
    if not settings.ANTIVIRUS:
        return
    try:
        code = subprocess.run(  # noqa: S603 - the program that the installation chose
            shlex.split(settings.ANTIVIRUS), input=contenu, capture_output=True, timeout=SECONDES, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        logger.exception("The scanner did not answer")
        code = -1
    if code == INFECTE:
        raise DocumentRefuse("L’antivirus du serveur refuse ce fichier. Prévenez la personne qui vous l’a envoyé.")
    if code != SAIN:
        raise DocumentRefuse(
            "L’antivirus du serveur ne répond pas : aucun fichier n’entre sans lui. Recommencez plus tard, ou prévenez "
            "la personne qui administre Convive."
        )
