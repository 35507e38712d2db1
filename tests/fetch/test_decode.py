"""Bytes → page: charsets, kinds, saved pages, and what is no page."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.fetch import decode
from reader.fetch.charset import to_text

SAID = {
    "en": "The mayor said the bridge “will open in autumn” – six years late. It’s the café that matters, she added.",
    "fr": "La mairesse a déclaré que le pont ouvrirait à l’été. « Nous avons attendu six années », a-t-elle dit.",
    "es": "El señor Muñoz dijo que la niña está en España y que mañana volverá; “así será”, añadió.",
    "sv": "Borgmästaren säger att åtgärderna är för få på ön, och att bron öppnar först till hösten.",
    "pl": "Burmistrz powiedziała, że most zostanie otwarty jesienią. „Czekaliśmy sześć lat” – dodała.",
    "cs": "Starostka řekla, že most se otevře na podzim. „Čekali jsme šest let,“ dodala s úsměvem.",
    "tr": "Belediye başkanı köprünün sonbaharda açılacağını söyledi. “Altı yıl bekledik” diye ekledi.",
    "ru": "Мэр города Ольга Верещагина заявила, что мост откроют осенью. «Мы ждали шесть лет», — добавила она.",
    "uk": "Мер міста заявила, що міст відкриють восени. Ми чекали на це шість років, додала вона.",
    "el": "Η δήμαρχος είπε ότι η γέφυρα θα ανοίξει το φθινόπωρο. «Περιμέναμε έξι χρόνια», πρόσθεσε.",
    "he": "ראש העירייה אמרה שהגשר ייפתח בסתיו. חיכינו שש שנים, הוסיפה.",
    "ar": "قالت رئيسة البلدية إن الجسر سيفتح في الخريف. وأضافت: لقد انتظرنا ست سنوات.",
    "zh": "市长周敏周二表示，大桥将于秋季通车。“我们等了六年。”她补充说，这笔钱来自国家基金。",
    "zh-tw": "市長週二表示，大橋將於秋季通車。「我們等了六年。」她補充說，這筆錢來自國家基金。",
    "ja": "市長は火曜日、橋は秋に開通すると述べた。「私たちは六年待った」と付け加えた。①",
    "ko": "시장은 화요일에 다리가 가을에 개통될 것이라고 말했다. “우리는 6년을 기다렸다”고 덧붙였다.",
}
CHARSETS = [
    # The language, the name a page declares, and the codec that writes it.
    ("en", "iso-8859-1", "cp1252"),
    ("en", "us-ascii", "cp1252"),
    ("fr", "windows-1252", "cp1252"),
    ("es", "Latin1", "cp1252"),
    ("sv", "ISO_8859-1", "cp1252"),
    ("pl", "windows-1250", "cp1250"),
    ("cs", "windows-1250", "cp1250"),
    ("tr", "iso-8859-9", "cp1254"),
    ("ru", "windows-1251", "cp1251"),
    ("uk", "koi8-u", "koi8_u"),
    ("el", "windows-1253", "cp1253"),
    ("he", "windows-1255", "cp1255"),
    ("ar", "windows-1256", "cp1256"),
    ("zh", "gb2312", "gbk"),
    ("zh", "gb18030", "gb18030"),
    ("zh-tw", "big5", "big5"),
    ("ja", "shift_jis", "cp932"),
    ("ja", "euc-jp", "euc_jis_2004"),
    ("ko", "euc-kr", "cp949"),
    ("ru", "utf-8", "utf-8"),
]


def html(language: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{SAID[language]}</p></body></html>"


def text_of(data: bytes, content_type: str | None = "text/html") -> str:
    return decode(data, source="x", url=None, content_type=content_type).content


# Charsets


@pytest.mark.parametrize(("language", "name", "codec"), CHARSETS)
def test_a_charset_in_the_header(language: str, name: str, codec: str) -> None:
    page = html(language)
    assert text_of(page.encode(codec), f'Text/HTML; Charset="{name}"') == page


@pytest.mark.parametrize(("language", "name", "codec"), CHARSETS)
@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset={}>",
        "<META content='text/html; charset={}' http-equiv=content-type>",
    ],
)
def test_a_charset_in_the_page(language: str, name: str, codec: str, declaration: str) -> None:
    page = html(language, declaration.format(name))
    assert text_of(page.encode(codec)) == page


@pytest.mark.parametrize(("language", "name", "codec"), CHARSETS)
def test_a_charset_that_nobody_tells(language: str, name: str, codec: str) -> None:
    page = html(language)
    assert text_of(page.encode(codec)) == page


@pytest.mark.parametrize("declared", ["utf-8", "gb18030", "utf-16", "x-no-such-charset", "zlib", "rot13"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_wrong_charset_does_no_harm(declared: str, language: str) -> None:
    page = html(language, f"<meta charset={declared}>")
    assert text_of(page.encode("cp1251" if language == "ru" else "cp1252")) == page


def test_a_charset_in_an_xml_declaration() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?>\n' + html("ru")
    assert text_of(page.encode("cp1251")) == page


def test_utf8_wins_over_a_declared_single_byte_charset() -> None:
    page = html("fr", "<meta charset=iso-8859-1>")
    assert text_of(page.encode(), "text/html; charset=windows-1252") == page


def test_a_declared_multi_byte_charset_wins_over_chance() -> None:
    # Two bytes a character that also make valid UTF-8.
    page = "<p>联通</p>"
    assert text_of(page.encode("gbk"), "text/html; charset=gbk") == page
    japanese = html("ja", "<meta charset=iso-2022-jp>")
    assert text_of(japanese.encode("iso2022_jp_2004")) == japanese


def test_one_broken_character_does_not_change_the_charset() -> None:
    broken = html("ru").encode().replace("мост".encode(), b"\xd0")
    assert text_of(broken) == html("ru").replace("мост", "\ufffd")
    chinese = "<p>" + SAID["zh"] * 20 + "</p>"
    assert text_of(chinese.encode("gbk") + b"\xff", "text/html; charset=gbk") == chinese + "\ufffd"


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_with_and_without_its_mark(language: str, mark: bytes, codec: str) -> None:
    page = html(language, "<meta charset=iso-8859-1>")
    assert text_of(mark + page.encode(codec), "text/html; charset=koi8-r") == page


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("It’s over, she said. " * 30, "cp1252"),
        ("naïve", "cp1252"),
        ("£5 — that’s all", "cp1252"),
        ("“Hé” said", "cp1252"),
        ("Ты где?", "cp1251"),
        ("東京", "cp932"),
    ],
)
def test_little_to_go_by(text: str, codec: str) -> None:
    assert to_text(text.encode(codec)) == text


def test_one_odd_byte_in_a_large_page_is_found_in_a_moment() -> None:
    page = b"<p>The vote was close" * 200_000
    assert text_of(page + b"\x97 eleven to two").endswith("close— eleven to two")


def test_nuls_go() -> None:
    assert text_of(b"<html><p>The\0 vote was eleven to two, and nobody in the harbour cared.") == (
        "<html><p>The vote was eleven to two, and nobody in the harbour cared."
    )


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=600) | st.text(max_size=200).map(lambda text: text.encode("utf-16-le", "replace")),
    st.none()
    | st.text(max_size=30)
    | st.sampled_from([f"text/html;charset={name}" for _, name, _ in CHARSETS]),
)
@example(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\n\n--\n\n", None)
@example(b"MIME-Version: 1.0\nContent-Type: text/html; charset==?x?=\n\n=\xff", "text/html")
@example(b"\xff\xfe\x00\xd8", None)
@example(b"<meta charset=unicode_escape>\\ud800", None)
def test_any_bytes_give_a_text_or_one_sentence(data: bytes, content_type: str | None) -> None:
    for name in ("x.html", "x.mht", "-"):
        try:
            page = decode(data, source=name, url=None, content_type=content_type)
        except SourceError as error:
            said = str(error)
        else:
            said = "text"
            assert "\0" not in page.content
            page.content.encode("utf-8")
        assert said.isprintable()


# Kinds


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        ("<!DOCTYPE html><p>x", "-", "html"),
        ("\ufeff  <!-- saved --><html><p>x", "-", "html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html>', "-", "html"),
        ("<!doctype html><p>x", "story.txt", "html"),
        ("<div>The vote</div><div>was close</div>", "-", "html"),
        ("Some words first</p>\n<p>then tags", "-", "html"),
        ("# The vote\n\nIt was close.", "-", "markdown"),
        ("---\ntitle: The vote\n---\nIt was close.", "-", "markdown"),
        ("As [she said](https://a.example/x), it was close.", "-", "markdown"),
        ("The vote was close.", "story.md", "markdown"),
        ("The vote was close.", "STORY.MARKDOWN", "markdown"),
        ("# not a heading here", "story.txt", "text"),
        ("The vote was close.", "-", "text"),
        ("#carrow was trending, 3 < 4 and 5 > 2", "-", "text"),
        ("“a <quoted> word”", "-", "text"),
        ("The tag <p> opens a paragraph.", "-", "text"),
    ],
)
def test_kinds(content: str, name: str, kind: str) -> None:
    assert decode(content.encode(), source=name, url=None).kind == kind


def test_text_is_made_harmless_and_html_is_left_to_extraction() -> None:
    assert decode(b"one\r\n\x1b[31mtwo\x07", source="a.txt", url=None).content == "one\ntwo"
    assert (
        "\x1b"
        in decode(b"<p>one\x1b[31m two, and a good deal more of it</p>", source="a.html", url=None).content
    )


# What is no page


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture (WebP)"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "a video (MP4)"),
        (zipped("a.txt", "x"), "a zip archive"),
        (zipped("mimetype", "application/epub+zip"), "an e-book (EPUB)"),
        (zipped("[Content_Types].xml", "<x/>"), "an office document (Word, Excel or PowerPoint)"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive"),
        (b"\x7fELF\2\1\1\0", "a program"),
        (bytes(range(256)) * 8, "binary data"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'><channel>", "a feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a feed"),
        (b"<?xml version='1.0'?><catalogue><thing/></catalogue>", "XML data"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # archives have the time in them
)
def test_what_is_no_page_is_named(data: bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, source="-", url=None)
    assert str(caught.value).startswith(f"standard input is {says}, not a web page or a text; ")


@pytest.mark.parametrize(
    "text", ["BZh is how it begins", "ID3 is a tag", "RIFFs were played", "MZ is a place"]
)
def test_words_that_look_like_magic_are_words(text: str) -> None:
    assert decode(text.encode(), source="-", url=None).content == text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_nothing_is_told(data: bytes) -> None:
    with pytest.raises(SourceError, match="is empty"):
        decode(data, source="a.html", url=None)


# Saved pages

SAVED = """From: <Saved by a browser>
Snapshot-Content-Location: https://ledger.example/light
Subject: The light stays on
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----edge----"

