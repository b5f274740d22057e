"""Composes with a language model: one planning call, one streamed answer, one repair.

Start at `composer`; `engine` asks the model, `sheet` is what it reads, `draft` what it wrote.
"""

from bot.answer.model.composer import ModelComposer

__all__ = ["ModelComposer"]
