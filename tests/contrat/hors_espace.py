"""The responses of pages outside any espace: to an anonymous visitor, then to anyone logged in, whatever the role.

« login » means a redirect to it, « espace » to a page of one's own espace, and the name of a page to that page. 404 is
for what does not exist here (demonstration, external provider, key); 403 for people without a password, who cannot
confirm it. What a valid key opens is tested where keys are created.
"""

from collections.abc import Mapping
from typing import Any

from tests.territoires.factories import CIVRAISIEN

type Reponse = int | str
UUID_ABSENT = "00000000-0000-4000-8000-000000000000"
OUVERTES = (200, 200)
D_UNE_PERSONNE = ("login", 200)
INCONNUES = (404, 404)
ACCUEIL = "diagnostic:accueil"
# An espace, or the list of one's own, depending on the person.
ESPACE = "espace"


def _build(reponses: tuple[Reponse, Reponse], paquet: str, noms: str) -> dict[str, tuple[Reponse, Reponse]]:
    return {f"{paquet}{nom}": reponses for nom in noms.split()}


HORS_ESPACE: Mapping[str, tuple[Reponse, Reponse]] = {
    **_build(OUVERTES, "ui:", "galerie"),
    # The exploration of territories is public; only administrators start downloads of data.
    **_build(OUVERTES, "diagnostic:", "territoire_list perimetre_create portrait_detail portrait_export"),
    "diagnostic:accueil": (200, ESPACE),
    **_build(OUVERTES, "diagnostic:", "source_list indicateur_list indicateur_detail indicateur_export"),
    **_build(OUVERTES, "diagnostic:", "indicateur_carte indicateur_carte_export evolution_list jumeau_list"),
    **_build(OUVERTES, "diagnostic:", "projection_detail"),
    **_build(("login", 403), "diagnostic:", "telechargement_create"),
    **_build(OUVERTES, "recherche:", "resultat_list sigle_list"),
    **_build(OUVERTES, "documents:", "exemple_list exemple_export"),
    **_build(D_UNE_PERSONNE, "documents:", "travail_list"),
    **_build(("login", 404), "documents:", "travail_detail travail_export"),
    **_build(D_UNE_PERSONNE, "espaces:", "espace_list espace_create espace_import"),
    **_build(OUVERTES, "espaces:", "lien_demande"),
    **_build(INCONNUES, "espaces:", "invitation_detail lien_detail partage_detail agenda_export"),
    **_build(D_UNE_PERSONNE, "echanges:", "notification_list lettre_detail preference_update"),
    **_build(INCONNUES, "echanges:", "lettre_delete"),
    **_build(INCONNUES, "acteurs:", "opposition_create"),
    # The target of the QR code of a room, which shows nothing without its key.
    **_build(INCONNUES, "gouvernance:", "emargement_update"),
    **_build(INCONNUES, "formation:", "emargement_update"),
    # The questionnaire of an employeur, an intervenant or a financeur.
    **_build(INCONNUES, "formation:", "avis_update"),
    # The public pages of an organisme; there is none here.
    **_build(INCONNUES, "formation:", "demande_create formation_publique_list formation_publique_detail"),
    # Only for one's own inscription.
    **_build(("login", 404), "formation:", "dossier_import"),
    # The help about a given page; the verification of a code.
    **_build(INCONNUES, "formation:", "aide_publique_detail"),
    **_build(OUVERTES, "formation:", "verification_detail"),
    # A short address that is not of our list opens nothing.
    **_build(INCONNUES, "formation:", "adresse_courte_export"),
    # A stagiaire's own pages, under her key.
    **_build(INCONNUES, "formation:", "stagiaire_detail stagiaire_calendrier_export stagiaire_positionnement"),
    **_build(INCONNUES, "formation:", "stagiaire_questionnaire stagiaire_exercice stagiaire_reclamation"),
    **_build(INCONNUES, "formation:", "stagiaire_question_list stagiaire_question_detail stagiaire_pair_list"),
    **_build(INCONNUES, "formation:", "stagiaire_dossier stagiaire_dossier_export emargement_personnel_update"),
    **_build(INCONNUES, "formation:", "document_personnel_list document_personnel_export atelier_stagiaire_list"),
    **_build(INCONNUES, "formation:", "atelier_stagiaire_detail atelier_emport lecture_projet_update"),
    **_build(INCONNUES, "formation:", "lecture_stagiaire_detail stagiaire_mur"),
    **_build(D_UNE_PERSONNE, "comptes:", "compte_detail mes_donnees effacement_create"),
    # Exporting one's data is recorded, so it needs a form, not a link.
    **_build(("login", 405), "comptes:", "mes_donnees_export"),
    # For administrators of the installation, which is not a role in an espace.
    **_build(("login", 403), "comptes:", "registre_traitements"),
    **_build(INCONNUES, "comptes:", "persona_list"),
    # Somebody has a compte here: the first one does not open twice.
    **_build(("login", "login"), "comptes:", "premier_compte_create"),
    **_build(OUVERTES, "comptes:", "donnees_personnelles_detail mentions_legales accessibilite_detail"),
    **_build((200, ACCUEIL), "account_", "login signup"),
    "account_logout": (ACCUEIL, 200),
    **_build(OUVERTES, "account_", "inactive email_verification_sent reset_password reset_password_done"),
    **_build(OUVERTES, "account_", "reset_password_from_key reset_password_from_key_done confirm_email"),
    **_build(("login", 403), "account_", "reauthenticate"),
    **_build(D_UNE_PERSONNE, "account_", "email set_password"),
    "account_change_password": ("login", "account_set_password"),
    "account_confirm_login_code": ("login", ACCUEIL),
    **_build(D_UNE_PERSONNE, "mfa_", "index generate_recovery_codes list_webauthn"),
    **_build(("login", ACCUEIL), "mfa_", "authenticate login_webauthn"),
    **_build(("login", 403), "mfa_", "reauthenticate reauthenticate_webauthn"),
    **_build(("login", "mfa_index"), "mfa_", "activate_totp add_webauthn"),
    **_build(("login", 404), "mfa_", "deactivate_totp view_recovery_codes download_recovery_codes"),
    **_build(("login", 404), "mfa_", "remove_webauthn edit_webauthn"),
    "socialaccount_login_cancelled": OUVERTES,
    "socialaccount_login_error": (401, 401),
    "socialaccount_signup": ("login", "login"),
    "socialaccount_connections": D_UNE_PERSONNE,
    **_build(INCONNUES, "openid_connect_", "login callback"),
}
# Public read-only pages, which accept no form.
SANS_FORMULAIRE = {f"diagnostic:{nom}" for nom in ["indicateur_list", "indicateur_detail", "indicateur_export"]} | {
    *(f"diagnostic:{nom}" for nom in ["indicateur_carte", "indicateur_carte_export", "evolution_list"]),
    *(f"diagnostic:{nom}" for nom in ["jumeau_list", "projection_detail"]),
    *("recherche:resultat_list", "recherche:sigle_list"),
}
# The former URLs of allauth, which only redirect to those above.
ANCIENNES = {f"/social/{path}/" for path in ("login/cancelled", "login/error", "signup", "connections")}
# The URL arguments; none of these objects exists.
OBJETS_HORS_ESPACE: Mapping[str, Any] = {
    **dict.fromkeys(("espace_uuid", "programme_uuid", "inscription_uuid", "travail_uuid"), UUID_ABSENT),
    **dict.fromkeys(("atelier_uuid", "question_uuid"), UUID_ABSENT),
    **dict.fromkeys(("cle", "code", "jeton", "moment", "enquete", "projet_cle"), "fausse-cle"),
    "numero": 1,
    "pk": 1,
    "provider_id": "inconnu",
    "reference": CIVRAISIEN,
    "indicateur": "part_65p",
    "format": "csv",
    "diagnostic:portrait_export.format": "xlsx",
    "diagnostic:indicateur_carte_export.format": "svg",
    "document": "membres",
    "recherche:resultat_list?": "?q=civraisien",
    "recherche:sigle_list?": "?q=civraisien",
}
# URL patterns of allauth whose arguments have no names.
SANS_NOMS = {
    "account_reset_password_from_key": ("1", "faux-jeton"),
    "account_confirm_email": ("fausse-cle",),
    "openid_connect_login": ("inconnu",),
    "openid_connect_callback": ("inconnu",),
}
