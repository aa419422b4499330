"""Every setting, read from the environment, safe when it is empty. See .env.example for the list."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def secret(name: str) -> str:
    """Return a secret from the environment or from var/, where the set-up put it; never a built-in value."""
    value: str = env.str(name, default="")
    if value:
        return value
    path = VAR_DIR / name.lower()
    if path.exists() and (value := path.read_text(encoding="ascii").strip()):
        return value
    message = (
        f"{name} is not set and {path} does not exist or is empty: run bin/demo or bin/manage once, or set {name}."
    )
    raise ImproperlyConfigured(message)


def database(url: str) -> dict[str, object]:
    """Return Django's settings of a database; nothing where none is named (manage.py and the server name one)."""
    return dict(env.db_url_config(url)) if url else {}


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret("SECRET_KEY")
LEDGER_KEY = secret("LEDGER_KEY")  # outside the database: who can write there still cannot forge the chain
LEDGER_HEADS = env.str("LEDGER_HEADS", default=str(VAR_DIR / "ledger_heads.jsonl"))  # heads of the chains, by day
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CFO_DEMO = env.bool("CFO_DEMO", default=False)  # without it the printed demonstration sign-ins are refused
TESTING = "pytest" in sys.modules

INSTALLED_APPS = [
    "cfo_site",
    "cfo_site.accounts",
    "cfo_site.ledger",
    "emission_factors",
    "inventories",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cfo_site.http.kept_nowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cfo_site.language.in_chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "cfo_site.urls"
WSGI_APPLICATION = "cfo_site.wsgi.application"
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
                "cfo_site.context.frame",
            ],
            "builtins": ["template_partials.templatetags.partials", "cfo_site.templatetags.cfo"],
        },
    }
]

# The site serves as one role and migrates as another (architecture, section 5). In tests one connection is enough:
# it is the owner's, and steps down with SET ROLE as soon as the test database stands.
_app, _owner = env.str("DATABASE_URL", default=""), env.str("DATABASE_OWNER_URL", default="")
_pool = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
APP_ROLE = env.str("CFO_APP_ROLE", default="cfo_app")
if TESTING:
    DATABASES = {"default": database(_owner)}
else:
    DATABASES = {"default": database(_app) | _pool, "owner": database(_owner or _app)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # sign-in counters must not be culled by a flood of invented names
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cfo_site.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "cfo_site.accounts.passwords.NotOneself",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "cfo_site.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "cfo_site.accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "cfo_site.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_RATE_LIMITS = {  # counted by account and by account × address, never by address alone (see accounts.adapter)
    "login": "",
    "login_failed": "",
    "sign_in_from_one_address": "5/5m/key",
    "sign_in_from_anywhere": "20/15m/key",
    "one_time_link": "10/10m/key",  # what comes through a link (inventories.views.sending)
}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]  # Thai for everybody; English for whoever chose it (cfo_site.language)
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
CFO_THAI_DIGITS = env.bool("CFO_THAI_DIGITS", default=False)  # ๐–๙ for figures and years on Thai pages
LOCALE_PATHS = [BASE_DIR / "cfo_site" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or TESTING  # nothing needs to be collected then
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "cfo_site.storage.HashedFiles"
    },
}

# Files that people hand in (cfo_site.files): beside the database, so both belong in a backup.
EVIDENCE_DIR = Path(env.str("CFO_EVIDENCE_DIR", default=str(VAR_DIR / "files" / "evidence")))
EVIDENCE_BYTES = env.int("CFO_EVIDENCE_MB", default=2048) * 1024 * 1024  # of one municipality
DISK_RESERVE_BYTES = env.int("CFO_DISK_RESERVE_MB", default=1024) * 1024 * 1024  # kept free: figures go before files
IMPORT_DIR = Path(env.str("CFO_IMPORT_DIR", default=str(VAR_DIR / "files" / "imports")))  # workbooks that were read in
PREVIEW_DAYS = env.int("CFO_PREVIEW_DAYS", default=14)  # after which a file that nobody committed is removed
CLAMAV = env.str("CFO_CLAMAV", default="")  # unix:/run/clamav/clamd.ctl or host:3310; empty: no scanner is asked
UPLOAD_BYTES = 20 * 1024 * 1024  # of one file; deploy/nginx.conf lets a little more through
FILE_UPLOAD_HANDLERS = [
    "cfo_site.files.uploads.NoLargerThan",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",  # above 2.5 MB: to a file, not into memory
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_HTTPS = env.bool("SECURE_HTTPS", default=False)  # True behind a proxy that ends TLS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_HSTS_SECONDS = 31536000 if SECURE_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_HTTPS else None
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SECURE_REFERRER_POLICY = "same-origin"

# Letters. Without EMAIL_URL none is sent and the pages offer none: reminders show on screen and are copied.
EMAIL_URL = env.str("EMAIL_URL", default="")
SENDS_EMAIL = bool(EMAIL_URL)
if SENDS_EMAIL:
    globals().update(env.email_url("EMAIL_URL"))  # EMAIL_HOST, EMAIL_PORT … of smtp+tls://user:password@server:587
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds; a server that says nothing must not hold the worker
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="municipal-cfo@localhost")
SITE_URL = env.str("SITE_URL", default="")  # https://cfo.example.go.th: stands in letters, which know no request

# Work in the background (docs/adr/0006): jobs are rows of the same database, done by `manage.py worker`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "cfo_site.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},  # of runserver
}
