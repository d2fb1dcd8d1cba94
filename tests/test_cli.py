"""The commands as a person uses them, mistakes included."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys

import pytest
from filelock import FileLock

from bot.cli import main
from bot.messages import text
from embeddings.publishing import EditionStore

QUESTION = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"
NOWHERE = "Dung tích xi lanh của xe Honda Wave Alpha là bao nhiêu phân khối?"
PYTHON = [sys.executable, "-c", "from bot.cli import main; main()"]


@pytest.fixture
def command(capsys, monkeypatch, environment):
    """Runs a command in this process: (exit code, what it wrote, what it complained of)."""

    def run(*arguments, **changes):
        with monkeypatch.context() as patch:
            for name, value in {**environment, **changes}.items():
                patch.setenv(name, str(value))
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return ended.value.code or 0, captured.out, captured.err

    return run


@pytest.fixture
def articles(tmp_path, settings):
    """A directory with a copy of the article that ships."""
    return shutil.copytree(settings.articles, tmp_path / "articles")


@pytest.fixture
def own(tmp_path, articles, settings, library):
    """An installation a test may do with as it likes, spared the encoding of the article."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(settings.home / "vectors.sqlite", home)
    return {"HOIBAO_HOME": home, "HOIBAO_ARTICLES": articles}


# Asking


def test_an_answer_comes_with_its_passage_and_source(command):
    code, out, err = command("ask", QUESTION)
    assert code == 0
    assert "Nguyễn Thúy Hà" in out
    assert "Thu Biên · 30/07/2021 06:32 · đoạn 8 · độ tin cậy" in out
    assert err == ""


def test_a_question_need_not_be_quoted(command):
    _, quoted, _ = command("ask", QUESTION)
    assert command("ask", *QUESTION.split()) == (0, quoted, "")


def test_no_answer_has_an_exit_code_of_its_own_and_shows_what_is_nearest(command):
    code, out, _ = command("ask", NOWHERE, HOIBAO_LANGUAGE="en")
    assert code == 3
    assert out.startswith("The articles do not hold the answer to this question.")
    assert "The nearest passages:" in out


def test_explain_shows_reading_candidates_and_timings(command, library):
    question = "bi thu dang uy khoi cac co quan tinh la ai"
    code, out, _ = command("ask", "--explain", question)
    assert code == 0
    answer = library.ask(question)
    assert f"Hiểu là: {answer.understood.text}" in out
    for rank, hit in enumerate(answer.candidates, 1):
        scores = [str(rank), f"{hit.score:.3f}", f"{hit.dense:.3f}", f"{hit.lexical:.2f}"]
        assert any(line.split()[:4] == scores for line in out.splitlines())
    assert re.search(r"mã hóa \d+(,\d)? ms · ", out)


def test_json_is_one_object(command, library):
    code, out, _ = command("ask", "--json", QUESTION)
    found = json.loads(out)
    assert (code, found["answered"]) == (0, True)
    assert found["answer"] == library.ask(QUESTION).best.text
    assert command("ask", "--json", NOWHERE)[0] == 3


@pytest.mark.parametrize("question", ["", "   ", "?!", "🙂"])
def test_an_empty_question_is_an_error(command, question):
    code, out, err = command("ask", question, HOIBAO_LANGUAGE="en")
    assert (code, out) == (1, "")
    assert err.startswith("Error: There is no question yet.")
    assert err.count("\n") == 1


def test_a_question_of_ten_thousand_characters_is_an_error(command):
    code, out, err = command("ask", "hỏi " * 2500)
    assert (code, out) == (1, "")
    assert "10.000" in err
    assert "2.000" in err


def test_json_of_a_bad_question_says_what_is_wrong(command):
    code, out, _ = command("ask", "--json", "x" * 10_000)
    assert code == 1
    assert json.loads(out)["error"]["code"] == "question-too-long"


