"""Read the letters to a group, whom they go to, and what each copy says."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from convive.acteurs.models import (
    DestinataireLettre,
    Fonction,
    Groupe,
    LettreGroupe,
    OppositionLettre,
    Organisation,
    Personne,
    TypeOrganisation,
)
from convive.acteurs.rules.lettres_groupe import EtatDestinataire, describe_bilan, fill_champs, list_vides
from convive.acteurs.selectors.organisation import CriteresOrganisations, filter_organisations, get_organisations
from convive.acteurs.selectors.personne import filter_personnes, get_personnes
from convive.espaces.models import Espace, Membre
from convive.socle.courriel import is_courriel_envoye
from convive.socle.registre import Registre
from convive.socle.uuids import parse_uuid

MAX_TROUVEES = 20


@dataclass(frozen=True, slots=True)
class Cible:
    """Someone to write to: a person, through an organisation or not, or an organisation where nobody is known."""

    personne: Personne | None
    organisation: Organisation | None

    @property
    def cle(self) -> tuple[UUID | None, UUID | None]:
        """A person once, through whichever organisation; an organisation once, when nobody is named."""
        if self.personne is not None:
            return self.personne.pk, None
        return None, self.organisation.pk if self.organisation else None


@dataclass(frozen=True, slots=True)
class SourceDestinataires:
    """Where one takes many people at once. `list_choix(membre)` gives what to choose among, `list_cibles(membre,
    choix)` the people; a choice that is not this place’s gives nobody."""

    cle: str
    libelle: str
    list_choix: Callable[[Membre], list[tuple[str, str]]]
    list_cibles: Callable[[Membre, str], list[Cible]]


sources_destinataires: Registre[SourceDestinataires] = Registre()


@dataclass(frozen=True, slots=True)
class Pli:
    """One copy of a draft, as it would leave today. `vides` are the fields that are empty for this person."""

    destinataire: DestinataireLettre
    nom: str
    email: str
    adresse: str
    objet: str
    texte: str
    vides: tuple[str, ...]
    is_oppose: bool

    @property
    def etat(self) -> EtatDestinataire:
        if self.is_oppose:
            return EtatDestinataire.ECARTE
        return EtatDestinataire.A_ENVOYER if self.email and is_courriel_envoye() else EtatDestinataire.PAPIER


def get_lettres(membre: Membre) -> QuerySet[LettreGroupe]:
    return LettreGroupe.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def list_lettres(membre: Membre) -> list[tuple[LettreGroupe, str]]:
    """Drafts first, then the latest ones, each with what became of its copies; two queries."""
    rows = sorted(
        get_lettres(membre), key=lambda row: (not row.is_brouillon, -(row.envoyee_le or row.updated_at).timestamp())
    )
    comptes: dict[UUID, Counter[str]] = {row.pk: Counter() for row in rows}
    copies = DestinataireLettre.objects.filter(lettre__in=comptes).order_by()
    for pk, etat, nombre in copies.values_list("lettre", "etat").annotate(Count("pk")):
        comptes[pk][etat] = nombre
    return [(row, describe_bilan(comptes[row.pk])) for row in rows]


def get_lettre(membre: Membre, uuid: UUID) -> LettreGroupe | None:
    lettre = get_lettres(membre).filter(pk=uuid).first()
    if lettre is not None:
        lettre.espace = membre.espace
    return lettre


def list_copies(lettre: LettreGroupe) -> list[DestinataireLettre]:
    """What left, or waits to, in the order of names."""
    rows = lettre.destinataires.select_related("personne", "organisation")
    return sorted(rows, key=lambda row: (str(row).casefold(), str(row.pk)))


def get_bilan(copies: Iterable[DestinataireLettre]) -> str:
    return describe_bilan(Counter(copie.etat for copie in copies))


def list_plis(lettre: LettreGroupe) -> list[Pli]:
    """The copies of a draft, in the order of names, with what the directory says today; four queries."""
    opposees = get_oppositions(lettre.espace)
    rows = lettre.destinataires.filter(personne__fusionnee_dans__isnull=True)
    actuelles = Fonction.objects.en_cours().select_related("organisation").order_by("-is_contact_principal", "pk")
    rows = rows.select_related("organisation", "personne").prefetch_related(Prefetch("personne__fonctions", actuelles))
    return sorted((build_pli(lettre, row, opposees) for row in rows), key=lambda pli: (pli.nom.casefold(), pli.email))


def build_pli(lettre: LettreGroupe, row: DestinataireLettre, opposees: frozenset[str]) -> Pli:
    valeurs = get_valeurs(row)
    email = _get_email(row)
    return Pli(
        row,
        str(row.personne or row.organisation),
        email,
        _get_adresse(row),
        fill_champs(lettre.objet, valeurs),
        fill_champs(lettre.texte, valeurs),
        tuple(list_vides(valeurs, lettre.objet, lettre.texte)),
        email.casefold() in opposees,
    )


def get_valeurs(row: DestinataireLettre) -> Mapping[str, str]:
    """What each merge field says of an addressee."""
    personne, fonction = row.personne, _get_fonction(row)
    organisation = row.organisation or (fonction.organisation if fonction else None)
    return {
        "civilite": personne.get_civilite_display() if personne else "",
        "prenom": personne.prenom if personne else "",
        "nom": personne.nom if personne else "",
        "qualite": fonction.intitule if fonction else "",
        "organisation": organisation.nom if organisation else "",
    }


def _get_fonction(row: DestinataireLettre) -> Fonction | None:
    """What she does in the organisation through which one writes; else her first function."""
    if row.personne is None:
        return None
    fonctions = list(row.personne.fonctions.all())
    return next((f for f in fonctions if f.organisation_id == row.organisation_id), fonctions[0] if fonctions else None)


def _get_email(row: DestinataireLettre) -> str:
    """Hers; that of the organisation only when nobody is named: it is not where one answers her."""
    if row.personne is not None:
        return row.personne.email
    return row.organisation.email if row.organisation else ""


def _get_adresse(row: DestinataireLettre) -> str:
    """The lines of an envelope, under her name."""
    valeurs = get_valeurs(row)
    lignes = [valeurs["organisation"] if row.personne else "", row.organisation.adresse if row.organisation else ""]
    return "\n".join(filter(None, lignes))


def get_oppositions(espace: Espace) -> frozenset[str]:
    return frozenset(OppositionLettre.objects.filter(espace=espace).values_list("email", flat=True))


def is_opposee(personne: Personne) -> bool:
    """Whether she wants no more letters; no query without an address."""
    rows = OppositionLettre.objects.filter(espace=personne.espace_id, email=personne.email.casefold())
    return bool(personne.email) and rows.exists()


def list_oppositions(membre: Membre) -> list[OppositionLettre]:
    rows = OppositionLettre.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    return list(rows.order_by("email"))


def list_incertains(lettre: LettreGroupe, now: datetime) -> list[DestinataireLettre]:
    """Cut while leaving: nobody knows whether they left."""
    return list(DestinataireLettre.objects.incertains(now).filter(lettre=lettre))


def search_cibles(membre: Membre, q: str) -> list[tuple[str, str, str]]:
    """People, then organisations, that this place sees and that answer `q`: their key, their name, what they do."""
    personnes = filter_personnes(get_personnes(membre), q, "").order_by("nom", "prenom", "pk")
    fonctions = Fonction.objects.en_cours().select_related("organisation")
    found = [
        (
            f"personne:{personne.pk}",
            str(personne),
            ", ".join(f"{f.intitule or 'en fonction'} – {f.organisation}" for f in personne.fonctions.all()),
        )
        for personne in personnes.prefetch_related(Prefetch("fonctions", fonctions))[:MAX_TROUVEES]
    ]
    organisations = filter_organisations(get_organisations(membre), CriteresOrganisations(q=q))
    return found + [
        (f"organisation:{row.pk}", row.nom, row.get_type_display())
        for row in organisations.order_by("nom_compare", "pk")[:MAX_TROUVEES]
    ]


def list_cibles_choisies(membre: Membre, cles: Iterable[str]) -> list[Cible]:
    """Those that boxes name, among the cards that this place sees."""
    uuids: dict[str, list[UUID]] = {"personne": [], "organisation": []}
    for cle in cles:
        sorte, _, texte = cle.partition(":")
        if sorte in uuids and (identifier := parse_uuid(texte)):
            uuids[sorte].append(identifier)
    personnes = get_personnes(membre).filter(pk__in=uuids["personne"])
    return [
        *(Cible(personne, None) for personne in personnes),
        *reach_organisations(get_organisations(membre).filter(pk__in=uuids["organisation"])),
    ]


def reach_organisations(rows: QuerySet[Organisation]) -> list[Cible]:
    """The main contact of each, else the organisation itself; two queries."""
    actuelles = Fonction.objects.en_cours().filter(
        personne__archivee_le__isnull=True, personne__fusionnee_dans__isnull=True
    )
    contacts = actuelles.select_related("personne").order_by("-is_contact_principal", "personne__nom", "pk")
    cibles = []
    for row in rows.prefetch_related(Prefetch("fonctions", contacts)):
        fonctions = list(row.fonctions.all())
        joignable = next((f for f in fonctions if f.personne.email), None)
        # Somebody who can be reached by e-mail first; without one, the address of the organisation if it has one.
        contact = joignable or (fonctions[0] if fonctions and not row.email else None)
        cibles.append(Cible(contact.personne if contact else None, row))
    return cibles


def _list_choix_groupes(membre: Membre) -> list[tuple[str, str]]:
    rows = Groupe.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id).order_by("nom", "pk")
    return [(str(groupe.pk), groupe.nom) for groupe in rows]


def _list_cibles_groupe(membre: Membre, choix: str) -> list[Cible]:
    groupe = parse_uuid(choix)
    personnes = get_personnes(membre).filter(groupes=groupe, archivee_le__isnull=True)
    organisations = get_organisations(membre).filter(groupes=groupe, archivee_le__isnull=True)
    return [*(Cible(personne, None) for personne in personnes), *reach_organisations(organisations)]


def _list_cibles_type(membre: Membre, choix: str) -> list[Cible]:
    return reach_organisations(get_organisations(membre).filter(type=choix, archivee_le__isnull=True))


def record_sources() -> None:
    sources_destinataires.record(
        SourceDestinataires("groupe", "Un groupe de l’annuaire", _list_choix_groupes, _list_cibles_groupe),
        SourceDestinataires(
            "type",
            "Toutes les organisations d’un type",
            lambda _: [(str(valeur), str(libelle)) for valeur, libelle in TypeOrganisation.choices],
            _list_cibles_type,
        ),
    )
