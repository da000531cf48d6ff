"""How a person logs in, as shown on « Mon compte »."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from convive.comptes.models import Compte


@dataclass(frozen=True, slots=True)
class SecuriteCompte:
    """`facteurs` are the second factors in use, in French; recovery codes alone do not count as one."""

    facteurs: tuple[str, ...]
    codes_secours: bool
    mot_de_passe: bool


def get_securite(compte: Compte) -> SecuriteCompte:
    types = set(Authenticator.objects.filter(user=compte).values_list("type", flat=True))
    libelles = {
        Authenticator.Type.TOTP: "application de codes",
        Authenticator.Type.WEBAUTHN: "clé d’accès",
    }
    return SecuriteCompte(
        facteurs=tuple(libelle for type_, libelle in libelles.items() if type_ in types),
        codes_secours=Authenticator.Type.RECOVERY_CODES in types,
        mot_de_passe=compte.has_usable_password(),
    )
