"""For the test suite: fast password hashing, plain static files, no lock-out between tests."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, MIDDLEWARE

DEBUG = False
SECRET_KEY = "tests-only-" + "0123456789" * 5
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("axes")]

# A file with migrated tables spares the two dozen seconds of migrations: TEST_DATABASE=file with --reuse-db.
if os.environ.get("TEST_DATABASE"):
    DATABASES["default"].setdefault("TEST", {})["NAME"] = os.environ["TEST_DATABASE"]
