"""The card of the directory of someone who sits or is expected. The caller holds the transaction."""

from typing import Any

from django.utils import timezone

from convive.acteurs.actions.organisation import update_organisation
from convive.acteurs.actions.personne import create_personne, update_personne
from convive.acteurs.models import Organisation, Personne
from convive.acteurs.rules.noms import fold_personne
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.models import Espace
from convive.espaces.rules import fold_email
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.connus import Connu

MEMBRE, INSTANCE = "membre de l’espace", "composition d’une instance"


def attach_fiche(by: Compte, espace: Espace, connu: Connu, fiche: Personne | None = None) -> Personne:
    """The card that bears the address of a member of the espace: the one given, which takes it, the one that has it
    already, or a new one."""
    if fiche is not None:
        update_personne(by=by, personne=fiche, saisie=Saisie({"email": connu.email}))
        return fiche
    return _find_par_adresse(espace, connu.email) or _create(by, espace, connu.nom, connu.email, MEMBRE)


def attach_email(
    by: Compte,
    espace: Espace,
    email: str,
    *,
    nom: str = "",
    personne: Personne | None = None,
    organisation: Organisation | None = None,
) -> Personne | None:
    """Keep in the directory an address that was typed: on the card of the person, on that of the organisation when it
    stands alone (None is then returned), or for a name: on the only card that has it, else on a new one.

    Raise GouvernanceRefusee, of the field `email`, when the card has another address or the address is someone else’s.
    """
    email = fold_email(email)
    if personne is None and nom:
        held = _find_par_adresse(espace, email)
        if held is not None and _fold(held) != fold_personne("", nom):
            raise GouvernanceRefusee(
                champs={"email": f"Dans l’annuaire, cette adresse est celle de {held}\u00a0: vérifiez-la."}
            )
        personne = held or _find_par_nom(espace, nom)
        if personne is None:
            return _create(by, espace, nom, email, INSTANCE)
    fiche = personne or organisation
    if fiche is not None and fiche.email and fold_email(fiche.email) != email:
        raise GouvernanceRefusee(
            champs={"email": f"L’annuaire a une autre adresse pour {fiche}\u00a0: modifiez-la sur sa fiche."}
        )
    if personne is not None:
        update_personne(by=by, personne=personne, saisie=Saisie({"email": email}))
    elif organisation is not None:
        update_organisation(by=by, organisation=organisation, saisie=Saisie({"email": email}))
    return personne


def _fold(fiche: Personne) -> str:
    return fold_personne(fiche.prenom, fiche.nom)


def _find_par_adresse(espace: Espace, email: str) -> Personne | None:
    rows = Personne.objects.filter(espace=espace, email__iexact=email, archivee_le__isnull=True)
    return rows.filter(fusionnee_dans__isnull=True).first()


def _find_par_nom(espace: Espace, nom: str) -> Personne | None:
    """The only card of this name, when it has no address; None when two have it."""
    rows = Personne.objects.filter(espace=espace, archivee_le__isnull=True, fusionnee_dans__isnull=True)
    found = list(rows.filter(nom_compare=fold_personne("", nom))[:2])
    return found[0] if len(found) == 1 and not found[0].email else None


def _create(by: Compte, espace: Espace, nom: str, email: str, source: str) -> Personne:
    prenom, _, famille = nom.rpartition(" ")
    valeurs: dict[str, Any] = {"prenom": prenom, "nom": famille, "email": email, "source": source}
    valeurs |= {"date_collecte": timezone.localdate()}
    return create_personne(by=by, espace=espace, saisie=Saisie(valeurs))
