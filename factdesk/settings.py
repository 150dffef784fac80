"""Every setting of Factdesk, read from the environment. docs/reference/settings.md explains each one."""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factdesk import private_files
from factdesk.static_headers import guard_static_file

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

# Where everything lies that this installation makes: database, captures, secret.
VAR = Path(env.str("FACTDESK_VAR", default=str(BASE_DIR / "var"))).absolute()


def _flag(name: str, default: bool | None) -> bool | None:
    """A yes or no. What is neither stops everything: a misspelt "true" must not switch a rule off."""
    given = env.str(name, default="").strip()
    if given.lower() in ("true", "yes", "on", "1"):
        return True
    if given.lower() in ("false", "no", "off", "0"):
        return False
    if given:
        raise ImproperlyConfigured(f"{name} is “{given}”: write true or false, or leave it unset.")
    return default


def _seconds(name: str, default: int) -> int:
    given = env.str(name, default="").strip() or str(default)
    if not (given.isascii() and given.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{given}”: write a number of seconds, as in 3600.")
    return int(given)


def _ready_folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / ".writable").touch()
        if path.stat().st_uid == os.getuid():  # databases are made readable by all: the folder keeps them
            path.chmod(0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Factdesk cannot write to {path} ({error.strerror}). "
            "Make that folder writable, or set FACTDESK_VAR to one that is."
        ) from error
    return path


def _secret_key() -> str:
    """The key from the environment, else this installation's own, made once and readable by its owner only."""
    given = env.str("FACTDESK_SECRET_KEY", default="")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("FACTDESK_SECRET_KEY is shorter than 32 characters: make a longer one.")
        return given
    kept = VAR / "secret_key"
    try:
        return private_files.read_or_make(kept, lambda: secrets.token_urlsafe(50))
    except OSError as error:
        raise ImproperlyConfigured(
            f"Factdesk cannot read or make {kept} ({error.strerror}). Make it readable, or set FACTDESK_SECRET_KEY."
        ) from error


def _site_url() -> str:
    given = env.str("FACTDESK_SITE_URL", default=f"https://{HOSTS[0]}" if HOSTS else "http://127.0.0.1:8000")
    if not given.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"FACTDESK_SITE_URL is “{given}”: write the whole address, as in https://desk.example."
        )
    return given


_ready_folder(VAR)
SECRET_KEY = _secret_key()
DEBUG = _flag("FACTDESK_DEBUG", default=False)
HOSTS = env.list("FACTDESK_HOSTS", default=[])  # the names readers use; empty: this machine only
ALLOWED_HOSTS = [*HOSTS, "127.0.0.1", "localhost", "[::1]"]
SITE_URL = _site_url()
BEHIND_TLS = SITE_URL.startswith("https://")
BEHIND_PROXY = _flag("FACTDESK_BEHIND_PROXY", default=None)  # None: nobody said so, which the check asks about

# The desk's own rules
SECOND_PERSON = _flag("FACTDESK_SECOND_PERSON", default=True)  # nobody publishes alone
CONTEXT_CHARACTERS = 300  # what readers see of others' texts, to each side of a quotation
MAX_DOCUMENT_BYTES = 10_000_000
CONTACT = env.str("FACTDESK_CONTACT", default="")  # whom sites write to about our requests: an e-mail or address

INSTALLED_APPS = [
    "factdesk.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "axes",
    "csp",
    "sources",
    "claims",
    "factdesk.apps.FactdeskConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "factdesk.urls"
WSGI_APPLICATION = "factdesk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def _database() -> dict:
    """PostgreSQL by DATABASE_URL, else SQLite, set so that editors and imports do not lock each other out."""
    url = env.str("DATABASE_URL", default="")
    if url:
        config = env.db_url_config(url)
        if config.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured(
                "DATABASE_URL must name a PostgreSQL database, as in postgres://user:password@host:5432/factdesk. "
                "Leave it unset for the embedded SQLite database."
            )
        # Without cursors on the server's side a pooler that shares connections by transaction may stand between.
        return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "factdesk.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _captures() -> dict:
    """Where raw bytes are kept: a folder, or the database itself."""
    given = env.str("FACTDESK_CAPTURES", default=str(VAR / "captures"))
    if given == "database":
        return {"BACKEND": "sources.importing.database_storage.DatabaseStorage"}
    modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": given, **modes}}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "captures": _captures(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ADD_HEADERS_FUNCTION = guard_static_file

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "factdesk.client_address.client_address"

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("FACTDESK_TIME_ZONE", default="UTC")
USE_TZ = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = _flag("FACTDESK_SSL_REDIRECT", default=BEHIND_TLS)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # who watches from the machine itself asks without TLS
# Browsers keep this promise even when it turns out to be wrong, so it is short and binds this name alone.
SECURE_HSTS_SECONDS = _seconds("FACTDESK_HSTS_SECONDS", default=3600 if BEHIND_TLS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = _flag("FACTDESK_HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = _flag("FACTDESK_HSTS_PRELOAD", default=False)
# W005 and W021 ask for subdomains and preload, which only the owner of the whole domain can promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if BEHIND_TLS else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_DOCUMENT_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_DOCUMENT_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
