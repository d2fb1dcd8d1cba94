"""The token stays out of every line that is written."""

import io
import logging
import subprocess
import sys
from urllib.parse import quote

import pytest

from bot.logs import STARS, RedactingFormatter

TOKEN = "7000000001:AAFakeTokenForTheTestsOnLoopback_0001"
ODD = "chìa khóa/1"  # not a token Telegram would give, but what somebody might paste


def written(*secrets, **arguments):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(secrets))
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, exc_info=None, **arguments)
    handler.handle(record)
    return stream.getvalue()


@pytest.mark.parametrize("secret", [TOKEN, ODD, quote(ODD, safe="")])
def test_a_secret_is_blotted_out_of_message_and_arguments(secret):
    line = written(TOKEN, ODD, msg="POST /bot%s/getMe %r", args=(secret, [secret]))
    assert secret not in line
    assert line.count(STARS) == 2


def test_any_telegram_token_is_blotted_out_even_of_another_bot():
    assert TOKEN not in written(msg=f"https://api.telegram.org/bot{TOKEN}/getMe", args=())
    assert TOKEN.partition(":")[2] not in written(msg=quote(TOKEN, safe=""), args=())


def test_ordinary_text_stays_as_it_is():
    line = written(TOKEN, msg="30/07/2021 06:32:52: 27.000 lượt, 20210730T063252000", args=())
    assert "30/07/2021 06:32:52: 27.000 lượt, 20210730T063252000" in line


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError('https://x/bot' + token)",
        "logging.getLogger('httpx').warning('POST %s', 'https://x/bot' + token)",
        "warnings.warn('bot' + token)",
        "\ntry: raise ValueError(token)\nexcept ValueError as e: raise KeyError(token) from e",
    ],
)
def test_a_process_writes_no_secret_whatever_goes_wrong(code):
    script = (
        "import logging, warnings; from bot import logs\n"
        f"token = {TOKEN!r}; logs.configure(secrets=[token])\n{code}"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert TOKEN not in done.stdout + done.stderr
    assert STARS in done.stderr


def test_the_libraries_can_log_all_they_know():
    script = (
        "import asyncio, logging, telegram; from bot import logs\n"
        f"token = {TOKEN!r}; logs.configure(logging.DEBUG, [token])\n"
        "for name in ('httpx', 'httpcore', 'telegram.Bot'):\n"
        "    logging.getLogger(name).setLevel(logging.DEBUG)\n"
        "asyncio.run(telegram.Bot(token, base_url='http://127.0.0.1:9/bot').initialize())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "telegram.error.NetworkError" in done.stderr
    assert f"/bot{STARS}" in done.stderr
    assert TOKEN not in done.stdout + done.stderr


def test_the_http_clients_request_lines_are_not_written():
    script = (
        "import logging; from bot import logs; logs.configure()\n"
        "logging.getLogger('httpx').info('HTTP Request'); logging.getLogger('bot').info('ready')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "HTTP Request" not in done.stderr
    assert "ready" in done.stderr


def test_making_the_journal_writes_nothing(tmp_path):
    script = (
        "import sys; from pathlib import Path; from bot import logs; logs.configure()\n"
        "from bot.journal.journal import Journal\n"
        "Journal.open(Path(sys.argv[1])).close(); assert 'alembic.runtime.plugins' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "journal.sqlite"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
