"""The ready-made territories of the case studies, created when a trainer asks for one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.depart import record_depart
from convive.espaces.actions.espace import create_espace, get_espace_cree
from convive.espaces.fournis import EspaceFourni, fournis
from convive.espaces.models import Espace, TypeEspace
from convive.formation.selectors.contenus import DOSSIER
from convive.recherche.suivi import write_ensemble
from convive.socle.recit import DOSSIERS_DEMO, Recit, read_yaml

TERRITOIRES = DOSSIER / "territoires"


def record_fournis() -> None:
    fournis.record(*(_build_fourni(ligne) for ligne in read_yaml(TERRITOIRES / "territoires.yaml")))


def _build_fourni(ligne: Mapping[str, Any]) -> EspaceFourni:
    titre = f"Étude de cas {ligne['numero']}, «\u00a0{ligne['titre']}\u00a0»"
    champs = {champ: ligne[champ] for champ in ("cle", "nom", "phrase", "organisation")}
    return EspaceFourni(titre=titre, build=partial(create_territoire, ligne), **champs)


def create_territoire(ligne: Mapping[str, Any], by: Compte, uuid: UUID | None = None) -> Espace:
    """Create a practice espace with everything in its files, with `by` as author and in charge. A reset restores this
    state. `uuid` comes from the form: submitted twice, it creates one espace."""
    dossiers = (TERRITOIRES / ligne["dossier"],) if "dossier" in ligne else DOSSIERS_DEMO
    recit = Recit(dossiers, by.pk, ligne["noms"])
    with transaction.atomic(), write_ensemble():
        if (former := get_espace_cree(by, uuid)) is not None:
            return former
        espace = create_espace(
            by=by, nom=ligne["nom"], type_espace=TypeEspace.ENTRAINEMENT, reference=ligne["territoire"], uuid=uuid
        )
        for create in _list_etapes():
            create(espace, recit)
    record_depart(by=by, espace=espace)
    return espace


def _list_etapes() -> tuple[Callable[[Espace, Recit], object], ...]:
    """The steps, in order, since each may refer to what earlier ones created. Imported here to keep start-up fast."""
    from convive.acteurs.demo.acteurs import create_acteurs_demo
    from convive.acteurs.demo.postes import create_postes_demo
    from convive.convention.demo.convention import create_convention_demo
    from convive.convention.demo.suite import create_plans_externes
    from convive.diagnostic.demo.afom import create_afom_demo
    from convive.diagnostic.demo.constats import create_constats_demo
    from convive.diagnostic.demo.diagnostic import create_version
    from convive.diagnostic.demo.enjeux import create_enjeux_demo
    from convive.diagnostic.demo.indicateurs import create_indicateurs_demo
    from convive.espaces.demo.carnet import create_carnet_demo
    from convive.gouvernance.demo.gouvernance import create_gouvernance_demo
    from convive.offre.demo.offre import create_offre_demo
    from convive.plan_action.demo.plan import create_plan_demo

    return (
        create_carnet_demo,
        create_acteurs_demo,
        create_postes_demo,
        create_offre_demo,
        create_constats_demo,
        create_indicateurs_demo,
        create_afom_demo,
        create_enjeux_demo,
        create_convention_demo,
        create_plans_externes,
        create_plan_demo,
        create_gouvernance_demo,
        create_version,
    )
