"""Haru's settings. What a deployment may change comes from the environment through config/env.py."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, machines
from config.catalogues import compile_changed
from config.headers import REPORTS
from config.logs import saying
from config.probes import PROBES

BASE_DIR = env.PROJECT
HARU_HOME = env.home()
PRODUCTION = env.production()
DEBUG = env.flag("HARU_DEBUG") and not PRODUCTION
SECRET_KEY, SECRET_KEY_FALLBACKS = env.secret_key(), env.old_secret_keys()
ALLOWED_HOSTS = env.hosts()
SITE_URL = env.site()  # what mails' links begin with
OPEN_SIGNUP = env.flag("HARU_OPEN_SIGNUP")  # otherwise one needs an invitation
METRICS_TOKEN = env.metrics_token()  # without one there is no /metrics
METRICS_OF_REQUESTS = "config.metrics.requests_text"
QUEUE_BOUND = env.seconds("HARU_QUEUE_BOUND", default=900)  # for which a job may wait before /readyz says 503

INSTALLED_APPS = [
    "accounts",
    "journal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "taggit",
    "markdownx",
    "django_htmx",
    "lucide",
    "csp",
    "procrastinate.contrib.django",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.apps.HaruStaticFiles",
]

MIDDLEWARE = [
    "config.requests.numbered",
    "django.middleware.security.SecurityMiddleware",
    "config.policies.CSPMiddleware",
    "config.headers.headers",
    "config.probes.probes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.GZipMiddleware",
    "config.cookieless.cookieless",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "accounts.middleware.preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.limits.answers",
    "accounts.second_factor.asked_of_staff",
    "django_htmx.middleware.HtmxMiddleware",
]

if METRICS_TOKEN:
    MIDDLEWARE.insert(1, "config.metrics.counted")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

BUILT_IN = ("icons", "haru", "kept", "rows", "comments", "article", "noted", "frame")  # tags that every template knows
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
                "journal.context.reader",
            ],
            "builtins": [f"journal.templatetags.{name}" for name in BUILT_IN],
        },
    }
]
# django.forms' own templates, found by the app loader, so that templates/ may override them.
INSTALLED_APPS.append("django.forms")

DATABASES = env.databases()
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["config.replica.Router"]
    MIDDLEWARE.append("config.replica.Reads")
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": timedelta(days=1).total_seconds()}  # a laptop sleeps at night
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": machines.cache()}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "handle", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},  # 20,000 out of known breaches
    {"NAME": "accounts.passwords.SiteWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())  # from signing in on, whatever happens meanwhile
SESSION_IDLE = timedelta(days=14)  # after which somebody who was not here signs in again

# allauth: sign-in by e-mail; see accounts/adapter.py for who may sign up.
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name_of"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if PRODUCTION else "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Haru] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # for changes of e-mail addresses: an open laptop is not an account
ACCOUNT_EMAIL_NOTIFICATIONS = True  # "your password has been changed"
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
# How often: a whole cohort of 1,000 signs in, and writes, behind one address of one building (accounts/limits.py).
LIMITED = env.limited()
ACCOUNT_RATE_LIMITS = {
    "login": "3000/m/ip",
    "login_failed": "5/5m/key,300/m/ip",
    "signup": "1000/m/ip",
    "reset_password": "5/m/key,300/m/ip",
    "reset_password_from_key": "600/m/ip",
}
RATE_LIMITS = {
    "invitation": "60/m/user,6000/m/ip",
    "comment": "30/m/user,6000/m/ip",
    "upload": "100/m/user,12000/m/ip",
    "preview": "240/m/user,60000/m/ip",
    "search": "60/m/user,12000/m/ip",
    "search_feed": "60/m/user,1200/m/ip",
    "suggestion": "300/m/user,60000/m/ip",
    "report": "30/m/user,1000/m/ip",
    "import": "20/10m/user,2000/10m/ip",
}

# The second step: an app's codes, passkeys and security keys, spare codes (accounts/second_factor.py).
AUDIT_DAYS = env.audit_days()  # that sign-ins and changes of accounts are remembered (accounts/audit.py)
STAFF_SECOND_FACTOR = env.flag("HARU_STAFF_SECOND_FACTOR", default=PRODUCTION)
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.key_forms.CodeForm",
    "reauthenticate": "accounts.key_forms.CodeProofForm",
    "add_webauthn": "accounts.key_forms.AddKeyForm",
    "edit_webauthn": "accounts.key_forms.EditKeyForm",
    "authenticate_webauthn": "accounts.key_forms.KeyForm",
    "reauthenticate_webauthn": "accounts.key_forms.ProofForm",
    "login_webauthn": "accounts.key_forms.PasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Haru"
MFA_ALLOW_UNVERIFIED_EMAIL = MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_RATE_LIMITS = {"webauthn_login": "6000/m/ip"}  # two requests each, and none of them a guess

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [HARU_HOME / "locale"]  # compiled there from config/locale at every start that finds a change
compile_changed(LOCALE_PATHS[0])
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HARU_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.assets.MadeFiles",
]
MEDIA_ROOT = HARU_HOME / "media"  # private: served by views that ask who is reading
STORAGES = {
    "default": machines.media(),
    "staticfiles": {"BACKEND": "config.storage.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # a post of 100,000 Hangul, percent-encoded, is 900 kB
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # journal/forms/transfers.py says in words that 200 are many
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

TAGGIT_CASE_INSENSITIVE = False  # names are folded by journal/text/topic_names.py

MARKDOWNX_MARKDOWNIFY_FUNCTION = "journal.text.preview.render_html"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HARU_HOME / "mail"
DEFAULT_FROM_EMAIL = env.mail_from()
if env.smtp():
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(env.smtp())

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],  # MathML's own attributes; nobody else's reach the page
        "img-src": [SELF, "https:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "report-uri": REPORTS,
        "report-to": "policy",
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "journal.views.errors.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE, MESSAGE_COOKIE_NAME = "config.cookies.Messages", "messages"

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # Which a browser takes from this very host by HTTPS alone; static/js/editing/saving.js knows the second.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME, MESSAGE_COOKIE_NAME = "__Host-language", "__Host-messages"
    SECURE_SSL_REDIRECT = env.flag("HARU_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [f"^{path[1:]}$" for path in PROBES]  # machines ask next door, without HTTPS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("HARU_BEHIND_PROXY") else None
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("HARU_BEHIND_PROXY") else 0  # whose address a limit counts
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOG_SAYING = saying  # by which the worker tells the log of its jobs
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "config.logs.Words", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "config.logs.Json"},
    },
    "filters": {"tokens": {"()": "config.logs.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": env.log() or "text", "filters": ["tokens"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"level": "ERROR"},  # what was not found or refused has its line in haru.access
        "haru": {"level": "INFO" if env.log() else "WARNING"},
    },
}
