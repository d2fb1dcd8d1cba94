"""Matrices in eight bits, one scale a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TOP = 127  # the largest eight-bit weight
_TINY = 1e-6


def rounded(
    matrix: Floats, scale_type: type[np.floating[Any]] = np.float32
) -> tuple[NDArray[np.int8], NDArray[np.floating[Any]]]:
    """A matrix in eight bits, shape as before, and the scale of every row."""
    scale = np.maximum(np.abs(matrix).max(axis=1) / TOP, _TINY).astype(scale_type)
    weights = np.round(matrix / scale.astype(np.float32)[:, None]).clip(-TOP, TOP)
    return weights.astype(np.int8), scale
