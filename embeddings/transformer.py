"""The layers of a BERT in NumPy.

Architecture: Devlin et al. 2019, post-norm, exact GELU. Weights go by the names transformers gives
them (``attention.self.query.weight`` and so on after the layer's prefix).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_ROWS = 16  # that are worked on at once, so that they stay in the cache of the core


@dataclass(frozen=True, slots=True)
class Layers:
    """Transformer layers that share their number of heads and the epsilon of their norms."""

    weights: Mapping[str, Floats]
    heads: int
    epsilon: float

    def run(self, hidden: Floats, prefixes: Iterable[str]) -> Floats:
        """The hidden states of one text, shape (tokens, dimension), after the named layers."""
        for layer in prefixes:
            attended = self._attention(hidden, layer + "attention.self.")
            attended = self.linear(attended, layer + "attention.output.dense")
            attended += hidden
            hidden = self.norm(attended, layer + "attention.output.LayerNorm")
            inner = self.linear(hidden, layer + "intermediate.dense")
            for row in range(0, len(inner), _ROWS):
                inner[row : row + _ROWS] = _gelu(inner[row : row + _ROWS])
            inner = self.linear(inner, layer + "output.dense")
            inner += hidden
            hidden = self.norm(inner, layer + "output.LayerNorm")
        return hidden

    def norm(self, hidden: Floats, name: str) -> Floats:
        """Layer normalisation."""
        centred: Floats = hidden - hidden.mean(axis=-1, keepdims=True)
        variance = np.einsum("td,td->t", centred, centred)[:, None] / np.float32(hidden.shape[-1])
        centred /= np.sqrt(variance + np.float32(self.epsilon))
        centred *= self.weights[name + ".weight"]
        centred += self.weights[name + ".bias"]
        return centred

    def _attention(self, hidden: Floats, prefix: str) -> Floats:
        query, key, value = (
            self.linear(hidden, prefix + name).reshape(len(hidden), self.heads, -1).swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        # Scaled before and divided after, where there is less to scale and divide.
        scores = (query * np.float32(1 / np.sqrt(query.shape[-1]))) @ key.swapaxes(1, 2)
        scores -= scores.max(axis=-1, keepdims=True)
        weights: Floats = np.exp(scores, out=scores)
        mixed: Floats = weights @ value
        mixed /= weights.sum(axis=-1, keepdims=True)
        return mixed.swapaxes(0, 1).reshape(hidden.shape)

    def linear(self, hidden: Floats, name: str) -> Floats:
        """The hidden states times the transposed matrix of that name, and its bias."""
        result: Floats = hidden @ self.weights[name + ".weight"].T
        result += self.weights[name + ".bias"]
        return result


def _gelu(values: Floats) -> Floats:
    """x * (1 + erf(x / sqrt 2)) / 2, in place where NumPy would otherwise copy."""
    half = values * np.float32(0.5)
    result = _erf(values * np.float32(np.sqrt(0.5)))
    result += 1
    result *= half
    return result


def _erf(values: Floats) -> Floats:
    """The error function to 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26); NumPy has none."""
    size = np.abs(values)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = t * np.float32(1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series += np.float32(coefficient)
        series *= t
    size *= -size
    series *= np.exp(size, out=size)
    np.subtract(1, series, out=series)
    signed: Floats = np.copysign(series, values, out=series)
    return signed
