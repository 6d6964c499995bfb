"""Django's settings. They name applications by string only and start nothing."""

from datetime import timedelta
from pathlib import Path

import environ
import plotly
from celery.schedules import crontab

from alignment.config import embedded, environment, logs

BASE_DIR = Path(__file__).resolve().parents[2]
ENVIRONMENT = environment.read()
PRODUCTION = ENVIRONMENT.production
PLACES = ENVIRONMENT.places
SITE_URL = ENVIRONMENT.url

DEBUG = False
SECRET_KEY = environment.secret_key(ENVIRONMENT)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "people",
    "organisation",
    "jobs",
    "imports",
    "campaigns",
    "crm",
    "okrs",
    "attribution",
    "kpis",
    "forecasts",
    "alignment",
    "reports",
    "simulator",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_celery_beat",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "rules",
    "simple_history",
]

MIDDLEWARE = [
    "alignment.config.middleware.request_id",
    "alignment.config.middleware.security_headers",
    "alignment.config.middleware.pages_are_read_and_posted",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "alignment.config.shell.forget_after_changes",
    "alignment.config.house.local_time",
]

ROOT_URLCONF = "alignment.config.urls"
WSGI_APPLICATION = "alignment.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alignment.config.shell.shell",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "people.templatetags.policy"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, not the page around it

# ── Servers ──────────────────────────────────────────────────────────────────────────────────────────────────────
if ENVIRONMENT.database_url:
    _database = environ.Env.db_url_config(ENVIRONMENT.database_url)
else:
    from alignment.config.embedded import postgres

    _database = {"HOST": str(PLACES.sockets), "USER": postgres.USER, "NAME": postgres.DATABASE}
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),  # such as sslmode
            "connect_timeout": 3,
            "options": f"-c statement_timeout={ENVIRONMENT.statement_timeout} -c lock_timeout=5s"
            " -c idle_in_transaction_session_timeout=300s",
        },
    }
}
MIGRATION_MODULES = {"knox": None}  # its own table of tokens is replaced by people.ApiToken
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = embedded.server_urls(PLACES)[1]
CACHES = {
    "default": {
        "BACKEND": "alignment.config.cache.SturdyCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "sightline",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

# ── People and security ──────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link has proved the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers whose address somebody typed
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Sightline: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES = 1 if PRODUCTION else 0
MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "Sightline", 1  # the codes before and after, for slow fingers and clocks
MFA_FORMS = {name: f"people.second_factor.{name.title()}" for name in ("authenticate", "reauthenticate")}
SOCIALACCOUNT_ADAPTER = "people.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = environment.sign_on_settings(ENVIRONMENT.sign_on)
SIGN_ON_ORIGINS = [ENVIRONMENT.sign_on.origin] if ENVIRONMENT.sign_on else []
KNOX_TOKEN_MODEL = "people.ApiToken"  # noqa: S105 -- a table, not a secret
SESSION_ENGINE = "people.sessions"
SESSION_COOKIE_NAME, SESSION_COOKIE_AGE = "sightline", 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "alignment.config.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = False  # htmx reads the token from the page, other scripts are not let in
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────
globals().update(environ.Env.email_url_config(environment.mail_url()))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environ.Env().str("EMAIL_FROM", default="Sightline <sightline@localhost>")

# ── Language, time, files ────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.static or PLACES.data / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor/plotly", Path(plotly.__file__).parent / "package_data")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no other
MEDIA_ROOT = PLACES.data / "files"

# ── Background work ──────────────────────────────────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 29 * 60  # lets a job write down why it was stopped
CELERY_RESULT_EXPIRES = None  # there are no results, hence nothing to clean up every night
CELERY_TASK_DEFAULT_QUEUE = "fast"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 250_000  # KiB; a child that has grown in a job gives it back after that job
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a broker may be away for a night
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 3600,
    "unacked_restore_interval": 30,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "jobs: wake workers for what waits": {
        "task": "jobs.sweep",
        "schedule": 15.0,
        "options": {"queue": "fast", "expire_seconds": 15},
    },
}
_DAILY = {  # at an hour and minute of UTC, a kind of job
    "every night: recompute everything": ((2, 10), "reports.recompute"),
    "every night: rule on leading KPIs, value customers, fit the mix": ((4, 20), "forecasts.night"),
    "every night: delete uploaded files whose time is over": ((3, 40), "imports.expire_files"),
    "every night: delete exports of persons": ((3, 50), "crm.expire_exports"),
    "every morning: remind people of check-ins": ((5, 30), "okrs.remind"),
    "every morning: mail the executive summary": ((5, 40), "reports.mail"),
}
for _name, ((_hour, _minute), _kind) in _DAILY.items():
    _when = crontab(hour=str(_hour), minute=str(_minute))
    _beat = {"task": "jobs.start", "schedule": _when, "args": [_kind], "options": {"queue": "fast"}}
    CELERY_BEAT_SCHEDULE[_name] = _beat
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TIMEZONE = "UTC"
CREDITING = ENVIRONMENT.crediting
JOBS_CELERY_APP = "alignment.config.celery.app"
JOBS_LEASE = timedelta(seconds=45)  # a worker silent for so long is taken for dead
# A request that wakes a worker waits for the broker about one second at most; the sweeper makes up for it.
JOBS_PUBLISH_OPTIONS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1, "interval_start": 0}

# ── Programming interface ────────────────────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.authentication.ScopedTokenAuthentication",  # the first one decides that strangers get 401
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["people.permissions.NothingUnlessAllowed"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "people.pagination.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "30/min"},
    "NUM_PROXIES": PROXIES,
    "EXCEPTION_HANDLER": "people.problems.problem_details",
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sightline",
    "DESCRIPTION": "Objectives, evidence and money on one line of sight.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "people.schema.describe_problems",
    ],
    "ENUM_NAME_OVERRIDES": {"RoleEnum": "people.models.Role"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING_CONFIG = "alignment.config.logs.configure"
LOGGING = {"level": ENVIRONMENT.log_level, "json": logs.wants_json(production=PRODUCTION)}
