"""Settings shared by every way of running. What differs stands in dev, test and production."""

from pathlib import Path

import fontpkg
from csp.constants import NONE, SELF

from config.settings.environment import BASE_DIR, database, documents_root

VERSION = "0.1"

INSTALLED_APPS = [
    "config.kit",
    "config.accounts",
    "config.reference",
    "aid",
    "delegations",
    "associations",
    "reports",
    "config.office",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.kit.requests.UploadLimitMiddleware",
    "config.kit.requests.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.kit.requests.PrivatePagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.office.shell.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "config.kit.templatetags.ui",
                "config.kit.templatetags.fmt",
                "config.kit.templatetags.query",
            ],
        },
    }
]

DATABASES = {"default": database()}
FORM_RENDERER = "config.kit.rendering.HouseRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ROLE_TABLE = "config.roles.ROLES"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "reports:dashboard"
LOGOUT_REDIRECT_URL = "accounts:login"
# Sessions live in the database so that they can be ended (password change, role change, restore).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = True
CSRF_FAILURE_VIEW = "config.kit.requests.csrf_failure"

# Five wrong passwords from one address for one account: a pause of 15 minutes, never a lock.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/paused.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Screens are Vietnamese only (decision 0001): no LocaleMiddleware, one language.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
# Stays off: on, it prints {{ pk }} as 12.345 and years as 2.025.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "data" / "static"
# Fonts come with packages: Be Vietnam Pro for text; from Inter only the digits, because
# Be Vietnam Pro has no tabular ones (static/css/tokens.css).
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", str(Path(fontpkg.path("Be Vietnam Pro")).parent)),
    ("fonts", str(Path(fontpkg.path("Inter")).parent)),
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# A workbook of ten years has some thousand cells per sheet; larger uploads are refused in words.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Files kept with records. The office's own limit per file is a setting (document-max-mb); a request beyond
# this one is refused before its files are read.
DOCUMENTS_ROOT = documents_root()
REQUEST_MAX_BYTES = 250 * 1024 * 1024

SIMPLE_HISTORY_REVERT_DISABLED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
