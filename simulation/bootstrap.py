"""Set the project up and run its everyday commands, with nothing but a Python interpreter.

Any Python 3 can read this file, if only to say that a newer one is needed: hence its plain syntax and quoted
annotations. Whatever needs more than the standard library runs in `.venv`, which is made here.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NEWEST = (3, 14)
LEVELS = ("runtime", "test")
"""What `.venv` can hold, each including the one before; the names of the files in `requirements/`."""

STATIC_CHECKS = (
    ("ruff check", ["-m", "ruff", "check"]),
    ("ruff format", ["-m", "ruff", "format", "--check"]),
    ("mypy", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"]),
)
LEFT_BY_TOOLS = (
    ".venv",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "build",
    "dist",
)


class SetUpError(Exception):
    """The project cannot be set up here; the message says what to do."""


def usage() -> "str":
    """Return the list of verbs."""
    lines = ["usage: python3 -m simulation.bootstrap VERB     (or, where make is installed: make VERB)", ""]
    lines += ["  {:9}{}".format(verb, function.__doc__ or "") for verb, function in VERBS.items()]
    return "\n".join(lines)


def say(message: "str") -> "None":
    """Tell the person at the terminal what is being done."""
    print(message, file=sys.stderr, flush=True)


def is_supported(version: "tuple[int, int] | None") -> "bool":
    """Return True for a Python version that the pinned requirements were resolved for."""
    return version is not None and OLDEST <= version <= NEWEST


def version_of(command: "list[str]") -> "tuple[int, int] | None":
    """Return (major, minor) of the Python that a command starts, or None if it starts none."""
    probe = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.check_output(command + ["-Ic", probe], stderr=subprocess.DEVNULL, timeout=60)
        major, minor = answer.decode("ascii").split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def chosen_interpreter() -> "list[str]":
    """Return the command of a Python to build `.venv` with: the running one if supported, else one on the PATH.

    Raises
    ------
    SetUpError
        If there is none.
    """
    running = sys.version_info[:2]
    if is_supported(running):
        return [sys.executable]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for command in (["python3.{}".format(minor)], ["py", "-3.{}".format(minor)]):
            if shutil.which(command[0]) and version_of(command) == (3, minor):
                return command
    if running > NEWEST:
        say("Python {}.{} is newer than any this version was tested with; trying it all the same.".format(*running))
        return [sys.executable]
    message = (
        "Billet needs Python {}.{} or newer. This is Python {}.{}, and no newer one is on the PATH.\n"
        "Install one from your software centre, package manager or conda, and use it by name, for example:\n"
        "    python3.12 -m simulation.bootstrap demo".format(*(OLDEST + running))
    )
    raise SetUpError(message)


def interpreter_in(venv: "Path") -> "Path":
    """Return where a virtual environment keeps its interpreter."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def create_venv() -> "None":
    """Make an empty `.venv` that has pip, in place of whatever stood there.

    Raises
    ------
    SetUpError
        If Python lacks the modules for it, or fails.
    """
    base = chosen_interpreter()
    if subprocess.call(base + ["-Ic", "import ensurepip, venv"], stderr=subprocess.DEVNULL) != 0:
        message = (
            "{} cannot make virtual environments: its modules `venv` and `ensurepip` are missing.\n"
            "Debian and Ubuntu keep them in a package of their own:  sudo apt install python3-venv\n"
            "Without administrator rights, any of these makes the folder; then repeat the command:\n"
            "    virtualenv {venv}      uv venv --seed {venv}".format(base[0], venv=VENV)
        )
        raise SetUpError(message)
    say("making the virtual environment .venv with {}".format(" ".join(base)))
    if subprocess.call(base + ["-m", "venv", "--clear", str(VENV)]) != 0:
        message = "The virtual environment could not be made; the message above says why."
        raise SetUpError(message)


