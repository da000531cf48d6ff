"""The lettre de mission and the table of who does what, to sign and to lay on a table."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.prise_poste.permissions import can_get_raci, can_list_lettres
from convive.prise_poste.rules.raci import REGLE, ROLES
from convive.prise_poste.selectors.lettre_mission import LettreLue, get_lettre, get_lettres
from convive.prise_poste.selectors.raci import RaciLu, get_raci, get_raci_propose
from convive.socle.formats import date_longue
from convive.socle.uuids import parse_uuid

TITRE_LETTRE, TITRE_RACI = "Lettre de mission", "Qui fait quoi"
TEXTES = (
    ("Périmètre", "perimetre"),
    ("Ce que fait le poste", "missions"),
    ("Ce que le poste ne fera pas", "hors_mission"),
    ("Instances animées", "instances"),
    ("Moyens", "moyens"),
    ("Contacts", "contacts"),
)


@dataclass(frozen=True, slots=True)
class LettreEcrite:
    agent: str
    intitule: str
    employeur: str
    quotite: str
    rattachement: str
    date_debut: date
    date_fin: date
    date_signature: date | None = None


EXEMPLE = LettreEcrite(
    agent="Prénom Nom",
    intitule="Chargée de coopération CTG",
    employeur="Pays de Vallombre",
    quotite="0,50 équivalent temps plein pour la CTG, sur 1,00",
    rattachement="Direction de l’enfance et de la famille",
    date_debut=date(2026, 1, 1),
    date_fin=date(2026, 12, 31),
)
TEXTES_EXEMPLE = (
    ("Ce que fait le poste", "Préparer et animer COTECH et COPIL\nTenir les outils de suivi"),
    ("Ce que le poste ne fera pas", "Remplacer une direction de service."),
)
OBJECTIFS_EXEMPLE = (
    ("Un inventaire de l’offre auquel on peut se fier", "30 juin 2026", "Neuf lignes sur dix vérifiées", "En cours"),
    ("Deux COPIL tenus, décisions suivies", "15 décembre 2026", "Le registre des décisions", "Pas commencé"),
)


def build_lettre(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a lettre that this place does not read."""
    uuid = parse_uuid(choix)
    lue = get_lettre(membre, uuid) if uuid else None
    if lue is None:
        raise DocumentInconnu("Cette lettre n’existe pas, ou votre accès ne permet pas de la lire.")
    lettre = lue.lettre
    ecrite = LettreEcrite(**{nom: getattr(lettre, nom) for nom in LettreEcrite.__slots__})
    textes = [(titre, getattr(lettre, nom)) for titre, nom in TEXTES if getattr(lettre, nom)]
    contexte = {"lettre": ecrite, "textes": textes, "objectifs": _write_objectifs(lue)}
    titre = f"{TITRE_LETTRE} {lettre.annee}"
    return build_texte(get_cadre(membre.espace), titre, "prise_poste/types/lettre_mission.html", contexte)


def build_exemple_lettre(_famille: Famille) -> Contenu:
    contexte = {"lettre": EXEMPLE, "textes": TEXTES_EXEMPLE, "objectifs": OBJECTIFS_EXEMPLE}
    return build_texte(CADRE_EXEMPLE, f"{TITRE_LETTRE} 2026", "prise_poste/types/lettre_mission.html", contexte)


def list_choix_lettres(membre: Membre) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in get_lettres(membre).order_by("-annee", "agent", "pk")[:100]]


def build_raci_document(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a CTG of somewhere else."""
    raci = get_raci(membre, choix, timezone.localdate()) if parse_uuid(choix) else None
    if raci is None or str(raci.ctg.pk) != choix:
        raise DocumentInconnu("Cette CTG n’est pas dans cet espace.")
    return _write_raci(get_cadre(membre.espace), str(raci.ctg), raci)


def build_exemple_raci(_famille: Famille) -> Contenu:
    return _write_raci(CADRE_EXEMPLE, "CTG 2024-2028", None)


def list_choix_ctgs(membre: Membre) -> list[tuple[str, str]]:
    raci = get_raci(membre, "", timezone.localdate())
    return [(str(ctg.pk), str(ctg)) for ctg in raci.ctgs] if raci else []


def _write_raci(cadre: Cadre, ctg: str, raci: RaciLu | None) -> Contenu:
    contexte = {
        "ctg": ctg,
        "lignes": raci.lignes if raci else get_raci_propose(),
        "propose": raci is None or raci.is_propose,
        "roles": list(ROLES.values()),
        "regle": REGLE,
    }
    return build_texte(cadre, TITRE_RACI, "prise_poste/types/raci.html", contexte)


def _write_objectifs(lue: LettreLue) -> list[tuple[str, str, str, str]]:
    return [
        (
            row.resultat,
            date_longue(row.echeance) if row.echeance else "sans date",
            row.indicateur or "–",
            f"{row.get_etat_display()}. {row.preuve}" if row.preuve else str(row.get_etat_display()),
        )
        for row in lue.objectifs
    ]


def record_lettres() -> None:
    types_documents.record(
        TypeDocument(
            # Not « lettre_mission », which is the model that a post of the directory fills.
            "lettre_mission_annee",
            TITRE_LETTRE,
            "Ce que l’on attend du poste cette année, ses objectifs, de quoi la signer.",
            (Famille.TEXTE,),
            can_list_lettres,
            build_lettre,
            build_exemple_lettre,
            list_choix=list_choix_lettres,
            libelle_choix="Laquelle ?",
            ordre=61,
        ),
        TypeDocument(
            "raci",
            TITRE_RACI,
            "Pour chaque activité de la CTG\u00a0: qui fait, qui répond, qui est consulté, qui est informé.",
            (Famille.TEXTE,),
            can_get_raci,
            build_raci_document,
            build_exemple_raci,
            list_choix=list_choix_ctgs,
            libelle_choix="De quelle CTG ?",
            ordre=62,
        ),
    )
