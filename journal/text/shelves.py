"""What was made once and is wanted again: the last used of it, as far as it fits."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Shelf:
    """Things under what they are known by; whoever makes one sees to it that this says all that it depends on.

    `size` bounds the sum of what `weigh` says of each: characters, where nothing else is given.
    """

    def __init__(self, size: int, weigh: Callable[[Any], int] = len):
        self.size, self.weigh, self.filled = size, weigh, 0
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, or what `make` makes."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = make()
        with self.lock:
            self.filled += self.weigh(made) - (self.weigh(self.kept.pop(key)) if key in self.kept else 0)
            self.kept[key] = made
            while self.filled > self.size and len(self.kept) > 1:
                self.filled -= self.weigh(self.kept.popitem(last=False)[1])
        return made