def has_pip(python: "Path") -> "bool":
    """Return True if an interpreter starts and can install packages."""
    try:
        return subprocess.call([str(python), "-Ic", "import pip"], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def digest_of(level: "str", version: "tuple[int, int]") -> "str":
    """Return a digest of all that decides what `.venv` holds: requirements, project metadata, Python and place."""
    whole = hashlib.sha256("{} {}".format(ROOT, version).encode("utf-8"))
    for path in (ROOT / "requirements" / (level + ".txt"), ROOT / "pyproject.toml"):
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def stamp_path(level: "str") -> "Path":
    """Return the file that records what was last installed at a level."""
    return VENV / "billet-{}.stamp".format(level)


def is_current(level: "str", version: "tuple[int, int]") -> "bool":
    """Return True if `.venv` already holds this level, or a larger one, as it is now pinned."""
    for enough in LEVELS[LEVELS.index(level) :]:
        stamp = stamp_path(enough)
        if stamp.exists() and stamp.read_text() == digest_of(enough, version):
            return True
    return False


def pip_install(python: "Path", arguments: "list[str]") -> "None":
    """Install into `.venv`.

    Raises
    ------
    SetUpError
        If pip fails.
    """
    command = [str(python), "-Im", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call(command + arguments) != 0:
        message = (
            "pip could not install what is needed; its message is above. On a machine without a network, or behind\n"
            "a mirror, see requirements/README.md. What was installed is kept: repeat the command to go on."
        )
        raise SetUpError(message)


def prepare(level: "str") -> "Path":
    """Make `.venv` hold what a level needs, unless it does already, and return its interpreter."""
    python = interpreter_in(VENV)
    version = version_of([str(python)])
    if version is None or version < OLDEST or not has_pip(python):
        create_venv()
        version = version_of([str(python)])
    if version is None:
        message = "The interpreter in {} does not start; remove the folder and repeat.".format(VENV)
        raise SetUpError(message)
    if not is_current(level, version):
        for earlier in LEVELS:
            if stamp_path(earlier).exists():
                stamp_path(earlier).unlink()
        say("installing pinned dependencies into .venv (a minute or two the first time)")
        pip_install(python, ["--require-hashes", "-r", str(ROOT / "requirements" / (level + ".txt"))])
        pip_install(python, ["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
        stamp_path(level).write_text(digest_of(level, version))
    return python


def run(python: "Path", arguments: "list[str]") -> "int":
    """Run Python in the project's folder, isolated from the caller's settings, and return its exit code."""
    # Ctrl-C reaches the program too, which then saves its state: wait for it instead of ending it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.call([str(python), "-I"] + arguments, cwd=str(ROOT))
    finally:
        signal.signal(signal.SIGINT, before)


def failed_checks(python: "Path") -> "list[str]":
    """Run all static checks, show what the failing ones say, and return their names."""
    failed = []
    for name, arguments in STATIC_CHECKS:
        started = time.time()
        process = subprocess.Popen(
            [str(python), "-I"] + arguments, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = process.communicate()[0].decode("utf-8", "replace")
        verdict = "FAILED" if process.returncode else "ok"
        print("{:18}{:8}{:6.1f} s".format(name, verdict, time.time() - started), flush=True)
        if process.returncode:
            failed.append(name)
            print(output, flush=True)
    return failed


def install() -> "int":
    """Make .venv and install the pinned dependencies and the project."""
    say("ready: {} -m simulation --help".format(prepare("runtime")))
    return 0


def demo() -> "int":
    """Install, run a small version of the default study, and say where its report is."""
    return run(prepare("runtime"), ["-m", "simulation", "demo"])


def test() -> "int":
    """Install with test tools; check style, types and import contracts; run the whole test suite."""
    python = prepare("test")
    failed = failed_checks(python)
    if failed:
        print("failed: {}; the tests follow".format(", ".join(failed)), flush=True)
    code = run(python, ["-m", "pytest", "-n", "auto"])
    if failed:
        say("failed before the tests: {}".format(", ".join(failed)))
    return code or (1 if failed else 0)


def lint() -> "int":
    """Check style, types and import contracts only."""
    return 1 if failed_checks(prepare("test")) else 0


def bench() -> "int":
    """Measure speed and memory (several minutes)."""
    python = prepare("runtime")
    return max(run(python, [str(ROOT / "benchmarks" / name)]) for name in ("speed.py", "matching.py"))


def clean() -> "int":
    """Remove .venv, caches and built files; results are kept."""
    caches = [path for part in ("simulation", "tests", "benchmarks") for path in (ROOT / part).glob("**/__pycache__")]
    for path in [ROOT / name for name in LEFT_BY_TOOLS] + caches:
        shutil.rmtree(str(path), ignore_errors=True)
    return 0


def show_help() -> "int":
    """Print this list."""
    print(usage())
    return 0


VERBS = {
    "demo": demo,
    "test": test,
    "install": install,
    "lint": lint,
    "bench": bench,
    "clean": clean,
    "help": show_help,
}


def main(arguments: "list[str]") -> "int":
    """Carry out one verb and return the exit code: 0 if all went well, 2 for a wrong command line."""
    if arguments in ([], ["-h"], ["--help"]):
        return show_help()
    if len(arguments) != 1 or arguments[0] not in VERBS:
        say(usage())
        return 2
    try:
        return VERBS[arguments[0]]()
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
