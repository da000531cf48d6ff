"""The members of the espace and those who are invited: they have an address, whether the directory knows it or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.acteurs.models import Personne
from convive.acteurs.rules.noms import fold_personne
from convive.espaces.models import Espace, Invitation, Membre
from convive.espaces.rules import fold_email
from convive.gouvernance.models import MembreInstance, Seance


@dataclass(frozen=True, slots=True)
class Connu:
    """Someone whose address the espace knows without the directory; `pk` is what a form sends back."""

    nom: str
    email: str
    is_invite: bool = False

    @property
    def pk(self) -> str:
        return f"connu:{self.email}"

    def __str__(self) -> str:
        return f"{self.nom} ({'invité·e dans' if self.is_invite else 'membre de'} l’espace)"


def list_connus(espace: Espace) -> list[Connu]:
    """Members first, then those who were invited by their name and have not answered; two queries."""
    places = Membre.objects.en_cours().filter(espace=espace, compte__is_active=True).select_related("compte")
    invites = Invitation.objects.en_attente().filter(espace=espace).exclude(nom="")
    rows = [Connu(str(place.compte), place.compte.email) for place in places]
    rows += [Connu(row.nom, row.email, is_invite=True) for row in invites]
    return sorted({fold_email(row.email): row for row in reversed(rows)}.values(), key=lambda row: row.nom.casefold())


def list_sans_fiche(espace: Espace, personnes: Iterable[Personne]) -> list[Connu]:
    """Those whom no card of the directory tells: by the address, or by the name when the card has no address."""
    fiches = list(personnes)
    emails = {fold_email(fiche.email) for fiche in fiches if fiche.email}
    noms = {fold_personne(fiche.prenom, fiche.nom) for fiche in fiches if not fiche.email}
    return [
        row
        for row in list_connus(espace)
        if fold_email(row.email) not in emails and fold_personne("", row.nom) not in noms
    ]


def list_noms_attendus(seance: Seance, personnes: Iterable[Personne]) -> list[str]:
    """Those who may speak at a séance and are not among these cards: who sits or is expected under a name alone, the
    organisations that sit, the members of the espace; four queries."""
    fiches = list(personnes)
    sieges = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, personne=None)
    noms = [str(siege) for siege in sieges.select_related("organisation")]
    noms += seance.participants.filter(personne=None).values_list("nom", flat=True)
    noms += [connu.nom for connu in list_sans_fiche(seance.espace, fiches)]
    connus = {fold_personne(fiche.prenom, fiche.nom) for fiche in fiches}
    found = {cle: nom for nom in reversed(noms) if (cle := fold_personne("", nom)) not in connus}
    return sorted(found.values(), key=str.casefold)


def find_connu(espace: Espace, nom: str, connus: Iterable[Connu] | None = None) -> Connu | None:
    """The only one who has this name; None when two have it."""
    rows = list_connus(espace) if connus is None else connus
    found = [row for row in rows if fold_personne("", row.nom) == fold_personne("", nom)]
    return found[0] if len(found) == 1 else None
