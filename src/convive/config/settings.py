"""Every setting, read from the environment, safe by default.

`docs/exploitation.md` describes each variable; a test compares the two lists.
An *embedded* install (the default: SQLite in `CONVIVE_VAR`) generates its secret key on first run and keeps it.
A *production* install (`CONVIVE_PRODUCTION=1`) refuses to start without `SECRET_KEY` and `ALLOWED_HOSTS`.
"""

import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env

from convive.config.base_donnees import build_databases, refuse_creation
from convive.config.connexion_externe import build_oidc, get_origine
from convive.config.courriel import build_mailers, get_url_publique
from convive.config.journaux import build_journaux
from convive.socle.cle_secrete import get_cle_secrete

env = Env()

PROJECT_DIR = Path(__file__).resolve().parents[3]

DEBUG = env.bool("DEBUG", False)
PRODUCTION = env.bool("CONVIVE_PRODUCTION", False)
# Lets anyone enter the invented espace as an invented person, without a password.
DEMO = env.bool("CONVIVE_DEMO", False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured(
        "DEBUG=1 est refusé quand CONVIVE_PRODUCTION=1 : une page d’erreur y montrerait le code et les réglages."
    )
if DEMO and PRODUCTION:
    raise ImproperlyConfigured("CONVIVE_DEMO=1 est refusé quand CONVIVE_PRODUCTION=1 : on y entre sans mot de passe.")
DEMO_SOURCE = "convive.config.demo.selectors.DemoSurPlace"
# Everything that the application writes on its machine: database, built data, caches, secret key.
VAR_DIR = Path(env.str("CONVIVE_VAR", "") or PROJECT_DIR / "var").resolve()

SECRET_KEY = env.str("SECRET_KEY", "")
# Former keys: what they signed or sealed stays valid, but only the new key is used to sign.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
if PRODUCTION:
    if not SECRET_KEY:
        raise ImproperlyConfigured("SECRET_KEY est obligatoire quand CONVIVE_PRODUCTION=1.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS est obligatoire quand CONVIVE_PRODUCTION=1.")
else:
    SECRET_KEY = SECRET_KEY or get_cle_secrete(VAR_DIR / "cle_secrete")
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

# --- Data plane ---------------------------------------------------------------------------------------------------
# Folder of official files to build the figures from; without it, the packaged base is used.
DEPOT_DIR = Path(depot).resolve() if (depot := env.str("CONVIVE_DEPOT", "")) else None
# Base of a mirror of the official servers (https://miroir/hote/chemin), for a machine without direct access.
MIROIR_SOURCES = env.str("CONVIVE_MIROIR", "")
DONNEES_DIR = Path(env.str("CONVIVE_DONNEES", "") or VAR_DIR / "donnees").resolve()

# --- Applications -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_htmx",
    # Not the default config, which would replace our template loader (`ui/gabarits.py`) with its own.
    "django_cotton.apps.SimpleAppConfig",
    "simple_history",
    "convive.socle",
    "convive.ui",
    "convive.territoires",
    "convive.donnees",
    "convive.journal",
    # Before allauth, whose templates it replaces.
    "convive.comptes",
    "convive.espaces",
    "convive.documents",
    "convive.echanges",
    "convive.recherche",
    "convive.acteurs",
    "convive.offre",
    "convive.diagnostic",
    "convive.convention",
    "convive.plan_action",
    "convive.gouvernance",
    "convive.finances",
    "convive.prise_poste",
    "convive.formation",
    "convive.config",
    # After documents, whose `db_worker` command replaces its own.
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]

MIDDLEWARE = [
    # First, so that the log and the response have the request's identifier whichever middleware refuses it.
    "convive.config.suivi_requetes.SuiviRequetesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "convive.comptes.tentatives.AdresseManquanteMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "convive.config.entetes.EntetesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "convive.ui.reception.ReceptionMiddleware",
    "convive.ui.methode_refusee.MethodeRefuseeMiddleware",
    "convive.config.donnees_absentes.DonneesAbsentesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Replaces the response to a login that axes has refused.
    "axes.middleware.AxesMiddleware",
    "convive.comptes.middleware.EcrituresPermisesMiddleware",
    "convive.espaces.middleware.DernierEspaceMiddleware",
    "convive.espaces.middleware.SuiviLiensMiddleware",
    # Last: the middleware above may write (sessions, failed logins), but the view of a GET may not.
    "convive.socle.lecture_seule.LectureSeuleMiddleware",
]

ROOT_URLCONF = "convive.config.urls"
WSGI_APPLICATION = "convive.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["convive.ui.gabarits.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "convive.ui.context_processors.navigation",
                "django.contrib.messages.context_processors.messages",
                "convive.comptes.context_processors.menu_compte",
                "convive.echanges.context_processors.cloche",
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "convive.socle.templatetags.formats",
                "convive.ui.templatetags.ui",
            ],
        },
    }
]
COTTON_DIR = "ui/composants"
# A component only sees what it is given, not the context of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "convive.ui.rendu_formulaires.RenduFormulaires"

