"""The territories of the case studies, filled: made for a trainer who asks for one, never by the demonstration."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.config.demo.lecture import read_yaml
from convive.config.demo.recit import DOSSIER, Recit, get_recit_demo
from convive.espaces.actions.depart import record_depart
from convive.espaces.actions.espace import create_espace, get_espace_cree
from convive.espaces.fournis import EspaceFourni, fournis
from convive.espaces.models import Espace, TypeEspace
from convive.recherche.suivi import write_ensemble

CAS = DOSSIER / "cas"


def record_fournis() -> None:
    fournis.record(*(_build_fourni(ligne) for ligne in read_yaml(CAS / "cas.yaml")))


def _build_fourni(ligne: Mapping[str, Any]) -> EspaceFourni:
    titre = f"Étude de cas {ligne['numero']}, «\u00a0{ligne['titre']}\u00a0»"
    champs = {champ: ligne[champ] for champ in ("cle", "nom", "phrase", "organisation")}
    return EspaceFourni(titre=titre, build=partial(create_territoire, ligne), **champs)


def create_territoire(ligne: Mapping[str, Any], by: Compte, uuid: UUID | None = None) -> Espace:
    """A practice espace with everything in its files, written in the name of `by`, who holds it. It comes back to this
    state when it is put back. `uuid` comes with the form: sent twice, it makes one espace."""
    noms = ligne.get("noms") or get_recit_demo().noms
    recit = Recit((CAS / ligne["dossier"]).resolve(), by.pk, noms)
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
    """In the order in which one names what another made; loaded when somebody asks, not at start-up."""
    from convive.config.demo.acteurs import create_acteurs_demo
    from convive.config.demo.afom import create_afom_demo
    from convive.config.demo.carnet import create_carnet_demo
    from convive.config.demo.constats import create_constats_demo
    from convive.config.demo.convention import create_convention_demo
    from convive.config.demo.diagnostic import create_version
    from convive.config.demo.enjeux import create_enjeux_demo
    from convive.config.demo.gouvernance import create_gouvernance_demo
    from convive.config.demo.indicateurs import create_indicateurs_demo
    from convive.config.demo.offre import create_offre_demo
    from convive.config.demo.plan import create_plan_demo
    from convive.config.demo.postes import create_postes_demo
    from convive.config.demo.suite import create_plans_externes

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
