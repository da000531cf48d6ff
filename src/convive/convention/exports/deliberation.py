"""The draft of the délibération of a signatory: what it approves, who may sign, to be checked by the institution.

Written by us, after what communes publish; the texts that it quotes are dated rows of `catalogue/visas.yaml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.convention.models import Avenant, Ctg, OrganeDeliberant, RoleSignataire, Signataire
from convive.convention.rules.avenants import Nature
from convive.convention.selectors.catalogue import list_visas_a_relire
from convive.convention.selectors.ctg import DossierCtg, build_dossier, is_en_projet, list_ctgs
from convive.convention.selectors.signataire import LigneSignataire, TableauActe, read_representant
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.socle.formats import date_longue, liste_fr
from convive.socle.uuids import parse_uuid

TITRE = "Projet de délibération"
SEPARATEUR = "."
# The assembly as it speaks, what agrees with it, and whether its acts go to the representative of the State.
ASSEMBLEES = {
    OrganeDeliberant.CONSEIL_MUNICIPAL: ("Le conseil municipal", "", True),
    OrganeDeliberant.CONSEIL_COMMUNAUTAIRE: ("Le conseil communautaire", "", True),
    OrganeDeliberant.COMITE_SYNDICAL: ("Le comité syndical", "", True),
    OrganeDeliberant.COMMISSION_PERMANENTE: ("La commission permanente du conseil départemental", "e", True),
    OrganeDeliberant.CONSEIL_ADMINISTRATION_CAF: ("Le conseil d’administration de la Caf", "", False),
    OrganeDeliberant.CONSEIL_ADMINISTRATION_CCAS: ("Le conseil d’administration", "", True),
    OrganeDeliberant.CONSEIL_ADMINISTRATION: ("Le conseil d’administration", "", False),
    OrganeDeliberant.AUTRE: ("L’assemblée", "e", False),
}
EFFETS = {
    Nature.ADHESION: "faire entrer {noms} parmi les signataires de la convention",
    Nature.RETRAIT: "prendre acte du retrait {noms}",
    Nature.PROROGATION: "prolonger la convention jusqu’au {fin}",
    Nature.MODIFICATION_PLAN: "modifier le plan d’actions de la convention",
    Nature.MODIFICATION_GOUVERNANCE: "modifier le pilotage de la convention",
    Nature.MODIFICATION_ANNEXE_2: "mettre à jour la liste des équipements et services soutenus (annexe 2)",
}


@dataclass(frozen=True, slots=True)
class AvenantCite:
    """The avenant that a délibération approves; `effet` completes « a pour objet de »."""

    numero: int
    objet: str
    date_effet: date
    effet: str


@dataclass(frozen=True, slots=True)
class Projet:
    """What a draft says: who deliberates, on which convention, between whom; on one of its avenants when there is."""

    organisation: str
    organe: str
    representant: str
    convention: str
    date_debut: date
    date_fin: date
    parties: tuple[str, ...]
    porteurs: str = ""
    date_signature: date | None = None
    numero: str = ""
    avenant: AvenantCite | None = None


EXEMPLE = Projet(
    organisation="Commune de Saint-Ambroise-des-Prés",
    organe=OrganeDeliberant.CONSEIL_MUNICIPAL.value,
    representant="Prénom Nom, maire,",
    convention="CTG 2025-2029",
    date_debut=date(2025, 1, 1),
    date_fin=date(2029, 12, 31),
    parties=("Pays de Vallombre", "Caf inventée", "Commune de Saint-Ambroise-des-Prés"),
    porteurs="Pays de Vallombre",
)


@dataclass(frozen=True, slots=True)
class _Acte:
    """A signatory that deliberates, and on what."""

    dossier: DossierCtg
    tableau: TableauActe
    ligne: LigneSignataire

    @property
    def cle(self) -> str:
        avenant = self.tableau.avenant
        return f"{self.ligne.signataire.pk}{SEPARATEUR}{avenant.pk}" if avenant else str(self.ligne.signataire.pk)


def list_choix_deliberations(membre: Membre) -> list[tuple[str, str]]:
    """The délibérations that are awaited, for every CTG of the espace."""
    return [
        (acte.cle, f"{acte.ligne.signataire} – {_name_acte(acte.dossier.ctg, acte.tableau.avenant)}")
        for acte in _list_actes(membre)
        if acte.ligne.is_a_deliberer
    ]


def build_deliberation(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The draft of one signatory for one act. Raise DocumentInconnu for one that does not deliberate."""
    wanted = _parse_acte(choix)
    acte = next((acte for acte in _list_actes(membre) if acte.cle == wanted), None)
    if acte is None:
        raise DocumentInconnu("Ce signataire n’existe pas, ou aucune assemblée ne délibère pour lui.")
    return _build(get_cadre(membre.espace), _build_projet(acte))


