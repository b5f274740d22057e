"""The tree of errors that the library raises; only `bot.cli` and `bot.web` word them for readers.

LoopLensError
├── InputError          the caller's input is unusable: found, expected, next step
│   ├── QuestionError   an empty, too long or unreadable question
│   ├── FileError       a file that cannot be read as a source
│   └── UnknownIndexError    an index that does not exist
├── SettingsError       an unknown key or a bad value
├── CorpusError         a corpus or prompt file that breaks its rules
├── StoreError          an index cannot be built, opened or locked
├── EngineError         a model or an encoder that cannot be reached or used
└── FetchError          filings that cannot be fetched or kept
"""


class LoopLensError(Exception):
    """Base of all: its text is one sentence with what was found and what to do next."""


class InputError(LoopLensError):
    """The caller's input is unusable."""


class QuestionError(InputError):
    """The question is empty, too long or unreadable; `code` goes into the Answer's error.

    `values` are the figures that a wording for the reader needs (`error_{code}` of the prompts).
    """

    def __init__(self, code: str, message: str, **values: str) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


class FileError(InputError):
    """A file cannot be read as a source."""


class UnknownIndexError(InputError):
    """The named index does not exist."""


class SettingsError(LoopLensError):
    """A setting is unknown or its value is bad."""


class CorpusError(LoopLensError):
    """A corpus or prompt file breaks its rules."""


class StoreError(LoopLensError):
    """An index cannot be built, opened or locked."""


class EngineError(LoopLensError):
    """A model or an encoder cannot be reached or used."""


class FetchError(LoopLensError):
    """Filings cannot be fetched or kept."""
