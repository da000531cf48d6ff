"""The password rule as a Django validator."""

from django.core.exceptions import ValidationError

from convive.comptes.rules import AIDE_MOT_DE_PASSE, get_defauts


class MotDePasseCnilValidator:
    """Refuse a password weaker than the CNIL recommends."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - signature of Django
        if defauts := get_defauts(password):
            raise ValidationError([ValidationError(defaut, code="mot_de_passe_faible") for defaut in defauts])

    def get_help_text(self) -> str:
        return AIDE_MOT_DE_PASSE
