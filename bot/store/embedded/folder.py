"""The data folder: ours alone, and worked on by one ``serve`` at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class StoreRefused(Exception):
    """The store cannot be opened; one sentence with the next step."""


class OneServe:
    """Only one ``serve`` works on a data folder. Raises StoreRefused for the second."""

    def __init__(self, folder: Path) -> None:
        private(folder)
        self._file = (folder / "serve.lock").open("a")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise StoreRefused(
                f"Another minnow serve works on {folder}; stop it, or give this one its own MINNOW_DATA_DIR."
            ) from None

    def release(self) -> None:
        self._file.close()


def private(folder: Path) -> None:
    """The folder, 0700 and ours. Raises StoreRefused."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            raise StoreRefused(f"{folder} belongs to another user; set MINNOW_DATA_DIR to a folder of yours.")
        folder.chmod(0o700)
    except OSError as error:
        raise StoreRefused(
            f"{folder} cannot be used ({error.strerror}); set MINNOW_DATA_DIR to a writable folder."
        ) from None
