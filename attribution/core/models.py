"""The attribution models Sightline knows, by the ids used in files, URLs and the database."""

from enum import StrEnum


class Model(StrEnum):
    FIRST = "first"
    LAST = "last"
    LAST_NON_DIRECT = "last_non_direct"
    LINEAR = "linear"
    TIME_DECAY = "time_decay"
    POSITION = "position"
    W_SHAPED = "w_shaped"
    FULL_PATH = "full_path"
    CUSTOM = "custom"
    MARKOV = "markov"
    MARKOV_NORMALISED = "markov_normalised"
    SHAPLEY = "shapley"
    SHAPLEY_RATE = "shapley_rate"


# Credit of these exists for channels as a whole only: it is no sum over journeys, so it cannot be cut into slices.
POOLED = frozenset({Model.MARKOV, Model.SHAPLEY_RATE})
MARKOVIAN = frozenset({Model.MARKOV, Model.MARKOV_NORMALISED})
ANCHORED = frozenset({Model.W_SHAPED, Model.FULL_PATH, Model.CUSTOM})
ADDITIVE = tuple(model for model in Model if model not in POOLED)
