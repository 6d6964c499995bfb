"""What the operator sets: every environment variable that Sightline reads, checked before anything starts."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from alignment.config.embedded import Places

SHORTEST_SECRET = 50
SHORTEST_PASSWORD = 12
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "consolemail")
VARIABLES = {
    "SIGHTLINE_DATA": "folder for files, caches and the embedded servers; default .data",
    "SIGHTLINE_PRODUCTION": "1 refuses weak settings and serves by HTTPS only; default 0",
    "SIGHTLINE_URL": "public address, such as https://sightline.example.com",
    "DATABASE_URL": "postgres://user:password@host:5432/name; default the embedded PostgreSQL",
    "REDIS_URL": "redis://host:6379/0; default the embedded Valkey",
    "SECRET_KEY": f"at least {SHORTEST_SECRET} characters; default a random one kept in the data folder",
    "ALLOWED_HOSTS": "host names that Sightline answers to, divided by commas",
    "EMAIL_URL": "smtp+tls://user:password@host:587; default: mail is printed to the log",
    "EMAIL_FROM": "sender of Sightline's mail",
    "OIDC_URL": "issuer of single sign-on (OpenID Connect); with OIDC_CLIENT_ID and OIDC_SECRET",
    "OIDC_CLIENT_ID": "client id at the issuer",
    "OIDC_SECRET": "client secret at the issuer",
    "OIDC_NAME": "what the button says; default Single sign-on",
    "STATEMENT_TIMEOUT": "longest database statement; default 30s for the web, 30min for workers and commands",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR; default INFO",
    "PORT": "port of the web server; default 8000",
    "BIND": "address that the web server listens on; default 127.0.0.1",
    "WEB_PROCESSES": "processes of the web server, of four threads each; default 1",
    "ATTRIBUTION_THREADS": "processors that crediting may use; default 2",
    "ATTRIBUTION_MEMORY": "memory of its queries, beyond which they use the disk, such as 2GB; default 800MB",
    "ATTRIBUTION_TEMP": "folder for what does not fit into that memory; default the system's for temporary files",
    "SIGHTLINE_STATIC": "folder of the collected static files; default static in the data folder",
    "DEMO": "0 starts empty, without the demonstration company; default 1",
}


class BadSetting(Exception):
    """A sentence that names the variable, what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class SignOn:
    """Single sign-on by OpenID Connect."""

    issuer: str
    client_id: str
    secret: str
    name: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Crediting:
    """What one computation of credit may use."""

    threads: int
    memory: str
    temp_folder: str | None


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one process, already checked."""

    places: Places
    production: bool
    url: str
    database_url: str | None
    redis_url: str | None
    static: Path | None
    secret_key: str
    allowed_hosts: tuple[str, ...]
    statement_timeout: str
    log_level: str
    port: int
    demo: bool
    crediting: Crediting
    sign_on: SignOn | None


def read() -> Environment:
    """Read and check all variables. Raises BadSetting."""
    production = _flag("SIGHTLINE_PRODUCTION")
    port = _port()
    hosts = tuple(host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip())
    environment = Environment(
        places=Places.here(),
        production=production,
        url=_url(default=f"http://127.0.0.1:{port}"),
        database_url=_address("DATABASE_URL", {"postgres", "postgresql"}),
        redis_url=_address("REDIS_URL", {"redis", "rediss", "unix"}),
        static=Path(static) if (static := os.environ.get("SIGHTLINE_STATIC")) else None,
        secret_key=os.environ.get("SECRET_KEY", ""),
        allowed_hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        statement_timeout=_duration("STATEMENT_TIMEOUT", "30s"),
        log_level=_one_of("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        port=port,
        demo=_flag("DEMO", default="1"),
        crediting=_crediting(),
        sign_on=_sign_on(production=production),
    )
    _check_mail(production=production)
    if production:
        _refuse_weak(environment, named_hosts=hosts)
    return environment


def sign_on_settings(sign_on: SignOn | None) -> dict[str, object]:
    """What django-allauth is told about single sign-on."""
    if sign_on is None:
        return {}
    app = {
        "provider_id": "company",
        "name": sign_on.name,
        "client_id": sign_on.client_id,
        "secret": sign_on.secret,
        "settings": {"server_url": sign_on.issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def secret_key(environment: Environment) -> str:
    """The secret key given, or one made at the first start and kept for its owner alone."""
    if environment.secret_key:
        return environment.secret_key
    file = environment.places.data / "secret-key"
    try:
        return file.read_text()
    except FileNotFoundError:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.token_urlsafe(60)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return _wait_for_text(file)
    with os.fdopen(handle, "w") as stream:
        stream.write(made)
    return made


def allow_long_statements() -> None:
    """For processes that nobody waits for in a browser; call it before the settings are read."""
    os.environ.setdefault("STATEMENT_TIMEOUT", "30min")


def _wait_for_text(file: Path) -> str:
    while not (text := file.read_text()):
        pass
    return text


def _refuse_weak(environment: Environment, *, named_hosts: tuple[str, ...]) -> None:
    if len(environment.secret_key) < SHORTEST_SECRET or len(set(environment.secret_key)) < 10:
        raise BadSetting(f"SECRET_KEY must be a random text of at least {SHORTEST_SECRET} characters in production.")
    if not named_hosts or "*" in named_hosts:
        raise BadSetting("ALLOWED_HOSTS must name the host names that people use in production; '*' is not allowed.")
    if not environment.url.startswith("https://"):
        raise BadSetting("SIGHTLINE_URL must be the public https:// address in production.")
    host = urlsplit(environment.url).hostname or ""
    if not any(host == named or (named.startswith(".") and host.endswith(named)) for named in named_hosts):
        raise BadSetting(f"ALLOWED_HOSTS must name {host}, the host of SIGHTLINE_URL.")
    if environment.database_url is None or not urlsplit(environment.database_url).password:
        raise BadSetting("DATABASE_URL must name a PostgreSQL server, with a password, in production.")
    if len(unquote(urlsplit(environment.database_url).password or "")) < SHORTEST_PASSWORD:
        raise BadSetting(f"DATABASE_URL has a password of less than {SHORTEST_PASSWORD} characters; take a longer one.")
    if environment.redis_url is None:
        raise BadSetting("REDIS_URL must name a Redis or Valkey server in production.")


def _url(*, default: str) -> str:
    value = os.environ.get("SIGHTLINE_URL") or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting("SIGHTLINE_URL must be an address such as https://sightline.example.com.")
    return f"{parts.scheme}://{parts.netloc}"


def mail_url() -> str:
    """Where mail goes; printed to the log where nothing is named."""
    return os.environ.get("EMAIL_URL") or "consolemail://"


def _check_mail(*, production: bool) -> None:
    parts = urlsplit(mail_url())
    if parts.scheme not in MAIL_SCHEMES:
        raise BadSetting(f"EMAIL_URL must begin with {' or '.join(f'{s}://' for s in MAIL_SCHEMES)}.")
    if parts.scheme != "consolemail" and not parts.hostname:
        raise BadSetting("EMAIL_URL names no mail server; write smtp+tls://user:password@host:587.")
    if production and parts.scheme == "smtp" and parts.password:
        raise BadSetting("EMAIL_URL would send its password in clear; begin it with smtp+tls:// or smtp+ssl://.")


def _sign_on(*, production: bool) -> SignOn | None:
    names = ("OIDC_URL", "OIDC_CLIENT_ID", "OIDC_SECRET")
    given = [os.environ.get(name, "") for name in names]
    if not any(given):
        return None
    for name, value in zip(names, given, strict=True):
        if not value:
            raise BadSetting(f"{name} is missing; single sign-on needs {', '.join(names)} together.")
    schemes = {"https"} if production else {"https", "http"}
    if urlsplit(given[0]).scheme not in schemes or not urlsplit(given[0]).netloc:
        raise BadSetting("OIDC_URL must be the issuer's https:// address.")
    return SignOn(*given, name=os.environ.get("OIDC_NAME") or "Single sign-on")


def _crediting() -> Crediting:
    threads = os.environ.get("ATTRIBUTION_THREADS") or "2"
    if not re.fullmatch(r"[1-9][0-9]{0,2}", threads):
        raise BadSetting(f"ATTRIBUTION_THREADS is {threads!r}; write a number from 1 to 999.")
    memory = os.environ.get("ATTRIBUTION_MEMORY") or "800MB"
    if not re.fullmatch(r"[1-9][0-9]*(MB|GB)", memory):
        raise BadSetting(f"ATTRIBUTION_MEMORY is {memory!r}; write a number and its unit, such as 800MB or 2GB.")
    folder = os.environ.get("ATTRIBUTION_TEMP") or None
    if folder and not Path(folder).is_dir():
        raise BadSetting(f"ATTRIBUTION_TEMP names {folder!r}, which is no folder; make it, or name another.")
    return Crediting(int(threads), memory, folder)


def _flag(name: str, *, default: str = "0") -> bool:
    value = os.environ.get(name, default).strip().lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise BadSetting(f"{name} is {value!r}; write 1 or 0.")
    return value in {"1", "true", "yes"}


def _port() -> int:
    value = os.environ.get("PORT", "8000")
    if not value.isdigit() or not 1 <= int(value) <= 65535:
        raise BadSetting(f"PORT is {value!r}; write a number from 1 to 65535.")
    return int(value)


def _duration(name: str, default: str) -> str:
    value = os.environ.get(name) or default
    if not re.fullmatch(r"[1-9][0-9]*(ms|s|min|h)", value):
        raise BadSetting(f"{name} is {value!r}; write a number and its unit, such as 30s or 30min.")
    return value


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, choices[0]).upper()
    if value not in choices:
        raise BadSetting(f"{name} is {value!r}; write one of {', '.join(choices)}.")
    return value


def _address(name: str, schemes: set[str]) -> str | None:
    value = os.environ.get(name)
    if not value:
        return None
    if urlsplit(value).scheme not in schemes:
        raise BadSetting(
            f"{name} must begin with {' or '.join(sorted(f'{s}://' for s in schemes))}; see docs/operating.md."
        )
    return value
