"""The first compte of an installation, opened by whoever reads its terminal."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from convive.comptes.models import CodePremierCompte, Compte
from convive.comptes.selectors.premier_compte import is_installation_neuve
from convive.journal.actions import record_geste
from convive.journal.models import Geste

VALIDITE = timedelta(days=7)
# Without what one reads twice: I and 1, O and 0.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPES, PAR_GROUPE = 3, 4
CODE_REFUSE = (
    "Ce code n’est pas, ou n’est plus, celui du terminal\u00a0: il sert une fois, pendant sept jours, et change quand "
    "Convive redémarre. Relancez Convive, il affichera une nouvelle adresse."
)
DEJA_UN_COMPTE = "Quelqu’un a déjà un compte ici\u00a0: les suivants s’ouvrent sur invitation."


class PremierCompteRefuse(ValueError):
    """The first compte does not open; the message can be shown."""


@transaction.atomic
def create_code() -> str | None:
    """A new code, to be shown once; the one before opens nothing any more. None when someone has a compte already."""
    CodePremierCompte.objects.all().delete()
    if not is_installation_neuve():
        return None
    groupes = ("".join(secrets.choice(ALPHABET) for _ in range(PAR_GROUPE)) for _ in range(GROUPES))
    code = "-".join(groupes)
    CodePremierCompte.objects.create(empreinte=_hash(code), expire_le=timezone.now() + VALIDITE)
    return code


@transaction.atomic
def create_premier_compte(*, code: str, email: str, nom_affiche: str, password: str) -> Compte:
    """Open the compte of who installs Convive, and use the code up; Raise PremierCompteRefuse.

    Deleting the row is what makes it serve once: of two requests that come together, one finds it gone.
    """
    empreintes = _list_empreintes(code)
    used, _ = CodePremierCompte.objects.filter(empreinte__in=empreintes, expire_le__gt=timezone.now()).delete()
    if not is_installation_neuve():
        raise PremierCompteRefuse(DEJA_UN_COMPTE)
    if not used:
        raise PremierCompteRefuse(CODE_REFUSE)
    compte = Compte.objects.create_superuser(email, password, nom_affiche)
    record_geste(
        auteur=compte,
        geste=Geste.CREER,
        objet_type="compte",
        objet_uuid=compte.pk,
        objet_libelle="Premier compte de l’installation",
    )
    return compte


def _hash(code: str, secret: str | None = None) -> str:
    nu = "".join(caractere for caractere in code.upper() if caractere in ALPHABET)
    return salted_hmac("comptes.premier_compte", nu, secret=secret, algorithm="sha256").hexdigest()


def _list_empreintes(code: str) -> list[str]:
    return [_hash(code), *(_hash(code, secret) for secret in settings.SECRET_KEY_FALLBACKS)]
