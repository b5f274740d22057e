"""Models from a hub or a folder: is one here, can it be had, with one sentence where it cannot.

A model in a folder or in the hub's cache is loaded without network. Otherwise the hub is asked
once, for a few seconds: a name server or a proxy that hangs holds nobody. Loads nothing itself.
"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.errors import EngineError

__all__ = ["Hardware", "first_line", "load_options"]

HUB_WAIT_S = 8.0

# What sentence-transformers needs for a backend beside itself, and the extra that brings it.
_NEEDED = {"torch": (), "onnx": ("optimum", "onnxruntime"), "openvino": ("optimum", "openvino")}


@dataclass(frozen=True, slots=True)
class Hardware:
    """How a model runs: texts at a time, device (None: the best there is), backend."""

    batch: int = 32
    device: str | None = None
    backend: str = "torch"


def load_options(model: str, setting: str, otherwise: str, hardware: Hardware) -> dict[str, Any]:
    """The keyword arguments by which sentence-transformers loads a model that can be had.

    `setting` is the variable that named it, `otherwise` how to do without. Raises EngineError
    with one sentence when the hub does not have it or cannot be reached, or a library is missing.
    """
    missing = [name for name in _NEEDED[hardware.backend] if find_spec(name) is None]
    if missing:
        raise EngineError(
            f"the backend {hardware.backend!r} for {model} needs {' and '.join(missing)}: "
            f"pip install 'sentence-transformers[{hardware.backend}]', or set "
            "LOOPLENS_MODEL_BACKEND=torch"
        )
    folder = Path(model).expanduser().is_dir()
    local = (
        folder or _in_cache(model, setting, otherwise) or not _answers(model, setting, otherwise)
    )
    # device=None lets the library choose; a model that asks to run code of its own is refused.
    return {
        "local_files_only": local,
        "device": hardware.device,
        "backend": hardware.backend,
        "trust_remote_code": False,
    }


def first_line(error: Exception) -> str:
    """What an error of another library says, in one line."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


def _in_cache(model: str, setting: str, otherwise: str) -> bool:
    """Whether the model is on this machine already. Raises EngineError for what is no model id."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        snapshot_download(model, local_files_only=True)
    except LocalEntryNotFoundError:
        return False
    except HFValidationError as error:
        raise EngineError(
            f"{setting} is {model!r}: neither a folder here nor a model id, such as "
            f"intfloat/multilingual-e5-small; {otherwise} to do without"
        ) from error
    return True


def _answers(model: str, setting: str, otherwise: str) -> bool:
    """True when the hub has the model. Raises EngineError when not, or when it does not answer."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    answers: queue.Queue[Exception | None] = queue.Queue()

    def ask() -> None:
        try:
            HfApi().model_info(model, timeout=HUB_WAIT_S / 2)
            answers.put(None)
        except Exception as error:
            answers.put(error)

    # A daemon: a name server that hangs holds neither the caller nor the end of the program.
    threading.Thread(target=ask, daemon=True).start()
    try:
        error = answers.get(timeout=HUB_WAIT_S)
    except queue.Empty:
        error = TimeoutError(f"no answer in {HUB_WAIT_S:.0f} s")
    if isinstance(error, RepositoryNotFoundError):
        raise EngineError(
            f"the hub has no model {model!r}, or keeps it private; check {setting}"
        ) from error
    if error is not None:
        raise EngineError(
            f"the model hub cannot be reached for {model!r} ({first_line(error)}); {otherwise}, "
            f"or set {setting} to the path of a folder that holds the model"
        ) from error
    return True
