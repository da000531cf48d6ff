"""Whether e-mail leaves this installation: without a mail server, messages are only printed in its terminal."""

from django.conf import settings

TERMINAL = "convive.config.courriel_terminal.EmailBackend"


def is_courriel_envoye() -> bool:
    return bool(settings.MAILERS["default"]["BACKEND"] != TERMINAL)
