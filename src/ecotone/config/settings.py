"""Every setting of an installation, read from ECOTONE_* variables of the environment.

Each is described in docs/reference/settings.md. There is one file for every installation:
what is unsafe in production is refused at the start by ecotone.foundation.checks.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from environs import env

PACKAGE = Path(__file__).resolve().parent.parent

# --- the installation ------------------------------------------------------------------------

HOME = Path(env.str("ECOTONE_HOME", "var")).resolve()
DEBUG = env.bool("ECOTONE_DEBUG", default=False)
DEMO = env.bool("ECOTONE_DEMO", default=False)
SECRET_KEY = env.str("ECOTONE_SECRET_KEY", "")
ENCRYPTION_KEYS: list[str] = env.list("ECOTONE_ENCRYPTION_KEYS", [])
ALLOWED_HOSTS = env.list("ECOTONE_HOSTS", ["localhost", "127.0.0.1"])
PUBLIC_ADDRESS = env.str("ECOTONE_PUBLIC_ADDRESS", "http://127.0.0.1:8000")
HTTPS = PUBLIC_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
EMBEDDED_WORKER = env.bool("ECOTONE_EMBEDDED_WORKER", default=False)

# --- the rooms -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # widgets are drawn by the same engine as our fields
    "ecotone.foundation",  # before allauth, so that its pages are drawn with our templates
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks_db",
    "ecotone.register",
    "ecotone.consent",
    "ecotone.listening",
    "ecotone.coding",
    "ecotone.exchange",
    "ecotone.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ecotone.foundation.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "ecotone.config.urls"
WSGI_APPLICATION = "ecotone.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "ecotone.foundation.forms.EcotoneFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ecotone.foundation.templatetags.ecotone"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ecotone.foundation.context_processors.page_frame",
            ],
        },
    }
]

# --- the database ----------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url("ECOTONE_DATABASE_URL", f"sqlite:///{HOME / 'ecotone.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A write takes its lock at once: two writers queue instead of one of them failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
        ),
    }

POSTGRESQL_PROGRAMS = env.str("ECOTONE_POSTGRESQL_PROGRAMS", "")

# Rate limits must hold across processes, so the cache is in the database they share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOB_LEASE_SECONDS = env.int("ECOTONE_JOB_LEASE_SECONDS", 30)

# --- signing in ------------------------------------------------------------------------------

AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "ecotone.foundation.signing_in.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # entering the mailed code proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "request_login_code": "ecotone.foundation.signing_in.AskForCodeForm",
    "confirm_login_code": "ecotone.foundation.signing_in.EnterCodeForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ECOTONE_PROXIES", 0)
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "foundation:programmes"
PARTICIPANT_START = "listening:start"  # where a personal link leads to
PARTICIPANT_HOME = "listening:my"
PARTICIPANT_PRIVACY = "consent:privacy"
PARTICIPANT_LANGUAGE = "register:my_language"

# --- what the browser is told ----------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ecotone.foundation.views.failures.stale_form"
X_FRAME_OPTIONS = "DENY"

# --- files -----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [env.path("ECOTONE_FRONTEND", Path("build/static")).resolve()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or DEMO
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
RECORDINGS = env.path("ECOTONE_RECORDINGS", HOME / "recordings").resolve()
RECORDING_MEGABYTES = env.int("ECOTONE_RECORDING_MEGABYTES", 2_000)
PROJECT_MEGABYTES = env.int("ECOTONE_PROJECT_MEGABYTES", 60)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- words, times, mail ----------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]  # as foundation.languages has them
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = env.str("ECOTONE_TIME_ZONE", "Europe/London")
USE_TZ = True

EMAIL_CONFIG = env.dj_email_url("ECOTONE_EMAIL_URL", "console:")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not hold up the others
DEFAULT_FROM_EMAIL = env.str("ECOTONE_FROM_EMAIL", "Ecotone <hub@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": env.str("ECOTONE_LOG_LEVEL", "WARNING")},
}
