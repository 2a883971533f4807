"""Check the page's scripts by eslint and by the types of TypeScript; run me, as `make lint` does.

Both are programs of node, fetched by npm into .cache; where these are not there, I say so and the
scripts are not checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "lint"
CONFIGS = ROOT / "tests" / "lint"
PACKAGES = ("eslint@9.39.1", "typescript@5.9.3")


def missing() -> str:
    """Say why the tools are not there, after an attempt to get them; empty where they are."""
    if not shutil.which("node"):
        return "no node"
    if _tool("eslint").exists() and _tool("tsc").exists():
        return ""
    if not shutil.which("npm"):
        return "no npm to get eslint and typescript"
    CACHE.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(CACHE), "--no-audit", "--no-fund",
               "--ignore-scripts", "--silent", *PACKAGES]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return "npm gave no answer"
    last = (done.stderr or done.stdout).strip().splitlines()[-1:]
    return f"npm could not get them: {' '.join(last)}" if done.returncode else ""


def check() -> int:
    """Run both, and give the worse of their exit statuses."""
    eslint = [_tool("eslint"), "--config", CONFIGS / "eslint.config.mjs", "--max-warnings", "0",
              "kg/explorer", "kg/site"]  # fmt: skip
    tsc = [_tool("tsc"), "--project", CONFIGS / "tsconfig.json"]
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode
               for command in (eslint, tsc))  # fmt: skip


def _tool(name: str) -> Path:
    return CACHE / "node_modules" / ".bin" / name


if __name__ == "__main__":
    if reason := missing():
        print(f"the page's scripts were NOT checked: {reason}")  # noqa: T201  # its purpose
        sys.exit(0)
    sys.exit(check())
