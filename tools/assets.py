"""Turn what npm brings into the static files that pages use. Run by `./run assets`.

Needs no package beside Python itself, so that it can run while the environment is still made.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "build" / "static" / "vendor"
FOR_TESTS = ROOT / "build" / "test"

BOOTSTRAP = "bootstrap"
LUCIDE = "lucide-static"
FONTS = (
    "@fontsource-variable/atkinson-hyperlegible-next",
    "@fontsource-variable/source-serif-4",
)
SCRIPTS_KEPT_FOR_TESTS = ("axe-core/axe.min.js",)

# Western European and Welsh letters; other scripts fall back to the reader's own fonts.
SUBSETS = ("latin", "latin-ext")

ICONS = (
    "archive",
    "arrow-left",
    "arrow-left-right",
    "arrow-right",
    "ban",
    "calendar-days",
    "check",
    "chevron-down",
    "chevron-right",
    "clock",
    "download",
    "eye",
    "eye-off",
    "file-text",
    "grip-vertical",
    "history",
    "image",
    "info",
    "key-round",
    "log-in",
    "log-out",
    "mail",
    "menu",
    "merge",
    "message-square-quote",
    "monitor",
    "moon",
    "pause",
    "pencil",
    "pin",
    "play",
    "plus",
    "search",
    "settings",
    "split",
    "sun",
    "table",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "users",
    "x",
)


def main() -> None:
    with_tests = "--with-tests" in sys.argv[1:]
    fetch(with_tests=with_tests)
    start_empty(VENDOR)
    build_bootstrap()
    build_fonts()
    build_icons()
    if with_tests:
        build_scripts_for_tests()
    write_credits()


def fetch(*, with_tests: bool) -> None:
    """Install exactly what package-lock.json names; no package's own script is run."""
    wanted = [] if with_tests else ["--omit=dev"]
    quietly = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    command = ["npm", "ci", "--ignore-scripts", *quietly, *wanted]
    done = subprocess.run(command, cwd=FRONTEND, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit("npm could not fetch the front end; it says why above.")


def start_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def build_bootstrap() -> None:
    """Put Bootstrap in a layer of its own, so that our rules win without being louder."""
    css = (MODULES / BOOTSTRAP / "dist/css/bootstrap.min.css").read_text(encoding="utf-8")
    css = css.removeprefix('@charset "UTF-8";')
    layered = f"@layer bootstrap{{{without_source_map(css).strip()}}}\n"
    (VENDOR / "bootstrap.css").write_text(layered, encoding="utf-8")


def without_source_map(css: str) -> str:
    """Drop the pointer to a file we do not ship: collecting static files would fail on it."""
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def build_fonts() -> None:
    (VENDOR / "fonts").mkdir()
    faces = [face for package in FONTS for face in faces_of(MODULES / package)]
    (VENDOR / "fonts.css").write_text("\n\n".join(faces) + "\n", encoding="utf-8")


def faces_of(package: Path) -> list[str]:
    """Copy one family's upright letters and answer with the CSS that names them."""
    css = (package / "wght.css").read_text(encoding="utf-8")
    faces = {
        subset: face_in(css, name=f"{package.name}-{subset}-wght-normal") for subset in SUBSETS
    }
    for subset in faces:
        name = f"{package.name}-{subset}-wght-normal.woff2"
        shutil.copyfile(package / "files" / name, VENDOR / "fonts" / name)
    return [face.replace("url(./files/", "url(fonts/") for face in faces.values()]


def face_in(css: str, *, name: str) -> str:
    found = re.search(rf"/\* {re.escape(name)} \*/\s*(@font-face {{.*?}})", css, re.DOTALL)
    if found is None:
        message = f"The font package no longer has {name}. Look at its wght.css."
        raise SystemExit(message)
    return found[1]


def build_icons() -> None:
    (VENDOR / "icons").mkdir()
    for icon in ICONS:
        name = f"{icon}.svg"
        shutil.copyfile(MODULES / LUCIDE / "icons" / name, VENDOR / "icons" / name)


def build_scripts_for_tests() -> None:
    FOR_TESTS.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS_KEPT_FOR_TESTS:
        shutil.copyfile(MODULES / script, FOR_TESTS / Path(script).name)


def write_credits() -> None:
    """Say whose work is in the folder: names, versions, licences with their text, checksums."""
    (VENDOR / "licences").mkdir()
    packages = [credit(package) for package in (BOOTSTRAP, *FONTS, LUCIDE)]
    files = [checksum(file) for file in sorted(VENDOR.rglob("*")) if file.is_file()]
    lines = [
        "# Work of others in this folder",
        "Made by `./run assets`; changes made here are lost.",
        "\n".join(["| package | version | licence |", "|---|---|---|", *packages]),
        "\n".join(["| file | SHA-256 |", "|---|---|", *files]),
    ]
    (VENDOR / "VENDOR.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def credit(package: str) -> str:
    about = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))
    kept = VENDOR / "licences" / f"{Path(package).name}.txt"
    shutil.copyfile(MODULES / package / "LICENSE", kept)
    return f"| {package} | {about['version']} | {about['license']} |"


def checksum(file: Path) -> str:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"| {file.relative_to(VENDOR).as_posix()} | {digest} |"


if __name__ == "__main__":
    main()