# --- Accounts -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "comptes.Compte"
AUTHENTICATION_BACKENDS = [
    # First, so that it refuses before any password is compared.
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "convive.comptes.validators.MotDePasseCnilValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "nom_affiche")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# In the database, so that several machines can serve the same people. A session lasts two weeks.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "convive.comptes.adapters.CompteAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.bool("CONVIVE_HTTPS", PRODUCTION) else "http"
ACCOUNT_FORMS = {
    "login": "convive.comptes.forms.ConnexionForm",
    "signup": "convive.comptes.forms.InscriptionForm",
    "reset_password": "convive.comptes.forms.OubliForm",
    "reset_password_from_key": "convive.comptes.forms.NouveauMotDePasseForm",
    "change_password": "convive.comptes.forms.ChangementMotDePasseForm",
    "set_password": "convive.comptes.forms.PremierMotDePasseForm",
    "reauthenticate": "convive.comptes.forms.ConfirmationForm",
    "add_email": "convive.comptes.forms.AdresseForm",
}
# Limits wrong codes of the second factor, by compte whatever the network address; axes counts wrong passwords.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key"}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Convive"
# Accept one thirty-second code before and one after the current one: the clock of a phone drifts.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "convive.comptes.forms.SecondFacteurForm",
    "reauthenticate": "convive.comptes.forms.PreuveForm",
    "activate_totp": "convive.comptes.forms.ActivationForm",
    "add_webauthn": "convive.comptes.forms.CleForm",
    "edit_webauthn": "convive.comptes.forms.NomCleForm",
}
# Browsers treat « localhost » as a secure origin even over HTTP, so passkeys can be tried on an embedded install.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

AXES_HANDLER = "convive.comptes.tentatives.CompteHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# By compte and network address: neither a neighbour behind the same router nor a stranger can lock somebody out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Our handler also counts the failures of a compte from all addresses: by default, those of four locked addresses.
MAX_ECHECS_COMPTE = env.int("CONVIVE_ECHECS_COMPTE", 20)
AXES_USERNAME_CALLABLE = "convive.comptes.tentatives.get_identifiant"
AXES_CLIENT_IP_CALLABLE = "convive.comptes.tentatives.get_adresse_ip"
AXES_LOCKOUT_TEMPLATE = "comptes/verrouillage.html"
AXES_RESET_ON_SUCCESS = True
# A new attempt while locked does not restart the quarter of an hour, since the page says when it ends.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# No record of who logged in, when and from where: it would be personal data without a purpose.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# OpenID Connect (ProConnect, or the directory of an institution), enabled only if its three variables are set.
OIDC_SERVEUR = env.str("CONVIVE_OIDC_SERVEUR", "")
OIDC_CLIENT = env.str("CONVIVE_OIDC_CLIENT", "")
OIDC_SECRET = env.str("CONVIVE_OIDC_SECRET", "")
OIDC_NOM = env.str("CONVIVE_OIDC_NOM", "ProConnect")
OIDC_ACTIF = bool(OIDC_SERVEUR and OIDC_CLIENT and OIDC_SECRET)
SOCIALACCOUNT_ADAPTER = "convive.comptes.adapters.ConnexionExterneAdapter"
SOCIALACCOUNT_PROVIDERS = (
    build_oidc(
        serveur=OIDC_SERVEUR,
        client=OIDC_CLIENT,
        secret=OIDC_SECRET,
        nom=OIDC_NOM,
        email_sur=env.bool("CONVIVE_OIDC_EMAIL_SUR", False),
        scopes=env.str("CONVIVE_OIDC_SCOPES", "openid profile email").split(),
    )
    if OIDC_ACTIF
    else {}
)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# --- E-mail -------------------------------------------------------------------------------------------------------
MAILERS = build_mailers(env.str("CONVIVE_EMAIL_URL", "") or "console:")
DEFAULT_FROM_EMAIL = env.str("CONVIVE_EMAIL_EXPEDITEUR", "") or "Convive <convive@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
URL_PUBLIQUE = get_url_publique(
    env.str("CONVIVE_URL_PUBLIQUE", ""), hotes=ALLOWED_HOSTS, is_https=env.bool("CONVIVE_HTTPS", PRODUCTION)
)

