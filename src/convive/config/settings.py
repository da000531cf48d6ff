"""Every setting, read from the environment, safe by default.

`docs/exploitation.md` describes each variable; a test compares the two lists.
An *embedded* install (the default: SQLite in `CONVIVE_VAR`) generates its secret key on first run and keeps it.
A *production* install (`CONVIVE_PRODUCTION=1`) refuses to start without `SECRET_KEY` and `ALLOWED_HOSTS`.
"""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env

from convive.socle.cle_secrete import get_cle_secrete

env = Env()

PROJECT_DIR = Path(__file__).resolve().parents[3]
PACKAGE_DIR = Path(__file__).resolve().parents[1]

DEBUG = env.bool("DEBUG", False)
PRODUCTION = env.bool("CONVIVE_PRODUCTION", False)
# Everything that the application writes on its own machine lives here: database, built data, caches, secret key.
VAR_DIR = Path(env.str("CONVIVE_VAR", "") or PROJECT_DIR / "var").resolve()

SECRET_KEY = env.str("SECRET_KEY", "")
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
# Folder of official files to build from; the packaged base is used without it.
DEPOT_DIR = Path(depot).resolve() if (depot := env.str("CONVIVE_DEPOT", "")) else None
DONNEES_DIR = Path(env.str("CONVIVE_DONNEES", "") or VAR_DIR / "donnees").resolve()

# --- Applications -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton",
    "convive.socle",
    "convive.ui",
    "convive.territoires",
    "convive.donnees",
    "convive.documents",
    "convive.diagnostic",
    "convive.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "convive.ui.methode_refusee.MethodeRefuseeMiddleware",
    "convive.socle.lecture_seule.LectureSeuleMiddleware",
    "convive.config.donnees_absentes.DonneesAbsentesMiddleware",
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
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "convive.ui.context_processors.navigation",
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
# A component sees what it was given, and nothing of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True

# --- Database -----------------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'convive.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction starts: with the default, two writers that both began by
    # reading fail with « database is locked » whatever the timeout.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rendered charts and heavy fragments, shared by the workers of one machine; safe to delete at any time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
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

# --- Security -----------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# Outside debug cookies are for HTTPS only, except on an embedded install that answers on loopback over HTTP.
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
# Registering the whole domain in browsers (preload) is the decision of the town hall that owns it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if env.bool("CONVIVE_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Logs ---------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
