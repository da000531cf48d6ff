"""The personal data of training: published programmes here, people of sessions in `sessions`, peers in `pairs`."""

from convive.comptes.conservation import purges
from convive.comptes.registre import DonneesPersonne, Sort, donnees_personnelles
from convive.formation.actions.conservation import delete_demandes_anciennes, delete_sessions_anciennes
from convive.formation.donnees_personnelles.pairs import record_donnees_pairs
from convive.formation.donnees_personnelles.sessions import record_donnees_sessions
from convive.formation.models import PublicationProgramme


def record_donnees() -> None:
    purges.record("demandes_formation", delete_demandes_anciennes)
    purges.record("sessions_formation", delete_sessions_anciennes)
    donnees_personnelles.record(
        DonneesPersonne(
            PublicationProgramme,
            "Les programmes de formation que vous avez publiés",
            "Ce que le public a lu reste ; votre nom n’est plus à côté.",
            Sort.ANONYMISER,
            lambda publication: {"programme": str(publication), "publié le": publication.date},
            liens=("created_by",),
        ),
    )
    # First, because pairs are found through the address of inscriptions, which the erasure removes next.
    record_donnees_pairs()
    record_donnees_sessions()
