"""Proofs from the questionnaires of a session: how many people answered, out of how many, after how many reminders."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils import timezone

from convive.formation.rules.enquetes import POSITIONNEMENTS, Enquete
from convive.formation.rules.qualiopi import FichierPreuve, Preuve, SorteFichier, count_parts
from convive.formation.selectors.portee_qualiopi import Fournisseur, Portee
from convive.socle.formats import nombre_accorde

SORTES = {
    Enquete.POSITIONNEMENT_ENTREE: "positionnement_entree",
    Enquete.POSITIONNEMENT_SORTIE: "positionnement_sortie",
    Enquete.BESOIN: "besoin",
    Enquete.TEST_FIN: "test_fin",
    Enquete.A_CHAUD: "a_chaud",
    Enquete.A_FROID_STAGIAIRE: "a_froid",
    Enquete.A_FROID_EMPLOYEUR: "a_froid_employeur",
    Enquete.AVIS_INTERVENANT: "avis_intervenant",
    Enquete.AVIS_FINANCEUR: "avis_financeur",
}
DE_CHACUN = POSITIONNEMENTS | {Enquete.TEST_FIN, Enquete.BESOIN}
"""The questionnaires that everybody must answer; opinions are requested, with reminders, but stay optional."""


def list_enquete(enquete: Enquete, portee: Portee) -> Iterable[Preuve]:
    """The proof of a questionnaire, from the number of answers, never from their contents."""
    lue = next((lue for lue in portee.enquetes if lue.regle.enquete is enquete), None)
    if lue is None or portee.session is None:
        return []
    url = reverse("formation:session_questionnaires", args=[portee.espace.pk, portee.session.pk])
    if enquete is Enquete.AVIS_FINANCEUR and not lue.attendus:
        return [Preuve(lue.regle.libelle, url, None, "Personne n’est noté comme finançant cette session.")]
    if not lue.repondus:
        return []
    precision = count_parts(("réponse", "réponses"), lue.repondus, lue.attendus)
    if lue.rappels:
        precision += f", {nombre_accorde(lue.rappels, 'rappel')}"
    is_complete = lue.repondus >= lue.attendus or (enquete not in DE_CHACUN and lue.rappels > 0)
    jour = max(timezone.localdate(row.termine_le) for row in lue.lignes if row.termine_le is not None)
    fichier = FichierPreuve(SorteFichier.REPONSES, enquete.value, f"Réponses, {lue.regle.libelle}", jour)
    return [Preuve(lue.regle.libelle, url, jour, precision, is_complete, fichiers=(fichier,))]


FOURNISSEURS: dict[str, Fournisseur] = {sorte: partial(list_enquete, enquete) for enquete, sorte in SORTES.items()}
