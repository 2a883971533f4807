"""Find a Chromium or Chrome for the tests of the page, or get one; run me to see which."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "chromium"


@dataclass(frozen=True)
class Found:
    """A browser and the arguments it needs; without a path, the reason why there is none."""

    path: str | None
    args: tuple[str, ...] = ()
    reason: str = ""


def find_browser(fetch: bool = True) -> Found:
    """Find a browser: KG_CHROMIUM, the PATH, Playwright's own, the cache; then, if told, get one.

    Only `fetch` uses the network, so a test run that follows finds what was fetched before it.
    """
    if named := os.environ.get("KG_CHROMIUM"):
        if shutil.which(named):
            return Found(shutil.which(named), _QUIET)
        return Found(None, reason=f"KG_CHROMIUM names no program: {named}")
    for name in _NAMES:
        if path := shutil.which(name):
            return Found(path, _QUIET)
    if path := _playwrights_own():
        return Found(path, _QUIET)
    if packed := _unpack():
        return packed
    if not fetch:
        return Found(None, reason="no Chromium or Chrome found; 'python tests/browser.py' gets one")
    return _fetched()


def find_axe(fetch: bool = True) -> Path | None:
    """Find axe-core, which judges accessibility; where told, let npm get it."""
    path = CACHE.parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists() and fetch and shutil.which("npm"):
        path.parents[2].mkdir(parents=True, exist_ok=True)
        _run(["npm", "install", "--prefix", str(path.parents[2]), "--no-audit", "--no-fund",
              _AXE])  # fmt: skip
    return path if path.exists() else None


def find_mermaid(fetch: bool = True) -> Path | None:
    """Find Mermaid, which draws its own language; where told, let npm get it, without the rest."""
    path = CACHE.parent / "mermaid" / "package" / "dist" / "mermaid.min.js"
    if not path.exists() and fetch and shutil.which("npm"):
        place = CACHE.parent / "mermaid"
        place.mkdir(parents=True, exist_ok=True)
        _run(["npm", "pack", _MERMAID, "--pack-destination", str(place)])
        for packed in place.glob("*.tgz"):
            _run(["tar", "-xzf", str(packed), "-C", str(place), "package/dist/mermaid.min.js"])
            packed.unlink()
    return path if path.exists() else None


def _fetched() -> Found:
    reasons = []
    if shutil.which("npm") and shutil.which("node"):
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(CACHE), "--no-audit", "--no-fund", _PACKAGE]
        reasons.append(_run(command))
        if packed := _unpack():
            return packed
    else:
        reasons.append("no npm")
    reasons.append(_run(["playwright", "install", "chromium"]))
    if path := _playwrights_own():
        return Found(path, _QUIET)
    return Found(None, reason="no Chromium or Chrome found, and none to be had: "
                 + "; ".join(filter(None, reasons)))  # fmt: skip


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _unpack() -> Found | None:
    """Let the npm package unpack its browser into the cache, and say which arguments it needs."""
    if not (CACHE / "node_modules" / _PACKAGE).is_dir() or not shutil.which("node"):
        return None
    place = CACHE / "unpacked"
    place.mkdir(exist_ok=True)
    answer = subprocess.run(
        ["node", "--input-type=module", "--eval", _ASK], cwd=CACHE, capture_output=True, text=True,
        env={**os.environ, "TMPDIR": str(place)}, timeout=120, check=False,
    )  # fmt: skip
    if answer.returncode:
        return None
    told = json.loads(answer.stdout)
    # Playwright chooses the headless mode itself; one process for all dies with its first page.
    args = tuple(arg for arg in told["args"] if not arg.startswith(_UNWANTED))
    return Found(told["path"], tuple(dict.fromkeys([*_QUIET, *args])))


def _run(command: list[str]) -> str:
    """Run a command; where it fails, give its last words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {error}"
    if not done.returncode:
        return ""
    words = (done.stderr or done.stdout).strip().splitlines()
    return f"{' '.join(command[:2])}: {words[-1] if words else done.returncode}"


_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
)  # fmt: skip
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""What a headless browser needs to start as root in a container, and not to call home."""

_UNWANTED = ("--headless", "--single-process")
_PACKAGE = "@sparticuz/chromium"
_AXE = "axe-core@4.10.3"
_MERMAID = "mermaid@11.17.2"
_ASK = """
import chromium from "@sparticuz/chromium";
const path = await chromium.executablePath();
process.stdout.write(JSON.stringify({ path, args: chromium.args }));
"""

if __name__ == "__main__":
    found = find_browser()
    print(f"browser for the tests: {found.path or found.reason}")  # noqa: T201  # its purpose
    axe = find_axe()
    print(f"judge of accessibility: {axe or 'no axe-core found, and no npm to get it'}")  # noqa: T201
    mermaid = find_mermaid()
    print(f"drawer of Mermaid: {mermaid or 'no mermaid found, and no npm to get it'}")  # noqa: T201