------edge----
Content-Type: text/css
Content-Location: cid:style

p {}
------edge----
Content-Type: text/html; charset=koi8-r
Content-Transfer-Encoding: quoted-printable
Content-Location: https://ledger.example/light/

<html><body><p>=EB=CF=D4 said =3D meow</p></body></html>
------edge------
"""


def test_a_page_saved_as_one_file() -> None:
    for name in ("page.mht", "page", "-"):
        page = decode(SAVED.replace("\n", "\r\n").encode(), source=name, url=None)
        assert page.kind == "html"
        assert page.content.strip() == "<html><body><p>Кот said = meow</p></body></html>"
        assert page.url == "https://ledger.example/light/"
    assert decode(SAVED.encode(), source="x", url="https://a.example/").url == "https://a.example/"


def test_a_saved_page_whose_address_is_none() -> None:
    saved = SAVED.replace("https://ledger.example/light/", "file:///home/x.html")
    assert decode(saved.encode(), source="x.mht", url=None).url is None


def test_a_letter_about_mime_is_a_letter() -> None:
    text = "The header\nMIME-Version: 1.0\nopens every mail. Content-Type: text/html follows."
    assert decode(text.encode(), source="-", url=None).content == text


def test_reading_utf8_loads_no_detection() -> None:
    script = (
        "import sys\nfrom reader.fetch import decode, fetch\n"
        "decode('<meta charset=utf-8><p>“x”</p>'.encode(), source='-', url=None)\n"
        "print(*sorted({'httpx', 'charset_normalizer', 'email', 'ssl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
