"""Every setting, read once from `LOOPLENS_*` variables and `looplens.toml`, in one frozen object.

The only place that reads the environment, and the only one that knows where `corpus/` and
`prompts/` lie (a clone or an installed wheel). It does not open, create or check any folder or
server, and it does not protect a key from code that prints it: `describe` leaves keys out.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from bot.errors import CorpusError, SettingsError

PREFIX = "LOOPLENS_"
# An address can hold a password.
SECRET = frozenset({"api_key", "base_url", "database_url", "chroma_url"})
BACKENDS = ("torch", "onnx", "openvino")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# Read by other programs under our prefix; not settings of ours.
NOT_SETTINGS = frozenset({"LOOPLENS_CONFIG"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who runs LoopLens can choose; defaults need no key and no network.

    Durations are seconds, sizes MiB, `rate_limit` questions a minute for one reader (0: none).
    """

    engine: str = "extractive"
    base_url: str | None = None
    api_key: str | None = None
    deadline_s: float = 60.0
    max_output_tokens: int = 1200
    encoder: str = "embedded"
    reranker: str | None = None
    model_device: str | None = None
    model_backend: str = "torch"
    model_batch: int = 32
    data_dir: Path = Path("~/.local/share/looplens")
    chroma_url: str | None = None
    database_url: str | None = None
    auth_file: Path | None = None
    rate_limit: int = 0
    max_upload_mb: int = 50
    edgar_identity: str | None = None
    log_level: str = "WARNING"

    def describe(self) -> dict[str, str]:
        """The settings as text, secrets shown only as set or not set."""
        shown = {}
        for f in fields(self):
            value = getattr(self, f.name)
            shown[f.name] = ("set" if value else "not set") if f.name in SECRET else str(value)
        return shown


def load_settings(
    environ: Mapping[str, str] | None = None, toml_path: Path | None = None
) -> Settings:
    """Read the settings; variables win over the file.

    Raises SettingsError that names an unknown key with its nearest known one, or a bad value with
    what was expected.
    """
    environ = os.environ if environ is None else environ
    path = toml_path or Path(environ.get("LOOPLENS_CONFIG", "looplens.toml"))
    found = dict(_read_toml(path))
    for name, value in environ.items():
        if name.startswith(PREFIX) and name not in NOT_SETTINGS:
            found[name.removeprefix(PREFIX).lower()] = value
    known = {f.name: str(f.type) for f in fields(Settings)}
    values = {}
    for key, value in found.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            raise SettingsError(
                f"unknown setting {PREFIX}{key.upper()}; did you mean {PREFIX}{near[0].upper()}?"
            )
        values[key] = _convert(key, value, known[key])
    values.setdefault("data_dir", Settings().data_dir)
    values["data_dir"] = Path(values["data_dir"]).expanduser()
    return _checked(Settings(**values))


def lend_environment(variables: Mapping[str, str]) -> None:
    """Set variables that a library reads as it is imported; what the person has set stays."""
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def data_root(kind: Literal["corpus", "prompts"]) -> Path:
    """The folder of `corpus/` or `prompts/`: beside the package in a clone, inside it in a wheel.

    Raises CorpusError when neither is there.
    """
    package = Path(__file__).parent
    for candidate in (package.parent / kind, package / "_data" / kind):
        if candidate.is_dir():
            return candidate
    raise CorpusError(f"the folder {kind}/ is missing beside or inside {package}; reinstall")


def _read_toml(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        return {k.lower(): v for k, v in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not readable as TOML: {error}") from error


def _convert(key: str, value: Any, kind: str) -> Any:
    text = str(value).strip()
    if not text:
        return getattr(Settings(), key)
    try:
        if kind == "int":
            return int(text)
        if kind == "float":
            number = Decimal(text)
            if not number.is_finite():
                raise InvalidOperation(text)
            return float(number)
    except (ValueError, InvalidOperation) as error:
        raise SettingsError(
            f"{PREFIX}{key.upper()} is {text!r}; a number was expected, such as "
            f"{getattr(Settings(), key)}"
        ) from error
    return Path(text).expanduser() if "Path" in kind else text


def _checked(settings: Settings) -> Settings:
    lowest = {
        "deadline_s": 0.05,
        "max_output_tokens": 16,
        "model_batch": 1,
        "rate_limit": 0,
        "max_upload_mb": 1,
    }
    for key, least in lowest.items():
        if getattr(settings, key) < least:
            raise SettingsError(
                f"{PREFIX}{key.upper()} is {getattr(settings, key)}; at least {least} was expected"
            )
    if settings.model_backend not in BACKENDS:
        raise SettingsError(
            f"{PREFIX}MODEL_BACKEND is {settings.model_backend!r}; one of {', '.join(BACKENDS)} "
            "was expected"
        )
    if settings.log_level.upper() not in LOG_LEVELS:
        raise SettingsError(
            f"{PREFIX}LOG_LEVEL is {settings.log_level!r}; one of {', '.join(LOG_LEVELS)} was "
            "expected"
        )
    if settings.engine != "extractive" and ":" not in settings.engine:
        raise SettingsError(
            f"{PREFIX}ENGINE is {settings.engine!r}; 'extractive' or PROVIDER:MODEL was expected, "
            "such as openai:gpt-5-mini"
        )
    return settings
