"""All settings, one file. Environment variables are read through `env` only; docs/reference/settings.md lists them."""

import gc
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from linli.config import env

PACKAGE_DIR = Path(__file__).resolve().parents[1]
PROJECT_DIR = PACKAGE_DIR.parents[1]
DATA_DIR = Path(env.text("LINLI_DATA_DIR", str(PROJECT_DIR / "var")))

# -- how this installation runs ------------------------------------------------------------------------------
DEMO = env.flag("LINLI_DEMO")
DEMO_PEOPLE = int(env.number("LINLI_DEMO_PEOPLE", 20_000))  # generated residents of a demo
DEBUG = env.flag("LINLI_DEBUG")
SECRET_KEY = env.text("LINLI_SECRET_KEY") or env.secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.names("LINLI_HOSTS", ("localhost", "127.0.0.1", "[::1]", "testserver"))
CSRF_TRUSTED_ORIGINS = env.names("LINLI_ORIGINS")
BEHIND_TLS = env.flag("LINLI_TLS")
SITE_NAME = env.text("LINLI_SITE_NAME", "邻里")
# Forms and lists make objects by the hundred thousand, hardly ever in circles. Looking for circles after every 700 new
# ones, as Python does by itself, takes a fifth of the time of a filled form (bench/returns.py).
gc.set_threshold(50_000, 20, 10)

# -- where things are ----------------------------------------------------------------------------------------
DATABASES = {"default": env.database("LINLI_DATABASE_URL", DATA_DIR / "linli.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
KEY_DIR = Path(env.text("LINLI_KEY_DIR", str(DATA_DIR / "keys")))  # never inside a backup
CIPHER = env.choice("LINLI_CIPHER", ("aes-256-gcm", "sm4-gcm"))
PG_BIN = env.text("LINLI_PG_BIN")  # where pg_dump and pg_restore are, when not in the usual places
POLICY_DIR = Path(env.text("LINLI_POLICY_DIR")) if env.text("LINLI_POLICY_DIR") else None

# -- what it is made of --------------------------------------------------------------------------------------
# Rooms and doors, lowest floor first; the import contracts in pyproject.toml hold the same order.
FOUNDATIONS = [
    "linli.ui",
    "linli.base.identity",
    "linli.base.audit",
    "linli.base.jobs",
    "linli.base.presses",
    "linli.base.attachments",
    "linli.base.reading",
    "linli.base.imports",
    "linli.base.exports",
]
ROOMS = [
    "linli.territory",
    "linli.policies",
    "linli.catalogue",
    "linli.register",
    "linli.grids",
    "linli.rights",
    "linli.sharing",
    "linli.rosters",
    "linli.visits",
    "linli.forms",
    "linli.mandates",
    "linli.meter",
    "linli.returns",
    "linli.surveys",
    "linli.guarantees",
    "linli.reports",
]
DOORS = [
    "linli.office",
    "linli.office.accounts",
    "linli.office.territory",
    "linli.office.policies",
    "linli.office.catalogue",
    "linli.office.forms",
    "linli.office.mandates",
    "linli.office.returns",
    "linli.office.meter",
    "linli.office.surveys",
    "linli.office.guarantees",
    "linli.office.reports",
    "linli.office.system",
    "linli.office.register",
    "linli.office.reading",
    "linli.office.rosters",
    "linli.office.grids",
    "linli.office.grids.editor",
    "linli.residents",
    "linli.residents.own",
    "linli.field",
]
INSTALLED_APPS = [
    # Ours first: our templates stand in for the sign-in library's.
    *[app for app in (*FOUNDATIONS, *ROOMS, *DOORS) if find_spec(app) is not None],
    *(["linli.demo"] if DEMO else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "linli.ui.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "linli.base.identity.middleware.ActingPost",
    "linli.ui.middleware.AsOfDay",
    "linli.ui.once.OncePerPress",
    "linli.base.access.DenyByDefault",
    "linli.ui.middleware.RefusalsInWords",
]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
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
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.ui.context.page",
            ],
        },
    }
]

COTTON_SNAKE_CASED_NAMES = False  # <c-page-head> is cotton/page-head.html

# -- languages and time --------------------------------------------------------------------------------------
# Message ids are Chinese: zh-Hans needs no catalogue, English is complete (a house test checks it).
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = sorted(PACKAGE_DIR.glob("**/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- sign-in -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["linli.base.identity.backends.SignInBackend"]
PASSWORD_HASHERS = ["linli.base.identity.hashers.FrugalArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "linli.base.identity.passphrases.LongEnough"},
    {"NAME": "linli.base.identity.passphrases.NotCommon"},
    {"NAME": "linli.base.identity.passphrases.NotAboutOneself"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "linli.base.identity.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = str  # the name shown to colleagues; a resident's sign-in name is a number
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Failed sign-ins are counted in our own table (linli.base.identity.throttle); this one only slows a flood down.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip,10/5m/key"}
ACCOUNT_FORMS = {
    "login": "linli.office.accounts.forms.sign_in.SignInForm",
    "change_password": "linli.office.accounts.forms.sign_in.ChangePassphraseForm",
    "reauthenticate": "linli.office.accounts.forms.sign_in.ConfirmForm",
}
MFA_ADAPTER = "linli.base.identity.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "linli.office.accounts.forms.second_factor.CodeForm",
    "reauthenticate": "linli.office.accounts.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "linli.office.accounts.forms.second_factor.ActivateAppForm",
    "add_webauthn": "linli.office.accounts.forms.second_factor.AddKeyForm",
    "edit_webauthn": "linli.office.accounts.forms.second_factor.RenameKeyForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Linli"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0  # whose X-Forwarded-For the throttle believes
USERSESSIONS_TRACK_ACTIVITY = (
    False  # it writes on every request; our own middleware does so every ten minutes
)
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "linli.base.identity.adapters.SingleSignOnAdapter"
OIDC_ISSUER = env.text("LINLI_OIDC_ISSUER")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.text("LINLI_OIDC_NAME", "统一身份认证"),
                "client_id": env.text("LINLI_OIDC_CLIENT_ID"),
                "secret": env.text("LINLI_OIDC_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
        "OAUTH_PKCE_ENABLED": True,
    }

# -- security ------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
MAX_UPLOAD_BYTES = 50 * 2**20

# -- storage, work in the background, logs -------------------------------------------------------------------
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "linli.ui.storage.ModuleStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# A running job whose worker gave no sign of life for this long counts as lost.
JOB_LEASE_SECONDS = env.number("LINLI_JOB_LEASE_SECONDS", 120)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Two lines for each job that goes well would push the demo's logins off the screen; jobs have their own page.
    "loggers": {"django_tasks": {"level": "WARNING"}},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
