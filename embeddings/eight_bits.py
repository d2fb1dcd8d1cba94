"""The layers of a BERT in eight bits a weight and a value, run by ONNX Runtime.

Some three times as fast as ``transformer`` where the processor adds products of bytes (VNNI), not
quite twice with other instructions. Every matrix is rounded to one scale a row, and what is
multiplied with it, as it comes, to one scale for all tokens of a text. A few values are ten or
thirty times as large as the others, always the same ones, and would leave those a few of the 256
steps. So

- what goes into the feed-forward part is evened out, column by column, between the values and the
  matrix (Xiao et al. 2023, SmoothQuant);
- the neurons of the feed-forward part that reach highest are computed beside it, in float32
  (Dettmers et al. 2022, LLM.int8()).

Which ones these are, any text shows, and one is looked at when the layers are built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from embeddings.quantisation import TOP, rounded
from embeddings.transformer import Layers

Floats = NDArray[np.float32]

_OURS = "com.microsoft"  # the operators that ONNX Runtime has beyond the standard
_OPERATORS, _OPERATORS_OURS, _FORMAT = 17, 1, 10  # versions, of files that ONNX Runtime 1.20 reads
_APART = 4  # neurons a layer that are computed in float32
_TINY = 1e-6


class EightBitLayers:
    """Layers as in ``transformer.Layers``, a little less exact. Safe to use from several threads.

    Each call stays on one core.
    """

    def __init__(self, parts: Iterable[tuple[Layers, Sequence[str]]], sample: Floats) -> None:
        """One part after the other, of each the layers whose weights begin with these names.

        ``sample`` is what some text has before the first layer.
        """
        graph = _Graph(signed=multiplies_exactly(signed=True))
        dimension = sample.shape[-1]
        state = "hidden"
        for layers, prefixes in parts:
            watched = _Watched(layers.weights, layers.heads, layers.epsilon)
            sample = watched.run(sample, prefixes)
            for prefix in prefixes:
                state = _layer(graph, watched, prefix, state)
        self._session = graph.session("hidden", state, dimension)

    def run(self, hidden: Floats) -> Floats:
        """The hidden states of one text, shape (tokens, dimension), after the layers."""
        result: Floats = self._session.run(None, {"hidden": hidden[None]})[0][0]
        return result


@dataclass(frozen=True)
class _Watched(Layers):
    """Layers that remember the largest value that went into every column of a matrix."""

    largest: dict[str, Floats] = field(default_factory=dict)

    def linear(self, hidden: Floats, name: str) -> Floats:
        self.largest[name] = np.abs(hidden).max(axis=0)
        return super().linear(hidden, name)


def _layer(graph: _Graph, layers: _Watched, prefix: str, hidden: str) -> str:
    """Add a layer that works on the value ``hidden``; the name of what comes out."""
    weights = layers.weights

    def linear(value: str, name: str) -> str:
        matrix, bias = (weights[f"{prefix}{name}.{kind}"] for kind in ("weight", "bias"))
        return graph.linear(value, matrix, bias)

    def added(value: str, other: str, name: str) -> str:
        scale, shift = (weights[f"{prefix}{name}.LayerNorm.{kind}"] for kind in ("weight", "bias"))
        return graph.normalised_sum(value, other, scale, shift, layers.epsilon)

    parts = [linear(hidden, f"attention.self.{part}") for part in ("query", "key", "value")]
    mixed = graph.node("MultiHeadAttention", parts, num_heads=layers.heads)
    hidden = added(linear(mixed, "attention.output.dense"), hidden, "attention.output")
    return added(_feed_forward(graph, layers, prefix, hidden), hidden, "output")


def _feed_forward(graph: _Graph, layers: _Watched, prefix: str, hidden: str) -> str:
    into, out_of = f"{prefix}intermediate.dense", f"{prefix}output.dense"
    rows, bias = layers.weights[f"{into}.weight"].copy(), layers.weights[f"{into}.bias"].copy()
    columns = layers.weights[f"{out_of}.weight"]

    apart = np.sort(np.argsort(layers.largest[out_of])[-_APART:])
    excited = graph.node("Gelu", [graph.linear_in_full(hidden, rows[apart], bias[apart])])
    beside = graph.node("MatMul", [excited, graph.tensor(columns[:, apart].T)], domain="")
    rows[apart] = bias[apart] = 0  # whose Gelu is nothing

    factors = _evening_out(layers.largest[into], rows)
    even = graph.node("Mul", [hidden, graph.tensor(1 / factors)], domain="")
    inner = graph.node("Gelu", [graph.linear(even, rows * factors, bias)])
    outer = graph.linear(inner, columns, layers.weights[f"{out_of}.bias"])
    return graph.node("Add", [outer, beside], domain="")


def _evening_out(largest: Floats, matrix: Floats) -> Floats:
    """By what to divide the values and multiply the columns, so that both are about as uneven."""
    columns = np.abs(matrix).max(axis=0)
    factors: Floats = np.sqrt(np.maximum(largest, _TINY) / np.maximum(columns, _TINY))
    return factors / np.float32(np.median(factors))


@dataclass
class _Graph:
    """A graph that is being built: each method adds to it and gives the name of the result."""

    signed: bool
    _nodes: list[onnx.NodeProto] = field(default_factory=list)
    _tensors: list[onnx.TensorProto] = field(default_factory=list)

    def tensor(self, values: NDArray[np.generic]) -> str:
        """A constant."""
        name = f"constant.{len(self._tensors)}"
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        domain: str = _OURS,
        **attributes: Any,  # noqa: ANN401 (as make_node takes them)
    ) -> str:
        """One operator's result."""
        name = f"value.{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def linear(self, value: str, matrix: Floats, bias: Floats) -> str:
        """The value times the transposed matrix, both in eight bits, and the bias."""
        weights, scale = rounded(matrix)
        zero = 0 if self.signed else 128
        kind = np.int8 if self.signed else np.uint8
        constants: tuple[NDArray[Any], ...] = (
            (weights.T.astype(np.int16) + zero).astype(kind),
            scale.astype(np.float32),
            np.full(len(scale), zero, kind),
            bias,
        )
        return self.node("DynamicQuantizeMatMul", [value, *map(self.tensor, constants)])

    def linear_in_full(self, value: str, matrix: Floats, bias: Floats) -> str:
        """The same in float32."""
        product = self.node("MatMul", [value, self.tensor(matrix.T)], domain="")
        return self.node("Add", [product, self.tensor(bias)], domain="")

    def normalised_sum(
        self, value: str, other: str, scale: Floats, shift: Floats, epsilon: float
    ) -> str:
        """Layer normalisation of the sum of two values."""
        inputs = [value, other, self.tensor(scale), self.tensor(shift)]
        return self.node("SkipLayerNormalization", inputs, epsilon=epsilon)

    def session(self, start: str, end: str, dimension: int) -> Any:  # noqa: ANN401 (no types there)
        """What runs the graph from the value ``start`` to ``end``, (texts, tokens, dimension)."""
        first, last = (
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ("texts", "tokens", dimension))
            for name in (start, end)
        )
        model = helper.make_model(
            helper.make_graph(self._nodes, "layers", [first], [last], self._tensors),
            opset_imports=[
                helper.make_opsetid("", _OPERATORS),
                helper.make_opsetid(_OURS, _OPERATORS_OURS),
            ],
            ir_version=_FORMAT,
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # it would plan for every length of text anew
        return onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )


@cache
def multiplies_exactly(*, signed: bool) -> bool:
    """Whether the processor's way to multiply with signed or unsigned bytes gives the product.

    Before VNNI, x86 adds two products with signed bytes in 16 bits and cuts off what does not fit.
    Unsigned ones are exact everywhere, and slower where signed ones are, too.
    """
    tokens, columns = 16, 64
    graph = _Graph(signed=signed)
    matrix = np.full((columns, columns), TOP, np.float32)
    product = graph.linear("ones", matrix, np.zeros(columns, np.float32))
    ones = np.ones((1, tokens, columns), np.float32)
    found = graph.session("ones", product, columns).run(None, {"ones": ones})[0]
    return bool(np.allclose(found, TOP * columns, rtol=1e-3))
