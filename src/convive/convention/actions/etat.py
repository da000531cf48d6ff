"""Keep the text of a convention as it was signed."""

from convive.comptes.models import Compte
from convive.convention.models import ArticleConvention, Avenant, Ctg
from convive.documents.actions.gel import create_gel
from convive.documents.models import Gel
from convive.espaces.selectors.membre import get_membre
from convive.socle.formats import date_longue


def record_etat_signe(*, by: Compte, ctg: Ctg, avenant: Avenant | None = None) -> Gel | None:
    """Freeze the text as the signature that was just noted leaves it, inside the transaction of that action.

    A convention whose text is not written here has nothing to keep. An avenant that is signed, taken back, then signed
    again leaves two states: what was believed to be signed stays readable.
    """
    membre = get_membre(by, ctg.espace_id)
    if membre is None or not ArticleConvention.objects.filter(ctg=ctg).presents().exists():
        return None
    acte, day = (f"l’avenant n° {avenant.numero}", avenant.date_signature) if avenant else ("la convention", None)
    day = day or ctg.date_signature
    return create_gel(by=membre, objet=ctg, motif=f"Signature de {acte}{f', le {date_longue(day)}' if day else ''}")
