"""Create, reset and delete the demonstration. Nothing else in the database changes."""

from dataclasses import dataclass, replace
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from convive.acteurs.demo.acteurs import create_acteurs_demo
from convive.acteurs.demo.postes import create_postes_demo
from convive.comptes.models import Compte
from convive.comptes.personas import Persona
from convive.comptes.registre import donnees_personnelles
from convive.config.demo.espaces import create_entrainement_demo, create_espaces_demo
from convive.config.demo.selectors import DERNIER, PREFIXE, get_espace_demo, get_recit_demo, read_scene
from convive.convention.demo.convention import create_convention_demo
from convive.convention.demo.suite import create_suite_demo
from convive.convention.demo.textes import create_textes_demo
from convive.diagnostic.demo.afom import create_afom_demo
from convive.diagnostic.demo.constats import create_constats_demo
from convive.diagnostic.demo.diagnostic import create_diagnostic_demo
from convive.diagnostic.demo.enjeux import create_enjeux_demo
from convive.diagnostic.demo.indicateurs import create_indicateurs_demo
from convive.documents.demo.gels import create_gels_demo
from convive.documents.demo.pieces import create_pieces_demo
from convive.echanges.demo.echanges import create_echanges_demo
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.copie.registre import get_chemin
from convive.espaces.demo.carnet import create_carnet_demo
from convive.espaces.demo.liens import create_liens_demo
from convive.espaces.models import Espace, TypeEspace
from convive.finances.demo.finances import create_finances_demo
from convive.formation.demo.formation import create_formation_demo
from convive.gouvernance.demo.gels_seances import create_gels_seances
from convive.gouvernance.demo.gouvernance import create_gouvernance_demo
from convive.gouvernance.demo.notes import create_notes_demo
from convive.offre.demo.offre import create_offre_demo
from convive.plan_action.demo.plan import create_plan_demo
from convive.prise_poste.demo.prise_poste import create_prise_poste_demo
from convive.recherche.suivi import write_ensemble

ETAPES = (
    create_carnet_demo,
    create_pieces_demo,
    create_gels_demo,
    create_echanges_demo,
    create_liens_demo,
    create_acteurs_demo,
    create_postes_demo,
    create_offre_demo,
    create_constats_demo,
    create_indicateurs_demo,
    create_afom_demo,
    create_enjeux_demo,
    create_convention_demo,
    create_suite_demo,
    create_plan_demo,
    create_gouvernance_demo,
    create_notes_demo,
    create_gels_seances,
    create_diagnostic_demo,
    create_textes_demo,
    create_finances_demo,
    create_prise_poste_demo,
)
"""The order matters: a step may refer to what an earlier one created."""


class DemoRefusee(RuntimeError):
    """The demonstration cannot be created without changing data that is not its own."""


@dataclass(frozen=True, slots=True)
class BilanDemo:
    """Counts of what was done; `comptes_gardes` are the names of people kept because another espace refers to them."""

    espaces_effaces: int
    comptes_effaces: int
    comptes_gardes: tuple[str, ...]
    comptes_crees: int = 0
    espaces_crees: int = 0
    nom_espace: str = ""


@transaction.atomic
def build_demo() -> BilanDemo | None:
    """Create the demonstration if its main espace is missing; otherwise leave it, with visitors' changes, and return
    None."""
    return None if get_espace_demo() else update_demo()


@transaction.atomic
def update_demo() -> BilanDemo:
    """Reset the demonstration: delete all of it, then create it again.

    Raise DemoRefusee if an e-mail address of the demonstration belongs to someone else.
    """
    effaces = delete_demo()
    scene = read_scene()
    crees = sum(_restore_compte(persona) for persona in scene.personas)
    with write_ensemble():
        espace = _create_espace_demo()
    return replace(effaces, comptes_crees=crees, espaces_crees=len(scene.espaces), nom_espace=espace.nom)


@transaction.atomic
def delete_demo() -> BilanDemo:
    """Delete its espaces and its people, except those that a row of another espace, which is real, refers to."""
    espaces = list(Espace.objects.filter(pk__range=(PREFIXE, DERNIER)))
    if espaces:
        delete_tout(*espaces)
    uuids = [persona.uuid for persona in read_scene().personas]
    ailleurs = _list_comptes_ailleurs(uuids)
    gardes = Compte.objects.filter(pk__in=ailleurs)
    personnes = Compte.objects.filter(pk__in=uuids).exclude(pk__in=ailleurs)
    effaces = personnes.count()
    personnes.delete()
    return BilanDemo(len(espaces), effaces, tuple(compte.nom_affiche for compte in gardes))


def _list_comptes_ailleurs(uuids: list[UUID]) -> set[UUID]:
    """People whose deletion would change a row of another espace. Call it after deleting those of the demonstration.

    Every model that names a person is declared as personal data, so none is missed here. A row that outlives its espace
    (a former version) does not count.
    """
    ailleurs: set[UUID] = set()
    for declaration in donnees_personnelles.get_all():
        chemin = get_chemin(declaration.model)
        for lien in declaration.liens if chemin else ():
            rows = declaration.model._default_manager.filter(
                **{f"{lien}__in": uuids, f"{chemin}__in": Espace.objects.all()}
            )
            ailleurs.update(rows.values_list(lien, flat=True))
    return ailleurs


def _restore_compte(persona: Persona) -> bool:
    """Create the compte of a persona and return True, or reset it (name, address, password, second factor) and return
    False. Raise DemoRefusee if its address belongs to someone else."""
    adresses = Q(email__iexact=persona.email)
    if (
        Compte.objects.filter(adresses).exclude(pk=persona.uuid).exists()
        or EmailAddress.objects.filter(adresses).exclude(user=persona.uuid).exists()
    ):
        raise DemoRefusee(f"L’adresse {persona.email} est déjà celle d’un autre compte : rien n’a été changé.")
    compte = Compte.objects.filter(pk=persona.uuid).first()
    if compte is None:
        Compte.objects.create_user(persona.email, None, nom_affiche=persona.nom, email_verifie=True, uuid=persona.uuid)
        return True
    compte.email, compte.nom_affiche, compte.is_active, compte.is_staff = persona.email, persona.nom, True, False
    compte.set_unusable_password()
    compte.save()
    Authenticator.objects.filter(user=compte).delete()
    EmailAddress.objects.filter(user=compte).delete()
    EmailAddress.objects.create(user=compte, email=persona.email, primary=True, verified=True)
    return False


def _create_espace_demo() -> Espace:
    """Create every espace of the demonstration with its content, and return that of the territoire."""
    espace, recit = create_espaces_demo(), get_recit_demo()
    for create in ETAPES:
        create(espace, recit)
    create_entrainement_demo(espace)
    if (organisme := get_espace_demo(TypeEspace.ORGANISME_FORMATION)) is not None:
        create_formation_demo(organisme, recit)
    return espace
