"""Every relative link in every document leads to something that is there. `./run docs`."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")


def main() -> int:
    documents = our_documents()
    broken = [line for document in documents for line in broken_links(document)]
    print("\n".join([*broken, f"{len(documents)} documents, {len(broken)} broken links"]))
    return 1 if broken else 0


def our_documents() -> list[Path]:
    """List documents that are committed or about to be."""
    ours = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    names = subprocess.run(ours, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).exists()]


def broken_links(document: Path) -> list[str]:
    prose = CODE.sub("", FENCE.sub("", document.read_text(encoding="utf-8")))
    targets = [first or second for first, second in LINK.findall(prose)]
    return [
        f"{document.relative_to(ROOT)}: {target} leads nowhere"
        for target in targets
        if is_relative(target) and not leads_somewhere(document, target)
    ]


def is_relative(target: str) -> bool:
    return not re.match(r"[a-z][a-z+.-]*:|//", target)


def leads_somewhere(document: Path, target: str) -> bool:
    place, _, heading = unquote(target).partition("#")
    goal = (document.parent / place) if place else document
    if not goal.exists():
        return False
    return not heading or goal.suffix != ".md" or heading in headings_of(goal)


def headings_of(document: Path) -> set[str]:
    """Spell each heading as its link does: lower case, hyphens, no punctuation."""
    prose = FENCE.sub("", document.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+\s+(.*?)\s*$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


if __name__ == "__main__":
    sys.exit(main())
