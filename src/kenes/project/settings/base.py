"""What every installation shares. Names and values that differ come from `environment`."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from kenes.project.settings.environment import (
    database_settings,
    mail_settings,
    oidc_origins,
    oidc_settings,
    read_environment,
)

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[2]

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
PERSON_KEY = ENVIRONMENT.person_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
KENES_DEMO = False
KENES_HOME = ENVIRONMENT.home
KENES_ORIGIN = ENVIRONMENT.origin
KENES_OPERATOR = ENVIRONMENT.operator
KENES_SCAN_COMMAND = ENVIRONMENT.scan_command
KENES_REGISTER_KEY = ENVIRONMENT.register_key
KENES_REGISTER_ORIGIN = ENVIRONMENT.register_origin
KENES_TELEGRAM_TOKEN = ENVIRONMENT.telegram_token
KENES_TELEGRAM_BOT = ENVIRONMENT.telegram_bot
KENES_TELEGRAM_API = ENVIRONMENT.telegram_api

INSTALLED_APPS = [
    "kenes.domain.shared",
    "kenes.domain.register",
    "kenes.domain.accounts",
    "kenes.domain.files",
    "kenes.domain.search",
    "kenes.domain.notices",
    "kenes.domain.institutions",
    "kenes.domain.norms",
    "kenes.domain.recommendations",
    "kenes.domain.conversations",
    "kenes.web",
    "kenes.project",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_linear_migrations",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Answers the votes of a card's script, which need nothing of what follows.
    "kenes.web.conversations.at_once.VotesMiddleware",
    # Before all that a reader without a session does not need; its headers are kept with a page.
    "kenes.web.shared.caching.KeptPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kenes.web.shared.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kenes.web.shared.middleware.PrivatePagesMiddleware",
    "kenes.web.shared.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "kenes.project.urls"
WSGI_APPLICATION = "kenes.project.wsgi.application"
DATABASES = {"default": database_settings(ENVIRONMENT)}
CACHES = {
    # Counts attempts to sign in and used codes: all workers must see one count.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "KEY_FUNCTION": "kenes.project.cache_keys.digested",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Whole public pages: each worker keeps its own, under keys that hold the page's version.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "kenes.web.shared.templating.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kenes.web.shared.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kenes.web.templatetags.kenes",
                "kenes.web.templatetags.listing",
                "kenes.web.templatetags.once",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me:home"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "kenes.web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kenes.web.accounts.adapters.ProviderAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "kenes.web.accounts.adapters.shown_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kenes.web.accounts.forms.NameForm"
ACCOUNT_FORMS = {"login": "kenes.web.accounts.password_form.PasswordSignInForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# The library's own, and no more than ten letters an hour to one address: nobody's post is flooded.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,5/m/key,10/h/key",
    "confirm_email": "1/10s/key,10/h/key",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kenes: "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kenes"
MFA_FORMS = {
    "add_webauthn": "kenes.web.accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "kenes.web.accounts.passkey_forms.RenamePasskeyForm",
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_settings(ENVIRONMENT)}}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "kenes_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENVIRONMENT.files)},
    },
    "staticfiles": {"BACKEND": "kenes.web.shared.static_files.KeptAddresses"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_TEMP_DIR = None
KENES_FILE_LIMIT = 20 * 1024 * 1024
FILE_OWNER_RULES: tuple[str, ...] = (
    "kenes.domain.recommendations.rules.files.is_published",
    "kenes.domain.recommendations.rules.files.is_of_own_office",
)

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
MAILERS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "kenes.project.mail.WatchedBackend"},
    "transport": mail_settings(ENVIRONMENT),
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF, *oidc_origins(ENVIRONMENT)],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kenes.web.shared.views.csrf_refused"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
