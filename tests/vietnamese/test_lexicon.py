"""A library's words, on disk and off."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from embeddings.vietnamese import Lexicon
from embeddings.vietnamese.library_counts import LibraryCounts


def test_what_is_saved_is_read_back(lexicon: Lexicon, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.bin"
    lexicon.save(file)
    again = Lexicon.load(file)
    assert again.words == lexicon.words
    assert np.array_equal(again.stream, lexicon.stream)
    assert again.definitions == lexicon.definitions


def test_an_empty_library_can_be_saved(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.bin"
    Lexicon.from_texts([]).save(file)
    assert Lexicon.load(file).definitions == {}


def test_definitions_need_the_right_initials() -> None:
    lexicon = Lexicon.from_texts(
        [
            "Bảo hiểm Xã hội (BHXH) tỉnh, Dịch vụ việc làm (gọi tắt là DVVL).",
            "Ông Nguyễn Văn An (TPHCM) và Công ty Cổ phần (VNM).",
        ]
    )
    assert lexicon.definitions == {"BHXH": "Bảo hiểm Xã hội", "DVVL": "Dịch vụ việc làm"}


def test_counts_follow_the_text() -> None:
    counts = LibraryCounts.of(Lexicon.from_texts(["Ai ở Hải Dương? Người Hải Dương, hải sản."]))
    hai, duong = (np.array([counts.ids[word]]) for word in ("hải", "dương"))
    assert counts.word(hai).tolist() == [3]
    assert counts.pair(hai, duong).tolist() == [2]
    assert counts.pair(duong, hai).tolist() == [0], "a comma lies between"
    assert counts.case(hai, duong).tolist() == [[0, 0, 0, 2]]


def test_one_definition_is_not_believed_of_what_all_others_use_otherwise() -> None:
    defined = "Ban Thường vụ (TV) họp."
    few, many = (Lexicon.from_texts([defined, *times * ["Xem TV ở nhà."]]) for times in (5, 50))
    assert few.definitions == {"TV": "Thường vụ"}
    assert many.definitions == {}
    # No word at all, for that matter.
    assert Lexicon.from_texts(["Tỉnh (T&) họp."]).definitions == {"T&": "Tỉnh"}
    # Of three letters chance makes less.
    report = "Giải phóng mặt bằng (GPMB) chậm."
    assert Lexicon.from_texts([report, *50 * ["GPMB đã xong."]]).definitions
