"""How slow this machine is at this moment, so that bounds on time hold on a slow one as well.

It times a fixed loop of Python. It knows nothing of disks and networks.
"""

from __future__ import annotations

import statistics
import time

LOOP_S = 0.0165
"""What the loop takes on the machine that the bounds were measured on, when that is idle."""


def slowness() -> float:
    """How many times longer than there the loop takes here and now; never below one."""
    return max(1.0, statistics.median(_loop() for _ in range(5)) / LOOP_S)


def _loop() -> float:
    begin = time.process_time()
    total, names = 0, {str(number): number for number in range(1000)}
    for number in range(100_000):
        total += names[str(number % 1000)] * number
    assert total
    return time.process_time() - begin
