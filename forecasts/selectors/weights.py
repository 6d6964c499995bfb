"""How much what a channel serves matters: another room knows what campaigns serve and registers how to read it."""

from collections.abc import Callable, Mapping

from organisation.core.calendar import Window

Reader = Callable[[Window], Mapping[int, float]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Add a source of weights by channel, once."""
    if reader not in _readers:
        _readers.append(reader)


def channel_weights(window: Window) -> Mapping[int, float]:
    """By channel, the mean priority of what its money served in the window, over that of all money; 1 is average."""
    return {channel: weight for reader in _readers for channel, weight in reader(window).items()}
