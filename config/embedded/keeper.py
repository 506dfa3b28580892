"""The keeper of Haru's PostgreSQL: starts the server, and stops it after its last user.

server.py runs it as `python -I -S keeper.py FOLDER INSTALLATION LOCK`, with the folder's exclusive
lock open as the descriptor LOCK. It ends with status 0 when the server accepts connections, else
with a sentence on its standard error; a child of it stays behind and keeps the server.
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

INITDB_OPTIONS = (
    "--username=postgres",
    "--auth=trust",  # whoever may enter the folder
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": "../socket",  # from data/: a longer path would not fit
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "shared_memory_type": "mmap",
    "dynamic_shared_memory_type": "mmap",  # a container's /dev/shm is often too small
    "jit": "off",
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # people's words do not belong in a log,
    "log_error_verbosity": "terse",  # nor do their addresses, which details would show
}
PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522
libc = ctypes.CDLL(None, use_errno=True)


class CannotStart(Exception):
    """Its text is a sentence for people."""


def main(folder: Path, installation: Path, lock: int):
    """Start the server and report, then stay until its last user has gone."""
    if os.geteuid() == 0:
        become_owner(folder, installation)
    os.umask(0o077)
    report_read, report_write = os.pipe()
    if os.fork():
        os.close(report_write)
        os.close(lock)
        with open(report_read) as report:
            problem = report.read()
        if problem == "ready":
            sys.exit()
        sys.exit(problem or f"Haru's PostgreSQL in {folder} was killed while starting.")
    os.close(report_read)
    os.setsid()
    os.chdir("/")
    log = folder / "server.log"
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(folder / "server.log.old")
    with open(log, "ab") as output:
        for standard in (1, 2):
            os.dup2(output.fileno(), standard)
    try:
        server, problem = start(folder, installation / "bin", lock), "ready"
    except CannotStart as error:
        server, problem = None, f"{error}\n{tail(log)}"
    with contextlib.suppress(BrokenPipeError), open(report_write, "w") as report:
        report.write(problem)
    if server:
        keep(server, folder / "socket")


def start(folder: Path, programs: Path, lock: int) -> subprocess.Popen:
    """Make the data folder when there is none, start the server, return when it is ready.

    Holding the lock means that no process of an earlier server or initdb lives: they inherit it.
    """
    data, new = folder / "data", folder / "data.new"
    inherited = {"pass_fds": [lock], "preexec_fn": die_with_keeper, "env": {"LC_ALL": "C"}}
    if not data.exists():
        shutil.rmtree(new, ignore_errors=True)  # of one that was killed
        initdb = [programs / "initdb", "-D", new, *INITDB_OPTIONS]
        if subprocess.run(initdb, **inherited).returncode:
            raise CannotStart(f"PostgreSQL could not make its data folder in {folder}.")
        new.rename(data)
        os.fsync(lock)  # the lock is on the open folder
    remove_traces(data, folder / "socket")
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    server = subprocess.Popen([programs / "postgres", "-D", data, *settings], **inherited)
    while not is_ready(data, server.pid):
        if server.poll() is not None:
            raise CannotStart(f"Haru's PostgreSQL in {folder} does not start.")
        time.sleep(0.01)
    return server


def remove_traces(data: Path, sockets: Path):
    """Remove what a killed server left, which PostgreSQL would trust when some other process
    has the old server's number now."""
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        with contextlib.suppress(OSError):
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if os.fsencode(data) in arguments:
                raise CannotStart(f"Another PostgreSQL runs on {data}: stop process {pid} first.")
    for trace in (data / "postmaster.pid", *sockets.iterdir()):
        trace.unlink(missing_ok=True)


def is_ready(data: Path, pid: int) -> bool:
    """Tell by the last line of postmaster.pid (PostgreSQL's src/include/utils/pidfile.h)."""
    with contextlib.suppress(FileNotFoundError):
        lines = (data / "postmaster.pid").read_text(errors="replace").split("\n")
        return lines[0] == str(pid) and len(lines) > 7 and lines[7].strip() == "ready"
    return False


def keep(server: subprocess.Popen, sockets: Path):
    """Wait until no process holds the users' lock, then stop the server before letting go of it:
    a new user waits meanwhile, and starts the next one. When the server dies, just end."""
    users = os.open(sockets, os.O_RDONLY | os.O_DIRECTORY)
    signal.signal(signal.SIGCHLD, lambda *_: sys.exit())
    if server.poll() is None:
        fcntl.flock(users, fcntl.LOCK_EX)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def die_with_keeper():
    """Between fork and exec: a keeper that is killed takes its server (or initdb) along."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)


def become_owner(folder: Path, installation: Path):
    """Turn from root into the owner of `folder`, for good.

    Where that user cannot get to the folder or to the programs (both may be below /root), keep
    the one capability to pass and read any folder; a plain container has only the wider one.
    """
    owner = os.stat(folder)
    os.setgroups([])
    os.setgid(owner.st_gid)
    os.setresuid(owner.st_uid, 0, 0)  # os.access() asks for the real user, without capabilities
    needed = {
        folder: os.W_OK | os.X_OK,
        installation / "bin" / "postgres": os.X_OK,
        installation / "share" / "postgresql" / "postgres.bki": os.R_OK,
    }
    unreachable = [path for path, mode in needed.items() if not os.access(path, mode)]
    # So that access() no longer leaves capabilities out: PostgreSQL asks it for its own programs.
    libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setresuid(owner.st_uid, owner.st_uid, owner.st_uid)
    choices = (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if unreachable else (None,)
    if not any(limit_to(capability) for capability in choices):
        sys.exit(
            f"PostgreSQL cannot run as root, and its user {owner.st_uid} cannot reach "
            f"{unreachable[0]}. Run Haru as an ordinary user, or move it out of folders that only "
            "root may enter."
        )


def limit_to(capability: int | None) -> bool:
    """Drop every capability but one, which programs then started keep.

    Return whether that worked: a container's root does not have them all.
    """
    bits = 0 if capability is None else 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bits, bits, bits)  # effective, permitted, inheritable
    if libc.capset(header, sets):
        return False
    return not bits or libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0


def tail(log: Path) -> str:
    """Return the log's last lines under its path."""
    lines = log.read_text(errors="replace").splitlines()[-5:]
    return "\n".join([f"The end of {log}:", *lines])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
