"""The private link of a questionnaire for someone who has no page of her own: employeur, intervenant, financeur."""

from django.core.signing import BadSignature, Signer

from convive.formation.models import QuestionnaireSession

MAX_CLE = 200


def _get_signer() -> Signer:
    return Signer(salt="convive.formation.enquete", sep=".")


def build_cle_enquete(questionnaire: QuestionnaireSession) -> str:
    return _get_signer().sign(questionnaire.jeton)


def get_enquete(cle: str) -> QuestionnaireSession | None:
    """The questionnaire, with its session, espace and person; None if this installation did not sign the key."""
    if len(cle) > MAX_CLE:
        return None
    try:
        jeton = _get_signer().unsign(cle)
    except BadSignature:
        return None
    rows = QuestionnaireSession.objects.select_related(
        "session__espace", "session__programme", "inscription", "intervenant"
    )
    return rows.filter(jeton=jeton).first()
