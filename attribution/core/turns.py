"""Parts worked on side by side, their results taken in the order of the parts: no sum depends on which was faster."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

# Array functions let go of Python's lock while they run, so that two threads keep two processors busy.
HANDS = 2


def in_turn(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """The results in the order of the parts. No more parts are begun than are worked on and one that waits."""
    with ThreadPoolExecutor(HANDS) as pool:
        begun: deque[Future[Result]] = deque()
        for part in parts:
            begun.append(pool.submit(work, part))
            if len(begun) > HANDS:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
