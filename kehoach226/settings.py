"""All settings of the site, read top to bottom; whatever differs between servers is an environment variable."""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from base.addresses import networks

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # whatever the site writes when nothing else is configured

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- Core -----------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Run `make run` once (it writes a .env with a random key), or put a line "
        "SECRET_KEY=<at least 50 random characters> into .env; see docs/operations.md."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "kehoach226",
    "reports",
    "figures",
    "meetings",
    "tasks",
    "documents",
    "organization",
    "base",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "organization.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "organization.middleware.ReadableMiddleware",
    "organization.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organization.middleware.SignedInMiddleware",
    "organization.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organization.middleware.LoginRequiredMiddleware",
    "organization.middleware.TypedWordsMiddleware",
    "organization.middleware.RefusalMiddleware",
    "organization.middleware.UnwritableMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kehoach226.urls"
WSGI_APPLICATION = "kehoach226.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "organization.context_processors.shell",
            ],
            "builtins": ["base.templatetags.ui", "base.templatetags.lists"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'kehoach226.sqlite3'}"
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    # With the defaults, parallel writers end in "database is locked"; these four settings cure it.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    if str(DATABASE["NAME"]) != ":memory:":
        Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions --------------------------------------------------------------------------
AUTH_USER_MODEL = "organization.Person"
RIGHTS = "kehoach226.rights.RIGHTS"  # which role may do what, where
AUTHENTICATION_BACKENDS = ["organization.sign_in.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
HTTPS = env.bool("HTTPS", default=False)
SESSION_IDLE = timedelta(hours=env.float("SESSION_IDLE_HOURS", default=12))  # without a page asked for
SESSION_LONGEST = timedelta(days=env.float("SESSION_DAYS", default=7))  # since the sign-in
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Wrong passwords: django-axes asks, the limits stand in organization/rules/sign_in.py.
try:
    TRUSTED_PROXIES = networks(env.list("TRUSTED_PROXIES", default=[]))  # whose X-Forwarded-For is believed
except ValueError as error:
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES: {error}. Write addresses or networks, such as 127.0.0.1,10.0.0.0/24; see docs/operations.md."
    ) from error
AXES_HANDLER = "organization.sign_in.SignInHandler"
AXES_CLIENT_IP_CALLABLE = "organization.sign_in.address_of"
AXES_VERBOSE = False
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="ThuNghiem@226")

# --- Language, dates, numbers ---------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["kehoach226.formats"]
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
USE_THOUSAND_SEPARATOR = False  # years and codes stay plain; the `number` filter groups counts

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))()
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
BACKUP_DIR = env.path("BACKUP_DIR", default=str(VAR_DIR / "backups"))()  # where the nightly backup goes
MEDIA_URL = ""  # no uploaded file has an address of its own: every one passes a permission check
TESTING = "pytest" in sys.modules
STORAGES = {
    "default": {"BACKEND": "base.stored_files.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the assignment grid posts several fields for each task
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Security headers -----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=bool(TRUSTED_PROXIES))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/$"]  # asked from the machine itself, past the proxy
SILENCED_SYSTEM_CHECKS = [
    # HSTS is for this one name: subdomains of the province's domain are other people's, and a preload list
    # takes the whole domain in and lets nobody out for months.
    "security.W005",
    "security.W021",
]
CSRF_FAILURE_VIEW = "organization.views.errors.csrf_failure"

# --- Mail (off unless EMAIL_URL is set) -----------------------------------------------------------
MAIL_IS_ON = bool(env.str("EMAIL_URL", default=""))
vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or "dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="kehoach226@localhost")

# --- Background jobs ------------------------------------------------------------------------------
# The Job row is the truth, a message is only a doorbell: no result backend, and a lost message is
# rung again by the sweep.
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "folder://localhost"  # files in BROKER_DIR, see kehoach226/transport.py
BROKER_DIR = env.path("BROKER_DIR", default=str(VAR_DIR / "broker"))()
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # A page rings the bell after its commit: with Redis down or hung it must give up within a second.
    {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0, "visibility_timeout": 3600}
    if REDIS_URL
    else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ROUTES = ["kehoach226.celery.route"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # remembers nothing: what is due is asked of the Job rows
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "organization.sweep", "schedule": 30, "options": {"expires": 25}},
    "mail": {"task": "organization.deliver_notifications", "schedule": 60, "options": {"expires": 50}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
