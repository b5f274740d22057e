"""Files written and read in tests: what each passage says, under which heading, and where."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.files import Document, read_source_files

TRADITIONAL = "甲骨文與輝達的關係，市場正在檢視。這套循環能否持續？"
SIMPLIFIED = "甲骨文与辉达的关系，市场正在检视。这套循环能否持续？"


def write(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(*paths: Path, max_mb: int = 5) -> list[Document]:
    found = read_source_files(paths, max_mb=max_mb)
    assert found.refused == ()
    return list(found.documents)


def texts(path: Path) -> list[tuple[str, str, str]]:
    """Each passage's heading, text and place."""
    (document,) = read(path)
    return [
        (next(iter(p.heading.values())), next(iter(p.text.values())), p.locator)
        for p in document.passages
    ]


def refusal(path: Path, max_mb: int = 5) -> str:
    found = read_source_files([path], max_mb=max_mb)
    assert found.documents == ()
    (refused,) = found.refused
    assert refused.path.startswith(str(path))
    assert "\n" not in refused.reason
    return refused.reason
