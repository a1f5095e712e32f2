"""A translation is checked whole before a word of it is said."""

from __future__ import annotations

import pytest

from bot.words import Translation, WrongWords

HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
TWO = "nplurals=2; plural=(n != 1);"
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


def parsed(body, rule=TWO):
    return Translation.parse(HEAD.format(rule) + body, "de.po")


def test_a_sentence_is_found_by_its_english_and_what_is_not_translated_stays_english():
    read = parsed('msgid "{ticker} rose"\nmsgstr "{ticker} stieg"\n\nmsgid "Sum"\nmsgstr ""\n')

    assert read.single("{ticker} rose") == "{ticker} stieg"
    assert read.single("Sum") == "Sum"
    assert read.single("No such sentence") == "No such sentence"


def test_a_fuzzy_sentence_stays_english():
    assert parsed('#, fuzzy\nmsgid "Sum"\nmsgstr "Summe"\n').single("Sum") == "Sum"


def test_a_number_is_worded_by_the_rule_of_the_language():
    read = parsed(
        'msgid "{n} stock"\nmsgid_plural "{n} stocks"\n'
        'msgstr[0] "{n} akcja"\nmsgstr[1] "{n} akcje"\nmsgstr[2] "{n} akcji"\n',
        POLISH,
    )

    assert [read.plural("{n} stock", "{n} stocks", n) for n in (1, 2, 5, 22)] == [
        "{n} akcja", "{n} akcje", "{n} akcji", "{n} akcje",
    ]  # fmt: skip
    assert read.plural("{n} call", "{n} calls", 2) is None


def test_one_may_be_said_without_its_number():
    read = parsed('msgid "{n} stock"\nmsgid_plural "{n} stocks"\nmsgstr[0] "eine Aktie"\nmsgstr[1] "{n} Aktien"\n')

    assert read.plural("{n} stock", "{n} stocks", 1) == "eine Aktie"


@pytest.mark.parametrize(
    ("body", "rule", "told"),
    [
        ('msgid "{ticker} rose"\nmsgstr "{tickr} stieg"\n', TWO, "line 6: “{tickr} stieg” has {tickr}, which its"),
        ('msgid "{ticker} rose"\nmsgstr "Es stieg"\n', TWO, "leaves out {ticker} of its English"),
        ('msgid "{price:,.2f} up"\nmsgstr "{price:d}"\n', TWO, "has {price:d}, which its English has not"),
        ('msgid "{ticker} rose"\nmsgstr "{ticker.symbol}"\n', TWO, "has {ticker.symbol}, which its English has not"),
        ('msgid "{ticker} rose"\nmsgstr "{ticker} {"\n', TWO, "cannot be filled"),
        ('msgid "{n} a"\nmsgid_plural "{n} b"\nmsgstr[0] "{n} c"\n', TWO, "“{n} b” needs 2 wordings"),
        ('msgid "a"\nmsgstr "b"\n', "nplurals=2; plural=(n !! 1);", "is no .po file"),
        ('msgid "{n} a"\nmsgid_plural "{n} b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', "nplurals=2; plural=n;",
         "names wording 2 for 2, of 2"),
        ('msgid "a"\nmsgstr "b\n', TWO, "line 7: a text stands between quotation marks"),
        ("This is a letter.\n", TWO, "is no .po file"),
    ],
)  # fmt: skip
def test_what_cannot_be_relied_on_is_one_sentence_that_names_file_and_place(body, rule, told):
    with pytest.raises(WrongWords) as error:
        parsed(body, rule)

    assert str(error.value).startswith("de.po")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_not_utf_8_is_one_sentence(tmp_path):
    latin = tmp_path / "de.po"
    latin.write_bytes(HEAD.format(TWO).encode() + 'msgid "a"\nmsgstr "ü"\n'.encode("latin-1"))

    with pytest.raises(WrongWords, match=r"nowhere\.po cannot be read: No such file"):
        Translation.read(tmp_path / "nowhere.po")
    with pytest.raises(WrongWords, match=r"de\.po is not UTF-8 at byte \d+; save it as UTF-8"):
        Translation.read(latin)


@pytest.mark.parametrize(
    ("header", "language", "is_leftward"),
    [("de", "de", False), ("pt_BR", "pt-BR", False), ("ar", "ar", True), ("", "", False), ("xx", "", False)],
)
def test_a_translation_tells_its_language_and_which_way_it_is_written(header, language, is_leftward):
    head = HEAD.format(TWO).replace('"Content', f'"Language: {header}\\n"\n"Content')

    read = Translation.parse(head, "words.po")

    assert (read.language, read.is_leftward) == (language, is_leftward)
