"""The directory travels with the espace: it is part of its memory."""

from convive.acteurs.models import (
    DestinataireLettre,
    EchangeActeur,
    EcritImport,
    Fonction,
    Groupe,
    Import,
    LettreGroupe,
    LienOrganisations,
    OppositionLettre,
    Organisation,
    Personne,
    PosteCooperation,
    Rapprochement,
)
from convive.espaces.copie.registre import copie
from convive.socle.maison import Ailleurs


def record_copie() -> None:
    copie.record_inclus(Organisation, LienOrganisations, Personne, Fonction, Groupe, PosteCooperation)
    copie.record_inclus(Organisation.versions.model, identifiants={"uuid": Organisation})
    # What was said is the memory of the espace; the private part is its author’s, and what it spoke of may stay behind.
    copie.record_inclus(EchangeActeur, sans=("prive",), ailleurs=Ailleurs.DETACHER)
    copie.record_inclus(LettreGroupe, OppositionLettre)
    copie.record_exclus(
        DestinataireLettre, "Une lettre partie d’ici ne repart pas d’une copie\u00a0; l’échange daté de chacun voyage."
    )
    copie.record_exclus(Rapprochement, "Un rapprochement s’annule là où il a été décidé ; son effet voyage.")
    copie.record_exclus(Import, "Un import s’annule là où il a été fait ; les fiches qu’il a écrites voyagent.")
    copie.record_exclus(EcritImport, "Elle sert à annuler un import, là où il a été fait.")
