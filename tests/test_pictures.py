"""The page of cards in the documentation shows what the bot says today."""

import re

from tests.pictures import DIRECTORY, document, scenes


def test_the_page_is_up_to_date():
    written = (DIRECTORY / "index.html").read_text(encoding="utf-8")
    assert written == document(scenes()), "run: python -m tests.pictures"


def test_every_scene_has_a_picture_and_every_picture_a_scene():
    names = [scene.name for scene in scenes()]
    pictures = {path.stem: path for path in DIRECTORY.glob("*.png")}
    assert sorted(names) == sorted(pictures)
    for path in pictures.values():
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 300_000


def test_the_scenes_show_answers_and_buttons():
    shown = {scene.name: scene.content for scene in scenes()}
    assert "<b>Nguyễn Thúy Hà</b>" in shown["answer"]
    assert re.findall(r'class="button [a-z]*">([^<]+)<', shown["answer"])[-2:] == ["👍", "👎"]
    assert "402 công việc đột phá" in shown["rivals"]
    assert shown["rivals"].index("402 công") < shown["rivals"].index("13 nội dung")
    assert "folded" in shown["answer"]
    assert "folded" not in shown["context"]