# --- Database -----------------------------------------------------------------------------------------------------
DATABASES = build_databases(env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'convive.sqlite3'}")
if "CONVIVE_SERVI_PAR" in os.environ:
    refuse_creation(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rendered charts and heavy fragments, shared by the processes of one machine; safe to delete at any time.
CACHES = {
    "default": {
        "BACKEND": "convive.socle.cache_fichiers.CacheFichiers",
        "LOCATION": VAR_DIR / "cache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Language and formats -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Static files -------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or env.bool("CONVIVE_STATIC_SIMPLE", False):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

# --- Files that people upload (attachments, document templates) --------------------------------------------------
# Never served directly: a view checks who may read each of them.
MEDIA_ROOT = VAR_DIR / "fichiers"

# Readable only by the system user of the service.
FILE_UPLOAD_PERMISSIONS = 0o600
# The first stops an upload that is too large; the other two are Django's, in memory then on disk.
FILE_UPLOAD_HANDLERS = [
    "convive.socle.televersement.PlafondUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FICHIER_MAX_OCTETS = env.int("CONVIVE_FICHIER_MO", 25) * 1024 * 1024
# The limit for all the attachments of one espace, including former versions and the bin.
ESPACE_MAX_OCTETS = env.int("CONVIVE_ESPACE_MO", 2048) * 1024 * 1024
# A program that reads a file on its standard input and exits with 0 to accept it: « clamdscan --no-summary - ».
ANTIVIRUS = env.str("CONVIVE_ANTIVIRUS", "")

# --- Long jobs ----------------------------------------------------------------------------------------------------
# In the database, so that no broker is needed; a worker runs them (`convive db_worker`, started by `serve`).
TASKS = {"default": {"BACKEND": env.str("CONVIVE_TACHES", "") or "django_tasks_db.DatabaseBackend"}}
# Days during which the file of a finished job is kept for the person who asked for it.
TRAVAUX_JOURS = env.int("CONVIVE_TRAVAUX_JOURS", 7)

# --- Who answers for this installation, and how long personal data are kept -------------------------------------
# Shown on the legal pages and in the record of processing activities, which say what is missing.
EDITEUR = {
    "nom": env.str("CONVIVE_RESPONSABLE", ""),
    "adresse": env.str("CONVIVE_RESPONSABLE_ADRESSE", ""),
    "contact": env.str("CONVIVE_CONTACT", ""),
    "publication": env.str("CONVIVE_DIRECTION_PUBLICATION", ""),
    "hebergeur": env.str("CONVIVE_HEBERGEUR", ""),
    "dpo": env.str("CONVIVE_DPO", ""),
}
# A file in the same format as comptes/conservation.yaml, which overrides the durations that it lists.
CONSERVATION_FILE = Path(fichier).resolve() if (fichier := env.str("CONVIVE_CONSERVATION", "")) else None

# --- Security -----------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # Browsers also apply this rule to redirects, and the login form ends at the identity provider.
    "form-action": [CSP.SELF, *([get_origine(OIDC_SERVEUR)] if OIDC_ACTIF else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# In production, cookies are for HTTPS only; an embedded install serves HTTP on the loopback address.
HTTPS = env.bool("CONVIVE_HTTPS", PRODUCTION)
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "convive.ui.views.csrf_failure"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SECURE_SSL_REDIRECT = HTTPS and env.bool("CONVIVE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 0 if DEBUG or not HTTPS else env.int("CONVIVE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = bool(SECURE_HSTS_SECONDS)
# HSTS preload, which registers the whole domain in browsers, is for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = [
    "security.W021",
    # A constraint on the lower-cased e-mail address makes it unique, which this check does not see.
    "auth.W004",
]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
PROXY = env.bool("CONVIVE_PROXY", False)
# Behind a reverse proxy, the last address of X-Forwarded-For is the one that it saw: used to count failed logins.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PROXY else 0
if PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * 1024 * 1024, 5_000

# --- Copy of an espace -------------------------------------------------------------------------------------------
# The maximum size of the ZIP; its contents may be at most five times larger.
COPIE_MAX_OCTETS = env.int("CONVIVE_COPIE_MO", 100) * 1024**2
COPIE_MAX_LIGNES = env.int("CONVIVE_COPIE_LIGNES", 100_000)
# Days before a practice espace becomes read-only, unless its creator chooses another date.
ESPACE_JOURS_ENTRAINEMENT = env.int("CONVIVE_ENTRAINEMENT_JOURS", 90)
# Days during which a deleted espace can be restored, before `espace_purge` erases it.
ESPACE_JOURS_SUPPRESSION = env.int("CONVIVE_SUPPRESSION_JOURS", 30)

# --- Logs ---------------------------------------------------------------------------------------------------------
JOURNAL_ACCES, JOURNAL_JSON = env.bool("CONVIVE_JOURNAL_ACCES", PRODUCTION), env.bool("CONVIVE_JOURNAL_JSON", False)
LOGGING = build_journaux(env.str("LOG_LEVEL", "INFO"), has_acces=JOURNAL_ACCES, is_json=JOURNAL_JSON)
