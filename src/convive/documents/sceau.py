"""The seal of a frozen state: whoever writes in the database without the secret key cannot make one.

It covers what the print leaves out: which row it is, in which espace, of which object, by whom.
"""

import json

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from convive.documents.models.gel import Gel
from convive.documents.rules.gel import Verdict, compute_empreinte

SEL = "convive.documents.gel"


def compute_empreinte_gel(gel: Gel) -> str:
    """The print of what the row says today."""
    return compute_empreinte(
        objet_type=gel.objet_type, titre=gel.titre, motif=gel.motif, date=gel.date_gel, contenu=gel.contenu
    )


def compute_sceau(gel: Gel, cle: str | bytes = "") -> str:
    """The seal of a row as it is, by the secret key of today or a former one."""
    repris = gel.date_reprise.timestamp() if gel.date_reprise else None
    identite = [str(gel.pk), str(gel.espace_id), gel.objet_type, str(gel.objet_uuid)]
    parts = [*identite, gel.empreinte, gel.auteur_nom, gel.auteur_fonction, repris]
    return salted_hmac(SEL, json.dumps(parts), secret=cle or None, algorithm="sha256").hexdigest()


def get_verdict(gel: Gel) -> Verdict:
    """Whether a frozen state is still what was frozen."""
    if compute_empreinte_gel(gel) != gel.empreinte:
        return Verdict.CONTENU_CHANGE
    cles = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_scelle = any(constant_time_compare(gel.sceau, compute_sceau(gel, cle)) for cle in cles)
    return Verdict.INTACT if is_scelle else Verdict.SCEAU_ROMPU
