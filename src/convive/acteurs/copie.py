"""The directory travels with the espace: it is part of its memory."""

from convive.acteurs.models import Fonction, Groupe, LienOrganisations, Organisation, Personne, Rapprochement
from convive.espaces.copie.registre import copie


def record_copie() -> None:
    copie.record_inclus(Organisation, LienOrganisations, Personne, Fonction, Groupe)
    copie.record_inclus(Organisation.versions.model, identifiants={"uuid": Organisation})
    copie.record_exclus(Rapprochement, "Un rapprochement s’annule là où il a été décidé ; son effet voyage.")
