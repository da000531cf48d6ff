"""Who may open each page of an espace, and who may submit its forms: declared here, and checked by the contract tests.

Add the name of a new page to the row of its package with the same roles. A page that is in no row makes the tests fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from convive.espaces.models import TypeEspace
from tests.contrat.routes import Route, list_routes
from tests.espaces.factories import PERSONAS

# The espaces of the personas; the last one is deleted.
TERRITOIRE, ORGANISME, DEPARTEMENT = "territoire", "organisme", "departement"
ENTRAINEMENT, SUPPRIME = "entrainement", "supprime"
TOUS = frozenset(PERSONAS)
PERSONNE: frozenset[str] = frozenset()
CHARGEE = frozenset({"chargee"})
PILOTES = frozenset({"chargee", "directeur"})
EQUIPE = PILOTES | {"coordinatrice"}
PROCHES = EQUIPE | {"elue", "conseillere_caf"}
VOIX = PROCHES | {"partenaire"}
LECTEURS = TOUS - {"administrateur"}
# The readers of territories; those of a département read what territories share.
TERRITOIRES = LECTEURS - {"partenaire", "formatrice"}
# In the espace of an organisme.
FORMATEURS = PILOTES | {"formatrice"}
LECTEURS_FORMATION = FORMATEURS | {"lectrice"}


@dataclass(frozen=True, slots=True)
class Acces:
    """`lit` may open the page, `ecrit` may submit its forms. Other membres get a 403, or a 404 if they are in `ignore`.
    `sorte` is the espace where it is tested, `ouvre` the status of the page there."""

    lit: frozenset[str]
    ecrit: frozenset[str]
    ignore: frozenset[str] = PERSONNE
    ouvre: int = 200
    sorte: str = TERRITOIRE


def _rows(paquet: str, *rows: tuple[frozenset[str], frozenset[str], str]) -> dict[str, Acces]:
    return {f"{paquet}:{page}": Acces(lit, ecrit) for lit, ecrit, pages in rows for page in pages.split()}


ACTEURS = _rows(
    "acteurs",
    (LECTEURS, PERSONNE, "organisation_list organisation_detail personne_list personne_detail groupe_list"),
    (LECTEURS, PERSONNE, "groupe_detail poste_list poste_comparaison poste_detail manque_list"),
    (PROCHES, PERSONNE, "envoi_detail"),
    (LECTEURS, PERSONNE, "echange_list"),
    # Written by the chargée, and readable by a coordinatrice.
    (LECTEURS, PILOTES, "echange_detail"),
    (EQUIPE, EQUIPE, "echange_create"),
    (PILOTES, PILOTES, "echange_update echange_delete"),
    (EQUIPE, PERSONNE, "lettre_list"),
    (EQUIPE, EQUIPE, "lettre_create opposition_list"),
    (EQUIPE, EQUIPE, "organisation_create organisation_update organisation_close lien_organisations_list"),
    (EQUIPE, EQUIPE, "personne_create personne_update personne_close fonction_create fonction_update mandat_list"),
    (EQUIPE, EQUIPE, "groupe_create groupe_update groupe_delete import_list import_detail doublon_list doublon_update"),
    (PILOTES, PILOTES, "poste_create poste_update poste_close"),
) | {
    # Written by the chargée; a 404 for the coordinatrice, who writes her own.
    f"acteurs:{page}": Acces(PILOTES, PILOTES, frozenset({"coordinatrice"}))
    for page in ("lettre_detail", "lettre_update", "lettre_destinataires")
}
OFFRE = _rows(
    "offre",
    (LECTEURS, PERSONNE, "service_list service_detail annexe_detail besoin_list carte_detail cof_list"),
    (LECTEURS, PERSONNE, "competence_sppe_list"),
    (EQUIPE, EQUIPE, "service_create service_update service_close annee_update cof_create cof_update cof_delete"),
    (EQUIPE, EQUIPE, "competence_sppe_update import_list lieu_list import_detail import_cof_list import_cof_detail"),
    (PILOTES, PERSONNE, "type_service_list"),
    (PILOTES, PILOTES, "type_service_create type_service_update"),
)
CONVENTION = _rows(
    "convention",
    (LECTEURS, PERSONNE, "ctg_detail jalon_list avenant_list etat_comparaison plan_externe_list"),
    (LECTEURS, PILOTES, "signataire_list article_list visa_list avenant_detail type_jalon_list reprise_list"),
    (LECTEURS, PILOTES, "plan_externe_detail"),
    (PILOTES, PILOTES, "article_create article_update annexe_update suite_create ctg_create ctg_update ctg_delete"),
    (PILOTES, PILOTES, "plan_externe_create plan_externe_update jalon_create jalon_update signataire_create"),
    (PILOTES, PILOTES, "signataire_update deliberation_update avenant_create avenant_update"),
)
PLAN_ACTION = _rows(
    "plan_action",
    (LECTEURS, PERSONNE, "plan_detail plan_tableau plan_ruban plan_repartition orphelin_list suivi_list modele_list"),
    (LECTEURS, EQUIPE, "fiche_action_detail modele_detail"),
    # Downloads, and private saved views.
    (LECTEURS, LECTEURS, "emport_list vue_plan_list"),
    (EQUIPE, PERSONNE, "plan_coach"),
    (EQUIPE, EQUIPE, "statut_update copie_create fiche_action_create fiches_update point_list reponse_update"),
    (EQUIPE | {"partenaire", "elue"}, EQUIPE | {"partenaire", "elue"}, "mes_actions"),
    (PILOTES, PILOTES, "niveau_list arbre_update place_update noeud_update archive_create"),
    (PILOTES, PILOTES, "import_plan_list import_plan_detail"),
    # Her own page; with an id, the one that the team prepares for an élue.
    (frozenset({"elue"}), frozenset({"elue"}), "elu_detail"),
) | {
    "plan_action:elu_detail(personne_uuid)": Acces(EQUIPE, EQUIPE),
    # A pending archive can only be opened by whoever sent it; here, nobody has sent one.
    "plan_action:archive_detail": Acces(PILOTES, PILOTES, ouvre=404),
}
GOUVERNANCE = _rows(
    "gouvernance",
    (LECTEURS, PERSONNE, "instance_list instance_detail mandat_detail seance_echanges decision_list decision_export"),
    (LECTEURS, PERSONNE, "note_list engagement_list reseau_detail visite_detail"),
    (LECTEURS, EQUIPE, "seance_calendrier seance_detail seance_notes decision_detail"),
    # Readers may download the dossier of a séance; one’s own progress in the tour, one’s own coming.
    (LECTEURS, LECTEURS, "seance_dossier visite_update reponse_update"),
    (EQUIPE, PERSONNE, "deliberation_detail"),
    (EQUIPE, EQUIPE, "instance_create instance_update membre_create membre_update mandat_list seance_create"),
    (EQUIPE, EQUIPE, "seance_update seance_convocation seance_presences seance_presentation seance_cloture"),
    (EQUIPE, EQUIPE, "ligne_update decision_create decision_update effet_create note_create engagement_update"),
) | {
    "gouvernance:mandat_detail(personne_uuid)": Acces(EQUIPE, PERSONNE),
    # About a note outside any séance: a 404 for those who may read instances but not this note.
    **{
        f"gouvernance:{page}": Acces(EQUIPE, EQUIPE, LECTEURS)
        for page in ("note_detail", "note_update", "note_arbitrage", "scenario_create", "scenario_update")
    },
}
FINANCES = _rows(
    "finances",
    (LECTEURS, PERSONNE, "financement_detail bareme_list bareme_export parametre_list"),
    (LECTEURS, PERSONNE, "commune_list commune_detail cle_list aide_list scenario_essai scenario_list"),
    (PILOTES, PILOTES, "cle_update scenario_create scenario_update scenario_delete"),
    (PILOTES | {"conseillere_caf"}, PILOTES | {"conseillere_caf"}, "bareme_update parametre_create parametre_update"),
    (PILOTES | {"conseillere_caf"}, PILOTES | {"conseillere_caf"}, "parametre_delete"),
)
FIGURES = _rows(
    "diagnostic",
    (LECTEURS, PERSONNE, "indicateur_list indicateur_detail indicateur_export indicateur_carte evolution_list"),
    (LECTEURS, PERSONNE, "indicateur_carte_export jumeau_list projection_detail"),
)
DIAGNOSTIC = _rows(
    "diagnostic",
    (LECTEURS, PERSONNE, "parole_list parole_detail"),
    (LECTEURS, PERSONNE, "constat_list avis_list afom_list enjeu_list enjeu_synthese indicateur_espace_list"),
    (LECTEURS, PERSONNE, "indicateur_espace_detail diagnostic_detail diagnostic_comparaison une_page_detail"),
    (LECTEURS, PERSONNE, "chapitre_detail"),
    (LECTEURS, EQUIPE, "constat_detail afom_detail millesime_list"),
    # What is decided.
    (LECTEURS, PILOTES, "enjeu_detail critere_list tour_vote_list"),
    (EQUIPE, PERSONNE, "note_entretien_list note_entretien_detail"),
    (EQUIPE, EQUIPE, "parole_create parole_update parole_delete note_entretien_create"),
    (EQUIPE, EQUIPE, "note_entretien_update note_entretien_delete constat_create constat_update"),
    (EQUIPE, EQUIPE, "constat_delete demande_avis_create preuve_create corbeille_list enjeu_create enjeu_update"),
    (EQUIPE, EQUIPE, "enjeu_delete indicateur_espace_create indicateur_espace_update indicateur_espace_close"),
    (EQUIPE, EQUIPE, "mesure_create mesure_update seuil_update chapitre_update"),
    (PILOTES, PILOTES, "diagnostic_create diagnostic_validate chapitre_list"),
    (PILOTES | {"elue"}, PILOTES | {"elue"}, "vote_create"),
    (VOIX, VOIX, "avis_create"),
) | {
    # Leads to the one that everybody reads, of the communes of the espace.
    "diagnostic:portrait_espace": Acces(LECTEURS, PERSONNE, ouvre=302),
}
ESPACES = _rows(
    "espaces",
    (TOUS, PERSONNE, "espace_droits espace_reglages"),
    (TOUS, TOUS, "confirmation_create"),
    # Those who pilot the espace may hide « Pour commencer ».
    (LECTEURS, PILOTES, "espace_detail"),
    (LECTEURS, PERSONNE, "note_list note_detail version_list"),
    # The URL of one's own calendar.
    (LECTEURS, LECTEURS, "echeance_list"),
    (LECTEURS, PILOTES, "thematique_list"),
    (LECTEURS, EQUIPE, "version_detail"),
    (TOUS - {"partenaire", "lectrice", "formatrice"}, PILOTES, "membre_list"),
    (EQUIPE, PERSONNE, "espace_journal"),
    (EQUIPE, EQUIPE, "lien_list note_create note_update note_delete"),
    (PILOTES, PILOTES, "perimetre_update membre_update confirmation_list lien_create partage_list corbeille_delete"),
    (CHARGEE, CHARGEE, "espace_copie espace_clone espace_delete"),
) | {
    "espaces:espace_reset": Acces(CHARGEE | {"formatrice"}, CHARGEE | {"formatrice"}, sorte=ENTRAINEMENT),
    # For a deleted espace; a 404 for everyone else.
    "espaces:espace_restore": Acces(CHARGEE, CHARGEE, TOUS, sorte=SUPPRIME),
    "espaces:territoire_list": Acces(TERRITOIRES, PERSONNE, sorte=DEPARTEMENT),
    "espaces:territoire_detail": Acces(TERRITOIRES, PILOTES, sorte=DEPARTEMENT),
}
DOCUMENTS = _rows(
    "documents",
    (LECTEURS, PERSONNE, "modele_export modele_exemple_export modele_depart_export piece_detail piece_export"),
    (LECTEURS, PERSONNE, "gel_list gel_detail gel_comparaison"),
    (LECTEURS, LECTEURS, "document_list piece_list"),
    (LECTEURS, PILOTES, "modele_list"),
    (TOUS, PERSONNE, "travail_list"),
    (VOIX, VOIX, "piece_create"),
    (EQUIPE, EQUIPE, "piece_update piece_delete gel_create"),
    (PILOTES, PILOTES, "gel_delete"),
) | {
    # A download by a button, so a GET is refused.
    "documents:gel_export": Acces(LECTEURS, LECTEURS, ouvre=405),
    # Only for the person who requested the job.
    "documents:travail_detail": Acces(frozenset({"elue"}), frozenset({"elue"}), TOUS),
    "documents:travail_export": Acces(frozenset({"elue"}), PERSONNE, TOUS),
}
ECHANGES = _rows(
    "echanges",
    (LECTEURS, PERSONNE, "discussion_list"),
    # Who may publish is tested in `tests/echanges`, because an unknown action is reported first.
    (LECTEURS, LECTEURS, "discussion_create discussion_detail"),
    # Its author, and PILOTES.
    (PILOTES | {"elue"}, PILOTES | {"elue"}, "commentaire_update"),
)
# What is not shared is a 404 for the rest of the team.
PRISE_DE_POSTE = _rows(
    "prise_poste",
    (LECTEURS, PERSONNE, "raci_detail"),
    (EQUIPE, EQUIPE, "lettre_list outil_list outil_detail parcours_detail auto_evaluation_list"),
    (PILOTES, PERSONNE, "passation_detail rapport_detail"),
    (PILOTES, PILOTES, "passation_update rapport_update raci_update"),
    (frozenset({"directeur"}), PERSONNE, "parcours_list parcours_partage_detail"),
) | {
    **{f"prise_poste:{page}": Acces(PILOTES, PILOTES, EQUIPE) for page in ("lettre_detail", "lettre_update")},
    "prise_poste:objectif_update": Acces(PILOTES, PILOTES, EQUIPE),
    "prise_poste:etape_detail": Acces(CHARGEE, CHARGEE, EQUIPE),
    "prise_poste:auto_evaluation_detail": Acces(PILOTES, CHARGEE, EQUIPE),
    "prise_poste:auto_evaluation_update": Acces(CHARGEE, CHARGEE, EQUIPE),
}
# The pages of formation in other types of espaces.
HORS_ORGANISME = _rows("formation", (TOUS, PERSONNE, "aide_detail"), (EQUIPE, EQUIPE, "poste_question_list")) | {
    "formation:mon_cas_create": Acces(LECTEURS, LECTEURS),
    # Redirects to the page to join, for someone who has not joined.
    "formation:poste_pair_list": Acces(EQUIPE, EQUIPE, ouvre=302),
    "formation:poste_question_detail": Acces(EQUIPE, EQUIPE, ouvre=302),
}


def _organisme(*rows: tuple[frozenset[str], frozenset[str], str]) -> dict[str, Acces]:
    """Rows for the espace of an organisme."""
    return {page: replace(acces, sorte=ORGANISME) for page, acces in _rows("formation", *rows).items()}


FORMATION = _organisme(
    (LECTEURS_FORMATION, PERSONNE, "session_list session_detail session_bilan"),
    (LECTEURS_FORMATION, PERSONNE, "publication_detail presence_list registre_list"),
    (LECTEURS_FORMATION, PILOTES, "programme_list programme_detail qualite_detail qualite_session"),
    (LECTEURS_FORMATION, FORMATEURS, "exercice_list exercice_detail session_deroule deroule_detail"),
    (FORMATEURS, PERSONNE, "feuille_export document_session_export"),
    (FORMATEURS, PILOTES, "session_questionnaires inscription_list inscription_update document_session_list"),
    (FORMATEURS, PILOTES, "document_session_detail"),
    (FORMATEURS, FORMATEURS, "sequence_update presence_update atelier_list atelier_detail atelier_groupes"),
    (FORMATEURS, FORMATEURS, "cas_territoire_create salle_detail observation_list"),
    (FORMATEURS, FORMATEURS, "registre_update question_list question_detail pair_list session_test"),
    (PILOTES, PERSONNE, "demande_list"),
    (PILOTES, PILOTES, "session_create session_update session_horaires session_intervenants session_etat"),
    (PILOTES, PILOTES, "session_convocation programme_create programme_update objectif_programme_update"),
    (PILOTES, PILOTES, "composition_update organisme_update demande_detail reference_update"),
) | {
    # Readers may open an existing line; without an id, the page adds a line.
    "formation:registre_update(registre, ligne_uuid)": Acces(LECTEURS_FORMATION, FORMATEURS, sorte=ORGANISME),
    # Redirects, because there is no scan yet.
    "formation:feuille_scan_export": Acces(FORMATEURS, PERSONNE, ouvre=302, sorte=ORGANISME),
}
TABLE: Mapping[str, Acces] = {
    **ACTEURS,
    **OFFRE,
    **CONVENTION,
    **PLAN_ACTION,
    **GOUVERNANCE,
    **FINANCES,
    **FIGURES,
    **DIAGNOSTIC,
    **ESPACES,
    **DOCUMENTS,
    **ECHANGES,
    **PRISE_DE_POSTE,
    **HORS_ORGANISME,
    **FORMATION,
}

# The types of espaces that have the pages of a package; elsewhere, nobody can open them.
D_UN_TERRITOIRE = frozenset({TypeEspace.TERRITOIRE, TypeEspace.ENTRAINEMENT})
TYPES: Mapping[str, frozenset[TypeEspace]] = {
    **dict.fromkeys(("offre", "convention", "plan_action", "diagnostic", "prise_poste", "formation"), D_UN_TERRITOIRE),
    "gouvernance": D_UN_TERRITOIRE | {TypeEspace.DEPARTEMENT},
    **dict.fromkeys(FORMATION, frozenset({TypeEspace.ORGANISME_FORMATION})),
    "espaces:espace_reset": frozenset({TypeEspace.ENTRAINEMENT}),
    "espaces:partage_list": D_UN_TERRITOIRE,
    **dict.fromkeys(("espaces:territoire_list", "espaces:territoire_detail"), frozenset({TypeEspace.DEPARTEMENT})),
    # Every type of espace has the figures of its territory, and help pages.
    **{page: frozenset(TypeEspace) for page in FIGURES},
    "diagnostic:portrait_espace": frozenset(TypeEspace),
    "formation:aide_detail": frozenset(TypeEspace),
    "formation:mon_cas_create": frozenset(TypeEspace),
}
# Pages with a single unnamed button, so that an unknown action name is accepted.
UN_BOUTON = frozenset(page for page in TABLE if page.endswith(("_delete", "_close"))) | {
    "acteurs:doublon_update",
    "convention:deliberation_update",
    "diagnostic:millesime_list",
    "documents:piece_list",
    "espaces:echeance_list",
    "espaces:espace_restore",
    "formation:cas_territoire_create",
    "formation:mon_cas_create",
    "prise_poste:auto_evaluation_list",
    "prise_poste:lettre_detail",
    "plan_action:reponse_update",
    "gouvernance:reponse_update",
}
# Forms also accepted in an expired espace: downloads, private preferences, closing, leaving.
MEME_EXPIRE = frozenset(
    {
        "documents:document_list",
        "documents:gel_export",
        "documents:piece_list",
        "documents:travail_detail",
        "espaces:echeance_list",
        "espaces:espace_clone",
        "espaces:espace_copie",
        "espaces:espace_delete",
        "espaces:partage_list",
        "espaces:territoire_detail",
        "gouvernance:seance_dossier",
        "gouvernance:visite_update",
        "plan_action:emport_list",
    }
)


def get_acces(route: Route) -> Acces:
    """The row of a route, or else of its page."""
    return TABLE.get(str(route)) or TABLE[route.page]


def get_types(route: Route) -> frozenset[TypeEspace]:
    for cle in (str(route), route.page, route.paquet):
        if cle in TYPES:
            return TYPES[cle]
    return frozenset(TypeEspace)


ROUTES = tuple(route for route in list_routes() if route.is_d_un_espace and {route.page, str(route)} & {*TABLE})
"""The routes of pages in the table."""
PAQUETS = tuple(dict.fromkeys(route.paquet for route in ROUTES))
