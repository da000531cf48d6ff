"""The `convive` command: Django's commands, with our settings."""

import os
import sys

INTERRUPTED = 130  # the exit code of a shell for Ctrl-C


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["convive", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Réglage à corriger\u00a0: {error}\n")
        sys.exit(1)
    except Exception as error:
        from convive.socle.disque import find_cause_ecriture

        cause = find_cause_ecriture(error)
        if cause is None:
            raise
        sys.stderr.write(
            f"Arrêté\u00a0: {cause}. Rien n’a été gardé à moitié\u00a0; faites de la place, puis relancez.\n"
        )
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("\nArrêté. Ce qui était déjà prêt n’a pas changé\u00a0; relancez quand vous voulez.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
