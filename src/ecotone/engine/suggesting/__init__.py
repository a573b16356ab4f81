"""Codes suggested for a passage, from what one coder coded before; silent when unsure.

Learn with :func:`learn`, ask with :func:`suggest`, and see how far to trust it with
:func:`measured`. Every suggestion names the words that made it.
"""

from ecotone.engine.suggesting.asking import Silence, Suggested, Suggestion, suggest
from ecotone.engine.suggesting.learning import EarlierWork, Worked, learn
from ecotone.engine.suggesting.measuring import Measured, Pile, measured

__all__ = [
    "EarlierWork",
    "Measured",
    "Pile",
    "Silence",
    "Suggested",
    "Suggestion",
    "Worked",
    "learn",
    "measured",
    "suggest",
]
