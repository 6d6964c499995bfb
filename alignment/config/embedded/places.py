"""Where the embedded servers keep their files."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_FOLDER = Path("/var/lib/sightline")
SERVICE_ACCOUNT = "sightline"
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 108 bytes, ours leaves room for ".s.PGSQL.5432.lock"


class ServerDidNotStart(RuntimeError):
    """A sentence for the operator: what did not start and where its log is."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation, derived from its data folder alone.

    PostgreSQL refuses to run as root. Root therefore keeps the cluster under a system folder made for it and runs
    it as a service account, so that no folder of the user's has to be opened to that account.
    """

    data: Path

    @classmethod
    def here(cls) -> "Places":
        """The data folder named by SIGHTLINE_DATA, `.data` in the project's folder otherwise."""
        project = Path(__file__).resolve().parents[3]
        named = os.environ.get("SIGHTLINE_DATA")
        return cls(data=Path(named).expanduser().resolve() if named else project / ".data")

    @property
    def as_root(self) -> bool:
        return os.geteuid() == 0

    @property
    def name(self) -> str:
        return hashlib.sha256(str(self.data).encode()).hexdigest()[:12]

    @property
    def cluster(self) -> Path:
        return SYSTEM_FOLDER / self.name / "postgres" if self.as_root else self.data / "postgres"

    @property
    def sockets(self) -> Path:
        """Folder of PostgreSQL's socket; short, because a socket's path may have only about a hundred bytes."""
        if self.as_root:
            return SYSTEM_FOLDER / self.name / "run"
        beside = self.data / "run"
        if len(str(beside)) <= LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432.lock"):
            return beside
        return Path(os.environ.get("XDG_RUNTIME_DIR", "/tmp")) / f"sightline-{os.getuid()}-{self.name}"  # noqa: S108 -- made 0700 before use

    @property
    def cache(self) -> Path:
        return SYSTEM_FOLDER / self.name / "valkey" if self.as_root else self.data / "valkey"

    @property
    def cache_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def start_lock(self) -> Path:
        return self.data / "start.lock"

    @property
    def use_lock(self) -> Path:
        return self.data / "in-use.lock"

    def make_folders(self) -> None:
        """Make what is missing, each folder for its owner alone; a folder that stands already keeps its mode."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.as_root:
            SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
            own = SYSTEM_FOLDER / self.name
            own.mkdir(mode=0o700, exist_ok=True)
            self.hand_over(own)
        for folder in (self.sockets, self.cache):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.hand_over(folder)

    def hand_over(self, path: Path) -> None:
        """Give a file or folder of ours to the account that the servers run as."""
        if self.as_root:
            os.chown(path, *service_account())

    def run_as(self) -> dict[str, object]:
        """Arguments for subprocess that make a server run as the service account when we are root."""
        if not self.as_root:
            return {}
        user, group = service_account()
        return {"user": user, "group": group, "extra_groups": []}


def service_account() -> tuple[int, int]:
    """User and group id that PostgreSQL runs as when Sightline is root; the account is made at first need."""
    import pwd

    try:
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        if shutil.which("useradd"):
            command = ["useradd", "--system", "--no-create-home", "--home-dir", str(SYSTEM_FOLDER)]
            subprocess.run([*command, "--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT], check=True, capture_output=True)
            entry = pwd.getpwnam(SERVICE_ACCOUNT)
        else:
            entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid
