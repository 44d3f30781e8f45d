"""For the office's own server: every secret from the environment, HTTPS, manifest of static files."""

from config.settings.base import *  # noqa: F403
from config.settings.environment import flag, names, text

DEBUG = False
SECRET_KEY = text("SECRET_KEY")
ALLOWED_HOSTS = names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")
# Demonstration accounts have a published password: a production start refuses to serve them.
REFUSE_DEMONSTRATION_ACCOUNTS = True

HTTPS = flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = False
# The preload list is for public sites; an office's server does not ask to be on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
