"""Settings come from variables and a file, once; what is unknown or unusable is named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.errors import CorpusError, SettingsError
from bot.settings import SECRET, Settings, data_root, load_settings

NO_FILE = Path("/nowhere/looplens.toml")


def load(**environ: str) -> Settings:
    return load_settings(environ, NO_FILE)


def test_defaults_need_nothing() -> None:
    """With an empty environment, no engine, key or server is asked for."""
    settings = load()
    assert (settings.engine, settings.encoder) == ("extractive", "embedded")
    assert settings.api_key is settings.chroma_url is settings.database_url is None
    assert settings.data_dir.is_absolute()


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("LOOPLENS_ENGINE", "openai:gpt-5-mini", "engine", "openai:gpt-5-mini"),
        ("LOOPLENS_DEADLINE_S", "7.5", "deadline_s", 7.5),
        ("LOOPLENS_MAX_OUTPUT_TOKENS", " 400 ", "max_output_tokens", 400),
        ("LOOPLENS_DATA_DIR", "/data/here", "data_dir", Path("/data/here")),
        ("LOOPLENS_AUTH_FILE", "/etc/readers", "auth_file", Path("/etc/readers")),
        ("LOOPLENS_LOG_LEVEL", "debug", "log_level", "debug"),
        ("LOOPLENS_API_KEY", "k", "api_key", "k"),
        ("LOOPLENS_RATE_LIMIT", "", "rate_limit", 0),
    ],
)
def test_a_variable_sets_its_field(variable: str, text: str, field: str, value: object) -> None:
    """A variable is read with its field's type; an empty one leaves the default."""
    assert getattr(load(**{variable: text}), field) == value


@pytest.mark.parametrize(
    ("variable", "text", "named"),
    [
        ("LOOPLENS_ENGIN", "extractive", "LOOPLENS_ENGINE"),
        ("LOOPLENS_CHROMAURL", "x", "LOOPLENS_CHROMA_URL"),
        ("LOOPLENS_DEADLINE_S", "soon", "a number"),
        ("LOOPLENS_DEADLINE_S", "0", "at least 0.05"),
        ("LOOPLENS_MAX_UPLOAD_MB", "0", "at least 1"),
        ("LOOPLENS_RATE_LIMIT", "-1", "at least 0"),
        ("LOOPLENS_LOG_LEVEL", "chatty", "WARNING"),
        ("LOOPLENS_ENGINE", "gpt", "PROVIDER:MODEL"),
    ],
)
def test_an_unusable_variable_is_named(variable: str, text: str, named: str) -> None:
    """The error holds the variable and what was expected, or the nearest known name."""
    with pytest.raises(SettingsError) as raised:
        load(**{variable: text})
    assert variable in str(raised.value)
    assert named in str(raised.value)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_is_refused(text: str) -> None:
    """A deadline that never ends, or compares with nothing, is no number of seconds."""
    with pytest.raises(SettingsError, match="LOOPLENS_DEADLINE_S"):
        load(LOOPLENS_DEADLINE_S=text)


def test_variables_of_others_are_left_alone() -> None:
    """Only our prefix is read."""
    assert load(PATH="/bin", LOOPLENS="x", OPENAI_API_KEY="k") == load()


def test_a_variable_wins_over_the_file(tmp_path: Path) -> None:
    """The file sets what the environment does not."""
    file = tmp_path / "looplens.toml"
    file.write_text('ENGINE = "openai:a"\nrate_limit = 3\n', encoding="utf-8")
    settings = load_settings({"LOOPLENS_ENGINE": "openai:b"}, file)
    assert (settings.engine, settings.rate_limit) == ("openai:b", 3)


def test_the_file_can_be_named_by_a_variable(tmp_path: Path) -> None:
    """LOOPLENS_CONFIG points at the file and is no setting itself."""
    file = tmp_path / "mine.toml"
    file.write_text("rate_limit = 9\n", encoding="utf-8")
    assert load_settings({"LOOPLENS_CONFIG": str(file)}).rate_limit == 9


@pytest.mark.parametrize("content", [b"engine = ", b"\xff\xfe"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    """A file that is no TOML is an error that names the file."""
    file = tmp_path / "looplens.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"looplens\.toml"):
        load_settings({}, file)


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path) -> None:
    """The file knows the same names as the environment."""
    file = tmp_path / "looplens.toml"
    file.write_text('encodr = "embedded"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="LOOPLENS_ENCODER"):
        load_settings({}, file)


def test_settings_are_frozen() -> None:
    """Nobody changes a setting after it was read."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        load().engine = "other"  # type: ignore[misc]


def test_secrets_are_described_only_as_set() -> None:
    """A description for people and logs holds no key and no address with a password."""
    secrets = {f"LOOPLENS_{name.upper()}": f"hidden-{name}" for name in SECRET}
    described = load(**secrets).describe()
    assert "hidden" not in str(described)
    assert all(described[name] == "set" for name in SECRET)


def test_every_key_or_password_counts_as_secret() -> None:
    """A field that can hold a credential is in SECRET."""
    holding = {f.name for f in dataclasses.fields(Settings) if f.name.endswith(("key", "url"))}
    assert holding == SECRET


def test_a_tilde_is_the_home_folder() -> None:
    """Paths may be written as in a shell."""
    assert load(LOOPLENS_AUTH_FILE="~/readers").auth_file == Path.home() / "readers"


@pytest.mark.parametrize("kind", ["corpus", "prompts"])
def test_the_shipped_data_is_found(kind: str) -> None:
    """The data folders are found without the caller knowing where LoopLens lies."""
    assert data_root(kind).is_dir()  # type: ignore[arg-type]


def test_missing_data_is_said() -> None:
    """A folder that is nowhere is an error that says what to do."""
    with pytest.raises(CorpusError, match="reinstall"):
        data_root("nothing")  # type: ignore[arg-type]