def build_exemple_deliberation(_famille: Famille) -> Contenu:
    """An invented commune that approves an invented CTG."""
    return _build(CADRE_EXEMPLE, EXEMPLE)


def _build(cadre: Cadre, projet: Projet) -> DocumentHtml:
    contexte = {
        "projet": projet,
        "organisation": projet.organisation,
        "numero": projet.numero,
        **build_contexte_organe(projet.organe, cadre.jour),
    }
    return build_texte(cadre, TITRE, "convention/types/deliberation.html", contexte)


def build_contexte_organe(organe: str, jour: date) -> dict[str, Any]:
    """What the frame of a délibération says of the assembly that takes it, and the texts that it quotes."""
    assemblee, accord, is_controlee = ASSEMBLEES[OrganeDeliberant(organe)]
    return {
        "assemblee": assemblee,
        "assemblee_suite": assemblee[:1].lower() + assemblee[1:],
        "accord": accord,
        "is_controlee": is_controlee,
        "visas": list_visas_a_relire(organe, jour),
    }


def _list_actes(membre: Membre) -> Iterator[_Acte]:
    today, ctgs = timezone.localdate(), list_ctgs(membre)
    for ctg in ctgs:
        dossier = build_dossier(ctg, ctgs, today)
        for tableau in dossier.tableaux:
            for ligne in tableau.lignes:
                if ligne.signataire.has_organe:
                    yield _Acte(dossier, tableau, ligne)


def _parse_acte(choix: str) -> str:
    parts = [parse_uuid(part) for part in choix.split(SEPARATEUR)]
    return SEPARATEUR.join(str(part) for part in parts if isinstance(part, UUID))


def _name_acte(ctg: Ctg, avenant: Avenant | None) -> str:
    return f"avenant n° {avenant.numero} à la {ctg}" if avenant else str(ctg)


def _build_projet(acte: _Acte) -> Projet:
    dossier, avenant, signataire = acte.dossier, acte.tableau.avenant, acte.ligne.signataire
    parties = [
        s for s in dossier.signataires if not s.is_parti and (not is_en_projet(s) or s.avenant_entree == avenant)
    ]
    porteurs = [str(s.organisation) for s in parties if s.role == RoleSignataire.PORTEUR]
    cite = None
    if avenant is not None:
        cite = AvenantCite(avenant.numero, avenant.objet, avenant.date_effet, _build_effet(dossier, avenant))
    return Projet(
        organisation=str(signataire.organisation),
        organe=signataire.organe_deliberant,
        representant=_name_representant(signataire),
        convention=dossier.ctg.nom,
        date_debut=dossier.ctg.date_debut,
        date_fin=dossier.ctg.date_fin,
        date_signature=dossier.ctg.date_signature,
        parties=tuple(str(s.organisation) for s in parties),
        porteurs=liste_fr(porteurs),
        numero=acte.ligne.deliberation.numero if acte.ligne.deliberation else "",
        avenant=cite,
    )


def _name_representant(signataire: Signataire) -> str:
    """Who may sign today, between commas: « Prénom Nom, maire, »; after an election, no longer the one who signed."""
    nom, qualite = read_representant(signataire)
    if signataire.representant_actuel is not None:
        qualite = qualite or "[qualité]"
    return f"{nom}, {qualite}," if nom and qualite else nom


def _build_effet(dossier: DossierCtg, avenant: Avenant) -> str:
    nature = Nature(avenant.nature)
    entrants = [str(s.organisation) for s in dossier.signataires if s.avenant_entree_id == avenant.pk]
    sortants = [str(s.organisation) for s in dossier.signataires if s.avenant_sortie_id == avenant.pk]
    noms = [f"« {nom} »" for nom in (sortants if nature is Nature.RETRAIT else entrants)]
    shown = liste_fr(noms) or "[organisation]"
    fin = date_longue(avenant.lus.date_fin) if avenant.lus.date_fin else "[date]"
    return EFFETS[nature].format(noms=f"de {shown}" if nature is Nature.RETRAIT else shown, fin=fin)
