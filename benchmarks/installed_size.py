"""How much room the package and its runtime dependencies take: in a fresh environment, without extras, without pip."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000


def sizes(root: Path = ROOT) -> dict[str, float]:
    """Install the project at ``root`` into an empty folder and return the MB of each top-level package there.

    Raises ``CalledProcessError`` where pip cannot install it.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--target", str(folder), str(root)], check=True, stderr=subprocess.DEVNULL)
        return dict(sorted(_packages(folder), key=lambda package: -package[1]))


def _packages(folder: Path) -> Iterator[tuple[str, float]]:
    for entry in folder.iterdir():
        files = entry.rglob("*") if entry.is_dir() else [entry]
        yield entry.name, sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / MB


def main() -> None:
    found = sizes()
    for name, megabytes in found.items():
        if megabytes >= 1:
            print(f"{megabytes:8.1f} MB  {name}")
    print(f"{sum(found.values()):8.1f} MB  in all")


if __name__ == "__main__":
    main()
