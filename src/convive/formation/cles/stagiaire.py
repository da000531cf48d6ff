"""The private link of a stagiaire, which gives access to her own data. A new jeton disables the former link."""

from django.core.signing import BadSignature, Signer

from convive.formation.models import Inscription

MAX_CLE = 200


def _get_signer() -> Signer:
    return Signer(salt="convive.formation.stagiaire", sep=".")


def build_cle(inscription: Inscription) -> str:
    return _get_signer().sign(inscription.jeton)


def get_inscription(cle: str) -> Inscription | None:
    """The inscription, with its session, programme and espace; None if the key was not signed here, or was replaced."""
    if len(cle) > MAX_CLE:
        return None
    try:
        jeton = _get_signer().unsign(cle)
    except BadSignature:
        return None
    rows = Inscription.objects.select_related("session__programme", "espace", "compte")
    inscription = rows.filter(jeton=jeton).first()
    if inscription is not None:
        inscription.session.espace = inscription.espace
    return inscription
