import os
from pathlib import Path

import pytest

from bot import settings as module
from bot.messages import LANGUAGES, text
from bot.settings import SettingsError, load, unknown_variables, variables


def problems(monkeypatch, **environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    return {problem.details["variable"]: problem for problem in caught.value.problems}


def test_nothing_needs_to_be_set():
    settings = load()
    assert settings.language == "vi"
    assert settings.home == Path("var")
    assert settings.models_directory == Path("var/models")
    assert any(settings.articles.glob("*.txt"))


def test_everything_can_be_set(monkeypatch):
    monkeypatch.setenv("HOIBAO_HOME", "~/báo")
    monkeypatch.setenv("HOIBAO_ADMINS", "12345, 67890")
    monkeypatch.setenv("HOIBAO_TELEGRAM_API", "http://127.0.0.1:8081/")
    monkeypatch.setenv("HOIBAO_WORKERS", "")  # empty is not set
    settings = load()
    assert settings.home == Path.home() / "báo"
    assert settings.admins == {12345, 67890}
    assert settings.telegram_api == "http://127.0.0.1:8081"
    assert settings.workers == 2


def test_a_file_named_env_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    env = tmp_path / ".env"
    env.write_text("HOIBAO_LANGUAGE=en\nHOIBAO_WORKERS=3\n", encoding="utf-8")
    monkeypatch.setitem(module.Settings.model_config, "env_file", env)
    monkeypatch.setenv("HOIBAO_WORKERS", "4")
    assert (load().language, load().workers) == ("en", 4)
    env.write_bytes(b"HOIBAO_MODEL=\xff\xfe\n")
    assert problems(monkeypatch)[".env"].kind == "encoding"


@pytest.mark.parametrize(
    ("variable", "value", "kind", "expected"),
    [
        ("HOIBAO_LANGUAGE", "fr", "choice", "vi, en"),
        ("HOIBAO_THREADS", "many", "integer", ""),
        ("HOIBAO_THREADS", "-1", "minimum", "0"),
        ("HOIBAO_WORKERS", "0", "minimum", "1"),
        ("HOIBAO_MIN_CONFIDENCE", "high", "number", ""),
        ("HOIBAO_MIN_CONFIDENCE", "1.5", "maximum", "1"),
        ("HOIBAO_READER", "nonsense", "model", "bundled, sentences"),
        ("HOIBAO_MODEL", "nonsense", "model", "bundled"),
        ("HOIBAO_MIN_CONFIDENCE", "nan", "number", ""),
        ("HOIBAO_ADMINS", "12345,@mai", "ids", ""),
        ("HOIBAO_TELEGRAM_API", "api.telegram.org", "url", ""),
        ("HOIBAO_PEOPLE", "12345 @mai", "ids", ""),
        ("HOIBAO_ACCESS", "closed", "choice", "open, listed, invited"),
        ("HOIBAO_GROUPS", "none", "choice", "open, listed"),
        ("HOIBAO_RETENTION", "-1", "minimum", "0"),
        ("HOIBAO_QUEUE", "0", "minimum", "1"),
        ("HOIBAO_PERSON_RATE", "0", "minimum", "1"),
        ("HOIBAO_WEBHOOK_URL", "https://", "url", ""),
        ("HOIBAO_WEBHOOK_PORT", "65536", "maximum", "65535"),
    ],
)
def test_a_bad_value_is_named_with_what_is_expected(monkeypatch, variable, value, kind, expected):
    problem = problems(monkeypatch, **{variable: value})[variable]
    assert (problem.kind, problem.details["expected"]) == (kind, expected)
    for language in LANGUAGES:
        sentence = text(language, f"setting-{problem.kind}", **problem.details)
        assert sentence.startswith(f"{variable}={value}: ")
        assert expected in sentence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Sentences", "sentences"), ("owner/Name", "owner/Name"), (os.curdir, os.curdir)],
)
def test_a_reader_is_one_of_ours_a_hub_name_or_a_path(monkeypatch, typed, meant):
    monkeypatch.setenv("HOIBAO_READER", typed)
    assert load().reader == meant


def test_all_bad_values_are_named_at_once(monkeypatch):
    found = problems(monkeypatch, HOIBAO_WORKERS="x", HOIBAO_LANGUAGE="xx")
    assert found.keys() == {"HOIBAO_WORKERS", "HOIBAO_LANGUAGE"}


def test_the_token_shows_nowhere(monkeypatch):
    token = "123456:AAE-secret-secret-secret-secret-secret"
    monkeypatch.setenv("HOIBAO_TELEGRAM_TOKEN", token)
    assert token not in repr(load())
    assert token not in load().model_dump_json()
    monkeypatch.setenv("HOIBAO_WORKERS", "x")
    with pytest.raises(SettingsError) as caught:
        load()
    error = caught.value
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert token not in f"{error!r}{error.details}{error.problems}"


@pytest.mark.parametrize("secret", ["có dấu", "a b", "x" * 257])
def test_a_webhook_secret_that_telegram_refuses_is_named_and_not_shown(monkeypatch, secret):
    problem = problems(monkeypatch, HOIBAO_WEBHOOK_SECRET=secret)["HOIBAO_WEBHOOK_SECRET"]
    for language in LANGUAGES:
        sentence = text(language, f"setting-{problem.kind}", **problem.details)
        assert sentence.startswith("HOIBAO_WEBHOOK_SECRET: ")
        assert secret not in sentence


def test_secrets_of_webhook_and_journal_show_nowhere(monkeypatch):
    monkeypatch.setenv("HOIBAO_WEBHOOK_SECRET", "rat-bi-mat")
    monkeypatch.setenv("HOIBAO_JOURNAL", "postgresql://bao:mat-khau@localhost/hoibao")
    shown = repr(load()) + load().model_dump_json()
    assert "rat-bi-mat" not in shown
    assert "mat-khau" not in shown


def test_misspelt_variables_are_noticed():
    names = ["HOIBAO_HOME", "HOIBAO_ARTICLE", "HOME", "HOIBAO_TEST_MODELS"]
    assert unknown_variables(names) == ["HOIBAO_ARTICLE"]


def test_every_variable_says_what_it_is_for():
    assert all(variables().values())