def test_an_argument_that_is_not_utf8_is_an_error(environment, tmp_path):
    done = subprocess.run(
        [*PYTHON, "ask", b"Ai l\xe0 b\xed th\xfd"],
        env={**environment, "HOIBAO_LANGUAGE": "en"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: The question is not valid UTF-8")


# Streams


@pytest.fixture
def stream(environment, tmp_path):
    """``hoibao ask --json -``, with its ends in the test's hands."""
    process = subprocess.Popen(
        [*PYTHON, "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=tmp_path,
        # As in a terminal, also where the tests themselves run in the background without Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with process:
        yield process
        process.kill()


def ask(process, question):
    process.stdin.write(question.encode() + b"\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def test_a_program_gets_each_answer_before_it_asks_on(stream):
    assert "Nguyễn Thúy Hà" in ask(stream, QUESTION)["answer"]
    assert ask(stream, "")["error"]["code"] == "question-empty"
    assert ask(stream, NOWHERE)["answered"] is False
    rest, complaints = stream.communicate()
    assert (rest, complaints, stream.returncode) == (b"", b"", 0)


def test_ctrl_c_is_quiet(stream):
    ask(stream, QUESTION)
    stream.send_signal(signal.SIGINT)
    assert stream.wait(timeout=60) == 130
    assert stream.stderr.read() == b""


def test_a_reader_that_goes_away_is_no_crash(stream):
    ask(stream, QUESTION)
    stream.stdout.close()
    stream.stdin.write(f"{QUESTION}\n".encode() * 3)
    stream.stdin.close()
    assert stream.wait(timeout=60) == 1
    assert stream.stderr.read() == b""


def test_lines_are_answered_in_words_too(hoibao):
    done = hoibao("ask", "-", stdin=f"{QUESTION}\n\n{NOWHERE}\n")
    assert done.returncode == 0
    answered, empty, refused = (
        done.stdout.index(words) for words in ("Nguyễn Thúy Hà", "Chưa có câu hỏi", "không có câu")
    )
    assert answered < empty < refused


def test_each_answer_in_words_stands_below_its_question(hoibao):
    done = hoibao("ask", "-", stdin=f"{QUESTION}\n\n{NOWHERE}\n", HOIBAO_LANGUAGE="en")
    lines = done.stdout.splitlines()
    asked = [line for line in lines if line.startswith("?")]
    assert [line.rstrip() for line in asked] == [f"? {QUESTION}", "?", f"? {NOWHERE}"]
    below = [lines[lines.index(line) + 1] for line in asked]
    assert "Nguyễn Thúy Hà" in below[0]
    assert below[1].startswith("There is no question yet.")
    assert below[2].startswith("The articles do not hold the answer")


def test_a_line_that_is_not_utf8_is_an_error_in_words_too(hoibao):
    stdin = "Ai là Bí thư?\n".encode("cp1258") + f"{QUESTION}\n".encode()
    done = hoibao("ask", "-", stdin=stdin, HOIBAO_LANGUAGE="en")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.split("\n\n", 1)
    assert first.startswith("? Ai l\ufffd B")
    assert first.splitlines()[1:] == [
        "The question is not valid UTF-8 text. Save or send it as UTF-8."
    ]
    assert second.startswith(f"? {QUESTION}\nNguyễn Thúy Hà")


def test_a_closed_standard_input_is_an_empty_one(environment, tmp_path):
    for arguments in (["ask", "--json", "-"], ["console"]):
        done = subprocess.run(
            ["/bin/sh", "-c", '"$@" <&-', "sh", *PYTHON, *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


# Publishing


def test_the_first_question_builds_the_library(command, own):
    assert "hoibao publish" in command("editions", **own)[1]
    assert command("ask", QUESTION, **own)[0] == 0
    code, out, _ = command("editions", **own)
    assert code == 0
    assert "← đang dùng" in out


def test_publishing_says_what_changed_and_rollback_goes_back(command, own, articles):
    code, out, _ = command("publish", HOIBAO_LANGUAGE="en", **own)
    assert code == 0
    assert "1 article, " in out
    assert "Added 1 · changed 0 · removed 0 · unchanged 0" in out
    (articles / "moi.txt").write_text(
        "Cầu Hàn thông xe\n\n02/09/2021 08:00:00\n\nCầu Hàn bắc qua sông Thái Bình đã thông xe.",
        encoding="utf-8",
    )
    _, out, _ = command("publish", HOIBAO_LANGUAGE="en", **own)
    assert "Added 1 · changed 0 · removed 0 · unchanged 1" in out
    first, second = EditionStore(own["HOIBAO_HOME"]).ids()
    assert second in out
    asked = "Cầu Hàn bắc qua sông nào?"
    assert "sông Thái Bình" in command("ask", asked, **own)[1]
    assert first in command("rollback", **own)[1]
    assert "sông Thái Bình" not in command("ask", asked, **own)[1]
    code, _, err = command("rollback", HOIBAO_LANGUAGE="en", **own)
    assert (code, err.startswith("Error: There is no earlier edition in ")) == (1, True)


def test_a_directory_that_is_not_there(command, own, tmp_path):
    missing = tmp_path / "không có"
    for arguments in (["publish"], ["ask", QUESTION]):
        code, out, err = command(*arguments, **own | {"HOIBAO_ARTICLES": missing})
        assert (code, out) == (1, "")
        assert err == f"Lỗi: Không đọc được bài báo trong {missing}: không có thư mục này\n"


def test_a_file_in_place_of_the_directory(command, own, articles):
    [file] = articles.iterdir()
    code, out, err = command("publish", **own | {"HOIBAO_ARTICLES": file})
    assert (code, out) == (1, "")
    assert err == f"Lỗi: Không đọc được bài báo trong {file}: đây là tệp, không phải thư mục\n"


def test_when_nothing_can_be_read_every_file_is_named(command, own, tmp_path):
    directory = tmp_path / "hỏng"
    directory.mkdir()
    (directory / "trống.txt").touch()
    (directory / "nhị phân.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (directory / "cũ.txt").write_bytes("Bí thư Đảng ủy".encode("cp1258", "ignore"))
    for arguments in (["publish"], ["ask", QUESTION]):
        code, out, err = command(*arguments, **own | {"HOIBAO_ARTICLES": directory})
        assert (code, out) == (1, "")
        assert err.splitlines() == [
            f"Lỗi: Không tìm thấy bài báo nào đọc được trong {directory}.",
            "Bỏ qua 3 mục:",
            "  · Không đọc được cũ.txt: không phải là văn bản UTF-8 hay UTF-16",
            "  · Không đọc được nhị phân.txt: tệp nhị phân, không phải là văn bản",
            "  · Không đọc được trống.txt: tệp trống",
        ]


def test_files_of_other_kinds_are_told_in_one_line(command, own, articles):
    (articles / "word.docx").touch()
    (articles / ".ẩn.docx").touch()
    _, out, _ = command("publish", **own)
    assert "Bỏ qua 1 mục:\n  · Không đọc được word.docx: không phải tệp .txt hay .jsonl\n" in out
    for number in range(500):
        (articles / f"{number:03}.docx").touch()
    (articles / "trống.jsonl").touch()
    _, out, _ = command("publish", **own)
    assert out.splitlines()[-3:] == [
        "Bỏ qua 502 mục:",
        "  · Không đọc 501 tệp vì không phải tệp .txt hay .jsonl: "
        "000.docx, 001.docx, 002.docx, 003.docx, 004.docx, …",
        "  · Không đọc được trống.jsonl: tệp trống",
    ]
    assert "502   ← đang dùng" in command("editions", **own)[1]


def test_a_directory_without_articles_leaves_the_old_edition_serving(command, own, articles):
    assert command("publish", **own)[0] == 0
    for file in articles.iterdir():
        file.unlink()
    code, _, err = command("publish", **own)
    assert code == 1
    assert str(articles) in err
    assert "Nguyễn Thúy Hà" in command("ask", QUESTION, **own)[1]


def test_files_that_cannot_be_read_are_named_and_skipped(command, own, articles):
    (articles / "ảnh.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (articles / "hỏng.jsonl").write_text('{"id": "a", "title": \n', encoding="utf-8")
    code, out, _ = command("publish", **own)
    assert code == 0
    assert "Bỏ qua 2 mục:" in out
    assert "ảnh.txt: tệp nhị phân" in out
    assert "hỏng.jsonl:1: " in out
    assert "2   ← đang dùng" in command("editions", **own)[1]
    assert "Nguyễn Thúy Hà" in command("ask", QUESTION, **own)[1]


def test_two_publications_at_once(command, own):
    assert command("publish", **own)[0] == 0
    with FileLock(own["HOIBAO_HOME"] / "publish.lock"):
        code, _, err = command("publish", HOIBAO_LANGUAGE="en", **own)
    assert (code, err.startswith("Error: Another publication is under way.")) == (1, True)


# Damage


def damage(home, edition):
    """Change one byte of an edition."""
    file = home / "editions" / edition / "passages.jsonl"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_damaged_edition_gives_way_to_the_one_before_and_says_so(command, own):
    for _ in range(2):
        assert command("publish", **own)[0] == 0
    home = own["HOIBAO_HOME"]
    older, current = EditionStore(home).ids()
    damage(home, current)
    code, out, err = command("ask", QUESTION, **own)
    assert code == 0
    assert "Nguyễn Thúy Hà" in out
    assert f"Lưu ý: Ấn bản {current} bị hỏng: tệp passages.jsonl đã bị thay đổi\n" in err
    assert f"Lưu ý: Đang trả lời theo ấn bản {older}." in err


@pytest.mark.parametrize(("noted", "shown"), [(b"garbage\n", "garbage"), (b"\xff\xfe", "��")])
def test_an_edition_that_is_not_there_is_told_in_words(command, own, noted, shown):
    assert command("publish", **own)[0] == 0
    (own["HOIBAO_HOME"] / "editions" / "CURRENT").write_bytes(noted)
    code, _, err = command("ask", QUESTION, **own)
    assert code == 0
    assert f"Lưu ý: Ấn bản {shown} bị hỏng: thiếu tệp manifest.json\n" in err


def test_when_all_editions_are_damaged_a_new_one_is_published(command, own):
    assert command("publish", **own)[0] == 0
    home = own["HOIBAO_HOME"]
    [broken] = EditionStore(home).ids()
    damage(home, broken)
    code, out, err = command("ask", QUESTION, **own)
    assert (code, "Nguyễn Thúy Hà" in out) == (0, True)
    current = EditionStore(home).current_id()
    assert current != broken
    assert broken in err
    assert f"Đang trả lời theo ấn bản {current}." in err
    assert command("ask", QUESTION, **own)[2] == ""


def test_a_home_that_cannot_be_made(command, own, tmp_path):
    (tmp_path / "tệp").touch()
    home = tmp_path / "tệp" / "home"
    for arguments in (["ask", QUESTION], ["publish"], ["console"]):
        code, out, err = command(*arguments, **own | {"HOIBAO_HOME": home}, HOIBAO_LANGUAGE="en")
        assert (code, out) == (1, "")
        assert err.startswith(f"Error: Cannot write to the directory {home}: ")
    assert "hoibao publish" in command("editions", **own | {"HOIBAO_HOME": home})[1]


@pytest.fixture
def mortal():
    """What makes a command respect permissions although root runs the tests."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may do everything, and there is no setpriv to give that up")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_read_only_home_still_answers(command, own, environment, mortal):
    assert command("publish", **own)[0] == 0
    home = own["HOIBAO_HOME"]

    def run(*arguments):
        return subprocess.run(
            [*mortal, *PYTHON, *arguments],
            env={**environment, **{name: str(value) for name, value in own.items()}},
            input=QUESTION.encode(),
            capture_output=True,
            check=False,
        )

    folders = (home / "editions", home)
    try:
        for folder in folders:
            folder.chmod(0o500)
        for arguments in (["ask", QUESTION], ["console"]):
            answered = run(*arguments)
            assert answered.returncode == 0
            assert "Nguyễn Thúy Hà" in answered.stdout.decode()
            told = [line.partition(":")[0] for line in answered.stderr.decode().splitlines()]
            # The console's journal cannot be written: told at the beginning and at the end.
            assert told == ([] if arguments[0] == "ask" else ["Lưu ý", "Lưu ý"])
        refused = run("publish")
        assert refused.returncode == 1
        assert refused.stderr.decode().startswith(f"Lỗi: Không ghi được vào thư mục {home}: ")
        home.chmod(0)
        unreadable = run("ask", QUESTION)
        assert unreadable.returncode == 1
        assert unreadable.stderr.decode().startswith(f"Lỗi: Không đọc hoặc ghi được {home}/")
        assert unreadable.stderr.count(b"\n") == 1
    finally:
        for folder in reversed(folders):
            folder.chmod(0o700)


def test_a_full_disk_leaves_the_old_edition_serving(command, own, environment, articles):
    assert command("publish", **own)[0] == 0
    before = EditionStore(own["HOIBAO_HOME"]).current_id()
    (articles / "dài.txt").write_text(
        "Một bài dài\n\n" + "\n\n".join(f"Đoạn số {n} nói về việc {n}." for n in range(20)),
        encoding="utf-8",
    )
    # No file may grow beyond 2,000 bytes: what a full disk does, without a disk to fill.
    done = subprocess.run(
        [*PYTHON, "publish"],
        env={**environment, **{name: str(value) for name, value in own.items()}},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Lỗi: Không ghi được vào thư mục {own['HOIBAO_HOME']}")
    assert done.stderr.count("\n") == 1
    assert EditionStore(own["HOIBAO_HOME"]).ids() == [before]
    assert "Nguyễn Thúy Hà" in command("ask", QUESTION, **own)[1]


def test_a_reader_that_cannot_be_loaded_is_told_and_sentences_answer(command, tmp_path):
    code, out, err = command("ask", QUESTION, HOIBAO_READER=tmp_path)
    assert (code, "Nguyễn Thúy Hà" in out) == (0, True)
    first, second = err.splitlines()
    assert str(tmp_path) in first
    assert second == f"Lưu ý: {text('vi', 'sentences-instead')}"


# Evaluating


def questions(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_question_file_is_scored_and_failures_are_listed(command, tmp_path):
    file = questions(
        tmp_path / "questions.jsonl",
        {"id": "1", "kind": "ai", "question": QUESTION, "answers": ["Nguyễn Thúy Hà"]},
        {"id": "2", "kind": "sai", "question": QUESTION, "answers": ["Lê Thị Phương Hoa"]},
        {"id": "3", "kind": "không", "question": NOWHERE, "answers": []},
    )
    code, out, _ = command("evaluate", file, "--min", "0.5")
    assert code == 0
    rows = {row.split()[0]: row.split()[1:] for row in out.splitlines() if row.strip()}
    assert rows["ai"][:2] == ["1", "100.0"]
    assert rows["sai"][:2] == ["1", "0.0"]
    assert rows["không"][-1] == "1/1"
    assert "2: Ai là Bí thư Đảng ủy Khối" in out
    assert "Lê Thị Phương Hoa" in out
    code, _, err = command("evaluate", file, "--min", "0.6", HOIBAO_LANGUAGE="en")
    assert (code, err) == (1, "Warning: R@1 0.500 is below the required 0.600.\n")


def test_a_file_of_unanswerable_questions_is_scored_by_what_is_refused(command, tmp_path):
    file = questions(tmp_path / "q.jsonl", {"question": QUESTION}, {"question": NOWHERE})
    assert command("evaluate", file, "--min", "0.5")[0] == 0
    code, _, err = command("evaluate", file, "--min", "0.6")
    assert (code, err) == (
        1,
        "Lưu ý: Tỷ lệ từ chối đúng là 0.500, thấp hơn mức yêu cầu 0.600.\n",
    )


def test_a_corpus_is_measured_against_the_minimum_too(command, own, tmp_path):
    def row(number, context, question, answer):
        texts = [{"text": answer}]
        return {"id": number, "context": context, "question": question, "answers": texts}

    tea = row("1", "Chè Thái Nguyên trồng trên đồi.", "Chè trồng ở đâu?", "trên đồi")
    rice = row("2", "Lúa nước trồng ở đồng bằng.", "Lúa trồng ở đâu?", "ở đồng bằng")
    file = questions(tmp_path / "corpus.jsonl", tea, rice)
    code, out, _ = command("evaluate", file, "--corpus", "--min", "1", **own)
    assert (code, "| ours |" in out) == (0, True)
    # What cannot be found: the question of one context, asked of the other.
    lost = questions(tmp_path / "lost.jsonl", tea, {**rice, "question": tea["question"]})
    code, out, err = command("evaluate", lost, "--corpus", "--min", "0.6", **own)
    assert (code, "| ours |" in out) == (1, True)
    assert err == "Lưu ý: R@1 là 0.500, thấp hơn mức yêu cầu 0.600.\n"


def test_options_of_the_corpus_are_refused_without_it(command, tmp_path):
    file = questions(tmp_path / "q.jsonl", {"question": QUESTION})
    plotted = command("evaluate", file, "--plot", "a.png", "--english", "b", HOIBAO_LANGUAGE="en")
    assert plotted == (2, "", "Error: --english, --plot can only be used with --corpus.\n")


def test_a_question_file_that_cannot_be_read(command, tmp_path):
    missing = tmp_path / "missing.jsonl"
    code, _, err = command("evaluate", str(missing))
    assert (code, str(missing) in err) == (1, True)
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"question": "Ai?", "answers": ["A"]}\nnot JSON\n', encoding="utf-8")
    code, _, err = command("evaluate", str(broken))
    assert (code, f"{broken}:2" in err) == (1, True)


# Usage and settings


def test_help_speaks_the_language_that_is_set(command):
    for language, words in (("vi", "Mã thoát: 0"), ("en", "Exit codes: 0")):
        code, out, _ = command("--help", HOIBAO_LANGUAGE=language)
        assert (code, words in out) == (0, True)
        for name in ("publish", "editions", "rollback", "ask", "console", "evaluate", "bot"):
            code, out, _ = command(name, "--help", HOIBAO_LANGUAGE=language)
            assert code == 0
            assert "help-" not in out


@pytest.mark.parametrize("arguments", [["nosuch"], ["ask"], ["ask", "--nosuch"], ["evaluate"]])
def test_wrong_usage(command, arguments):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert "Usage: hoibao" in err


def test_settings_that_cannot_be_used_are_named_without_the_token(command):
    token = "123456:AAE-secret-secret-secret-secret-secret"
    code, out, err = command("bot", HOIBAO_ADMINS="mai", HOIBAO_TELEGRAM_TOKEN=token)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: HOIBAO_ADMINS=mai: phải là các mã số")
    assert err.count("\n") == 1
    assert token not in err
    code, _, err = command("ask", QUESTION, HOIBAO_LANGUAGE="xx")
    assert (code, err) == (
        2,
        "Lỗi: HOIBAO_LANGUAGE=xx: phải là một trong các giá trị vi, en.\n",
    )


def test_an_error_of_the_system_is_one_line_whether_it_names_a_file_or_not(command, monkeypatch):
    for error, told in (
        (OSError(28, "No space left on device"), "Hệ thống báo lỗi: đĩa đã đầy"),
        (OSError(5, "I/O error", "/x"), "Không đọc hoặc ghi được /x: I/O error"),
    ):

        def fail(self, error=error):
            raise error

        monkeypatch.setattr(EditionStore, "list", fail)
        assert command("editions") == (1, "", f"Lỗi: {told}\n")


def test_a_misspelt_variable_is_pointed_out(command):
    code, _, err = command("editions", HOIBAO_ARTICEL="/tmp", HOIBAO_LANGUAGE="en")
    assert code == 0
    assert err == (
        "Warning: HOIBAO_ARTICEL is not a setting and is ignored. Did you mean HOIBAO_ARTICLES?\n"
    )


def test_the_language_may_be_set_in_a_file(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HOIBAO_LANGUAGE=en\nHOIBAO_HOEM=x\n", encoding="utf-8")
    assert "Exit codes" in command("--help")[1]
    assert "Did you mean HOIBAO_HOME?" in command("editions")[2]
    (tmp_path / ".env").write_bytes(b"HOIBAO_MODEL=\xff\n")
    assert command("--help")[0] == 0


def test_the_bot_needs_a_token(command):
    code, _, err = command("bot", HOIBAO_LANGUAGE="en")
    assert code == 1
    assert "HOIBAO_TELEGRAM_TOKEN" in err


def test_version(command):
    code, out, _ = command("version")
    assert (code, out.startswith("hoibao 0.")) == (0, True)
