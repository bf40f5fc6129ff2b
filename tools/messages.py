"""Message catalogues without GNU gettext on the machine: extract, check and compile with Babel.

Message ids are Chinese; each package keeps its English in `locale/en/LC_MESSAGES/django.po`.

    python tools/messages.py check [PATH]    what has no English yet, or is translated but used nowhere
    python tools/messages.py update [PATH]   add what is missing, with empty English
    python tools/messages.py compile         make the .mo files
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "linli"
DOORS = {"office", "residents", "api", "base"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Message = tuple[str | None, str | tuple[str, ...]]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def owner(file: Path) -> Path:
    """The package whose catalogue holds the strings of `file`."""
    parts = file.relative_to(SOURCE).parts
    depth = 2 if parts[0] in DOORS and len(parts) > 2 else 1
    return (
        SOURCE.joinpath(*parts[:depth]) if len(parts) > depth else SOURCE.joinpath(*parts[: len(parts) - 1])
    )


def messages_of(file: Path) -> Iterator[Message]:
    """All messages of one Python file or template."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        from django.utils.translation.template import templatize

        text = templatize(text, origin=str(file))
    method = "python"
    for _line, message, _comments, context in extract(
        method, io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        if message and message != ("",):
            yield context, message


def source_files(path: Path) -> Iterator[Path]:
    """Python files and templates below `path`."""
    for suffix in ("*.py", "*.html"):
        yield from sorted(file for file in path.rglob(suffix) if "migrations" not in file.parts)


def catalogue(package: Path) -> tuple[Path, Catalog]:
    """The English catalogue of a package, empty when it has none."""
    path = package / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if path.exists():
        with path.open("rb") as file:
            return path, read_po(file, locale="en")
    return path, Catalog(
        locale="en",
        header_comment="# English messages; message ids are Chinese.",
        project="Linli",
        version="0",
        msgid_bugs_address="see SECURITY.md",
        last_translator="",
        language_team="en",
        charset="utf-8",
        fuzzy=False,
    )


def used(path: Path) -> dict[Path, dict[Message, str]]:
    """Messages by owning package, each with the file that uses it."""
    found: dict[Path, dict[Message, str]] = {}
    for file in source_files(path):
        for message in messages_of(file):
            found.setdefault(owner(file), {}).setdefault(message, str(file.relative_to(ROOT)))
    return found


def translated() -> set[tuple[str | None, str]]:
    """Every (context, message id) that some catalogue has English for."""
    done = set()
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                first = message.id if isinstance(message.id, str) else message.id[0]
                if first and message.string and all(_strings(message.string)) and not message.fuzzy:
                    done.add((message.context, first))
    return done


def _strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def check(path: Path) -> list[str]:
    """A line for each message without English."""
    done = translated()
    lines = []
    for messages in used(path).values():
        for (context, message), file in messages.items():
            first = message if isinstance(message, str) else message[0]
            if (context, first) not in done:
                lines.append(f"{file}: {first!r} has no English")
            elif not CHINESE.search(first) and re.search(r"[A-Za-z]{3}", first):
                lines.append(f"{file}: {first!r}: message ids are Chinese")
    return lines


def update(path: Path) -> None:
    """Add missing messages with empty English to their package's catalogue."""
    done = translated()
    for package, messages in used(path).items():
        file, entries = catalogue(package)
        missing = [m for m in messages if (m[0], m[1] if isinstance(m[1], str) else m[1][0]) not in done]
        for context, message in missing:
            entries.add(message, context=context, string="" if isinstance(message, str) else ("", ""))
        if missing:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as out:
                write_po(out, entries, sort_output=True, omit_header=False, no_location=True, width=110)
            print(f"{file.relative_to(ROOT)}: {len(missing)} added")


def compile_all() -> int:
    """Write each .po as .mo beside it; returns how many."""
    count = 0
    for path in SOURCE.rglob("locale/*/LC_MESSAGES/django.po"):
        with path.open("rb") as file, path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(file, locale=path.parts[-3]))
        count += 1
    return count


def main(arguments: list[str]) -> int:
    """Run one command; the exit status tells whether anything is missing."""
    settings.configure(USE_I18N=True)
    command = arguments[0] if arguments else "check"
    path = (Path.cwd() / arguments[1]).resolve() if len(arguments) > 1 else SOURCE
    if command == "compile":
        print(f"{compile_all()} catalogues compiled")
        return 0
    if command == "update":
        update(path)
        return 0
    lines = check(path)
    print("\n".join(lines) or "every message has its English")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
