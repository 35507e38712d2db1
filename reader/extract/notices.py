"""Tells lines that speak of the article and its making: rights, credits, notices, dates, who its author is.

Each kind of line is known by how it is built, in the languages that pages come in; a line of prose that only mentions
such things is not.
"""

from __future__ import annotations

import re
from functools import cache

from reader.extract import dates, vocabulary
from reader.extract.pieces import WORD

_RIGHTS = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b(?=\W*(?:©|\(c\)|\d{4}))|copyright\s*:)|©\s*(?:copyright|\d{4})"
    r"|\ball rights reserved\b(?!\s+(?:for|to)\b)"
    r"|\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b"
    r"|\btodos os direitos reservados\b|\btutti i diritti riservati\b"
    r"|\bmay not be (?:re-?used|reproduced|republished|copied|published|redistributed)\b"
    r"|\breprinted with permission\b|\briproduzione riservata\b|\b(?:queda )?prohibida (?:la|su) reproducción\b"
    r"|\bwszelkie prawa zastrzeżone\b|\bkopiowanie\b.{0,40}\bzabronione\b"
    r"|\balle rechten voorbehouden\b|\bsubject to copyright\b"
    r"|\breproducción (?:total|parcial)\b|\breprodução proibida\b|\breproduction interdite\b"
    r"|\bphoto(?:graph)?s? ©|\breproduction (?:by|without|in whole)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:(?:additional|with)\s+)*(?:reporting|writing|editing|research)\s+by\s+(?-i:[A-ZÀ-Þ])|"
    r"^\W*(?:the\s+)?(?:views|opinions)\s+(?:and opinions\s+)?expressed\b"
    r"(?=.*\b(?:reflect|represent|endorse|(?:his|her|their) own|authors?|writers?|columnists?|personal|solely)\b)"
    r"|^\W*(?:we|this (?:web)?site) uses? cookies\b|^\W*wir verwenden cookies\b"
    r"|^\W*(?:die|diese) (?:webseite|website) verwendet cookies\b"
    r"|^\W*\d{1,3}\s*(?:-\s*\d{1,3}\s*)?(?:min(?:ute)?n?s?\.?|minuti|minutos)\s*(?:read|listen"
    r"|lesezeit|de lecture|de lectura|lesen"
    r"|de leitura|di lettura|leestijd|czytania|läsning)\b"
    r"|^\W*\d{1,3}\s*min(?:ute)?s?\W+\d{3,6}\s+words\b"
    r"|^\W*(?:lesezeit|reading time|read time|temps de lecture|tiempo de lectura|tempo de leitura"
    r"|tempo di lettura|leestijd)\b"
    r"|^\W*\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d\W*$"
    r"|^\W*listen to (?:this|the) (?:story|article|post|piece|episode|interview)\b"
    r"|\bread (?:aloud )?by an automated voice\b"
    r"|\baffiliate (?:links?|commissions?|partners?)\b|\bearn (?:us )?(?:a )?(?:small )?commission\b"
    r"|^\W*comments (?:have to|must|should|are (?:moderated|welcome|open))\b"
    r"|^\W*(?:this )?transcripts? (?:is|are|was|were|may|might|provided|created)\b"
    r"|\b(?:produced|edited|adapted) (?:and \w+ )?(?:the )?(?:audio|digital|broadcast|web|radio) (?:version|story)\b"
    r"|\bthis (?:story|interview|conversation) was (?:produced|edited|adapted)\b|\bretrieved \d{1,2} \w+ \d{4}\b"
    r"|\b(?:machine[- ]learning|artificial intelligence|(?-i:AI))\b.{0,60}\b(?:tags?|summar(?:y"
    r"|ies|ise|ize)|headline) (?:on|of|for) this\b",
    re.IGNORECASE,
)
_FIRST_SEEN = re.compile(
    r"^\W*(?:an?|the)\s+(?:earlier|previous|original|prior)\s+version of this\s+\w+\b"
    r"|^\W*(?:published|appeared|appears|this article appears)\s+in\s+the\b.{0,60}\b(?:edition|issue)\b"
    r"|^\W*(?:this|an earlier version of this|a version of this|the original)\s+(?:\w+\s){0,2}"
    r"(?:(?:article|story|interview|post|piece|essay|column|version)\s+(?:of this \w+\s+)?(?:was\s+)?(?:has\s+)?"
    r"(?:first|originally|also|previously|last)?|report\s+(?:was\s+)?(?:first|originally|previously))\s*"
    # Where it appeared is a name, or this publication's; what appeared in a diary is not this article.
    r"(?:(?:appear|publish|post)(?!\w*\s+(?:in|on|by)\s+(?:an?|the|his|her|their)\s+(?-i:[a-zß-ÿ])(?!.*\b(?:edition|issue"
    r"|newsletter|magazine|website|site|print|paper|newspaper)\b))"
    r"|updated\b|amended\b|corrected\b|ran\b|been updated|been corrected)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:(?:all|featured|main|cover|header|lead|top|text and|words and)\s+)?"
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|video|fotos?|bild(?:er)?)\b"
    r"(?:\s+(?:©|(?:courtesy(?:\s+of)?|by|via)\b(?:\s+the\b)?|credits?\b)|\s*[:(©]|\s+©)"
    # Whose it is: a name, or next to nothing.
    r"(?=\W*(?:(?-i:[A-ZÀ-Þ\d])|(?:[^\W\d_]+\W*){0,3}$))[^.!?]{0,120}\.?$",
    re.IGNORECASE,
)
_SEEN = (
    r"(?:image|photo|picture|pic|foto|bild|photograph|credit|crédit|crédito|imagen|imagem|immagine|beeld|fot"
    r"|fotografía)s?"
)
_CREDITED = re.compile(
    # A caption: what is seen, then who took it, in brackets or behind a bar at the end.
    rf"[(\[]{_SEEN}\s*(?:credit)?\s*(?::|by\b|©|courtesy|via\b|/)[^()\[\]]{{1,70}}[)\]]\.?$"
    rf"|\s[|/]\s*{_SEEN}(?:\s+credits?)?\s*:?\s+[^|!?]{{2,60}}$"
    rf"|[.!?]\s+(?-i:(?:[A-ZÀ-Þ][\w.'’-]+\s+){{2,3}}(?:for|/)\s+(?:the\s+)?[A-ZÀ-Þ][\w.&'’ -]{{1,30}})$"
    rf"|[.!?…)]\s+(?:©\s*)?{_SEEN}\.?(?:\s*[:©]|\s+(?=(?-i:[A-ZÀ-Þ])))[^.!?]{{2,60}}\.?$"
    rf"|^\W*fot\.\s+(?-i:[A-ZÀ-Þ])[^.!?]{{2,60}}$",
    re.IGNORECASE,
)
_THANKS = (
    r"con información de|com informações d[aoe]s?|avec|mit (?:material|informationen) (?:von|der)"
    r"|met informatie van|con"
    r"|with|quelle|source|fuente|fonte|bron|źródło|källa"
)
_MADE = re.compile(
    r"^\W*(?:this|the|dieser?|diese|ce(?:tte)?|cet|est[ea]|questo|quest[ao]|dit|deze|ten|denna|denne"
    r"|dette)\s+(?:\w+\s){0,3}"
    r"(?:article|story|piece|report|text|translation|summary|post|artikel|beitrag|meldung|texte"
    r"|artículo|texto|artigo|articolo"
    r"|testo|tekst|artykuł|artikeln?)\b.{0,80}\b"
    r"(?:(?-i:AI|A\.I\.|KI|IA)|artificial intelligence|künstlicher? intelligenz|intelligence artificielle"
    r"|inteligencia artificial"
    r"|inteligência artificial|intelligenza artificiale|kunstmatige intelligentie"
    r"|sztucznej inteligencji|automatically|automatisch"
    r"|automatiquement|automáticamente|automaticamente|machine[- ]translated)\b"
    r"|^\W*(?:translated|übersetzt|traduit|traducido|traduzido|tradotto|vertaald)\s+(?:from|by|aus"
    r"|von|par|de|por|do|da|dal|door|uit)\b"
    r"(?!.*[,;]).{0,60}$",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article|piece)|reporting|research)\b"
    r"|^\W*with (?:inputs?|reporting|additional reporting|files|contributions?|agency inputs?)\b"
    r"(?=\W*$|\s+(?:from|by)\s+(?:the\s+)?(?:agenc|wires?\b|(?-i:[A-ZÀ-Þ])))"
    r"|^\W*with \w+ inputs\b"
    r"|\b(?:has|have) not been edited by\b|\bauto-?generated from\b|\bsyndicated feed\b"
    r"|^\W*mit (?:material|informationen|angaben) (?:von|der|des)\b|^\W*avec (?:l['’])?(?:afp|ap|reuters)\b"
    r"|^\W*con (?:información|informaciones) de\b|^\W*com informações d",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"^\W*(?:this (?:entry|post|article|item) was (?:posted|published|filed|tagged"
    r"|written)\b.{0,60}\b(?:in|under|with|on|by)\b"
    r"|dieser (?:eintrag|beitrag|artikel) wurde\b.{0,60}\b(?:veröffentlicht|verschlagwortet|publiziert|geschrieben)\b"
    r"|(?:ce|cet) (?:article|billet|contenu) a été publié\b.{0,40}\b(?:dans|par|le)\b"
    r"|esta entrada (?:fue|ha sido) publicada\b|este post foi publicado\b|esta entrada foi publicada\b"
    r"|questo articolo è stato pubblicato\b|questa voce è stata pubblicata\b|dit bericht werd geplaatst\b"
    r"|ten wpis został opublikowany\b|detta inlägg publicerades\b)",
    re.IGNORECASE,
)
_RIGHTS_HINTS = (
    "©",
    "(c)",
    "copyright",
    "rights reserved",
    "vorbehalten",
    "réservés",
    "reservados",
    "riservat",
    "may not be",
    "reprinted",
    "reprodu",
    "prohibida",
    "zastrzeżone",
    "zabronione",
    "voorbehouden",
)
_CONTRIBUTED_HINTS = (
    "contributed",
    "with ",
    "edited by",
    "generated",
    "syndicated",
    "mit ",
    "avec ",
    "con ",
    "com ",
)
"""One of these stands in every line that the pattern of the same name finds; looking for them takes less time."""
_TAIL = 110
"""A credit stands in so many last code points of its line."""
_AND = re.compile(r",| and | und | et | y | e | en | och | og | i |&")
_COVERS = re.compile(
    r"\b(?:covers|writes|reports|edits|schreibt|berichtet|couvre|écrit|cubre|escribe|cobre"
    r"|escreve|scrive|si occupa di"
    r"|schrijft|pisze|skriver)\b",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s[|·•]\s")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?!\d)")
_COUNTER_LENGTH = 60
"""Code points: the pattern is tried on no longer line, where it would backtrack for seconds."""
_COUNTER = re.compile(
    r"\W*([^\W\d_]+(?:\s+[^\W\d_]+)?)\s*[:(]?\s*\d[\d.,]*\s?[km]?\W*|\W*\d[\d.,]*\s?[km]?\s+([^\W\d_]+)\W*",
    re.IGNORECASE,
)
"""A count: "Views: 3,417", "12 shares"."""


def reason(
    text: str, words: int, sentences: int, byline: str, *, early: bool, late: bool, marked: bool
) -> str | None:
    """Return why a line goes, or None if it stays.

    `words` and `sentences` count those of `text`, `byline` holds the article's authors; `early` and `late` tell whether
    the line stands above or below the prose, `marked` whether all of it is in bold or italics.
    """
    lower = text.lower()
    if sentences <= 3 and (words < 30 or late) and _hints(lower, _RIGHTS_HINTS) and _RIGHTS.search(text):
        return "copyright"
    if sentences == 1 and words < 20 and _CREDIT.match(text):
        return "credit"
    tail = max(0, len(text) - _TAIL)
    if sentences <= 3 and words < 40 and (_CREDITED.search(text, tail) or _stock().search(text, tail)):
        return "caption"
    if words <= 6 and _agency().fullmatch(text):
        return "credit"
    if sentences <= 2 and (_FIRST_SEEN.match(text) or _MADE.match(text)):
        return "publication note"
    if (
        sentences <= 2
        and words < 40
        and (_NOTICE.match(text) or (_hints(lower, _CONTRIBUTED_HINTS) and _CONTRIBUTED.search(text)))
    ):
        return "notice"
    if words <= 12 and (early or late) and _is_stamp(text):
        return "date"
    if words <= 25 and early and _BARS.search(text) and dates.find(text):
        return "date and details"
    if words <= 3 and len(text) <= _COUNTER_LENGTH and (early or late) and _is_counter(text):
        return "counter"
    if sentences <= 2 and _FILED.match(text):
        return "tags and sections"
    if is_author_note(text, byline, marked=marked, late=late):
        return "about the author"
    return None


def _any(kind: str) -> str:
    return vocabulary.alternatives("notices.tsv", kind)


@cache
def _agency() -> re.Pattern[str]:
    """Match a line that names an agency and nothing else: "(dpa/lno)", "Con información de EFE"."""
    return re.compile(
        rf"\W*(?:(?:{_THANKS})\s*:?\s+)?(?:{_any('agency')})(?:\s*[/,;+&-]\s*[\w.]{{1,12}}){{0,3}}\W*",
        re.IGNORECASE,
    )


@cache
def _stock() -> re.Pattern[str]:
    """Find the house whose picture it is at the end of a caption: "… in New York. Reuters", "… (Jane Doe/AP)"."""
    return re.compile(
        rf"(?:[.!?\"”’]\s?|[(|/–—]\s*)(?:[\w .-]{{2,40}}/)?(?:{_any('stock')})"
        r"(?:\s*(?:/|via|images|photo|,)\s*[\w .-]{2,40})?[)\]]?\.?$",
        re.IGNORECASE,
    )


_IS = r"(?:is|was|are|works as|ist|war|arbeitet als|est|es|é|è|jest|är|er)"
_ARTICLE = r"(?:(?:an?|the|our|eine?|un[ea]?|um[ao]?|een|en|ett)\s+)?(?:[\w'’-]+\s+){0,4}"


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_IS}\s+{_ARTICLE}(?:{_any('trade')})\b|,\s+(?:[\w'’-]+\s+){{0,3}}(?:{_any('trade')})\b",
        re.IGNORECASE,
    )


@cache
def _presented() -> re.Pattern[str]:
    """Match a name and the trade of its bearer; letters' case counts, as names have capitals."""
    return re.compile(rf"^\W*(?:[^\W\d_a-zß-ÿ][\w.'’-]*\s+){{2,4}}{_IS}\s+{_ARTICLE}(?:{_any('trade')})\b")


def _hints(lower: str, hints: tuple[str, ...]) -> bool:
    return any(hint in lower for hint in hints)


def names(byline: str) -> list[str]:
    """Return the names that a byline joins."""
    return [name.strip() for name in _AND.split(byline) if name.strip()]


def is_author_note(text: str, byline: str, *, marked: bool, late: bool) -> bool:
    """Tell whether a line presents one of the article's authors by their trade.

    One that does not name them as the byline does is known by standing below the text, set off in italics.
    """
    # The note may leave out the titles: "Dr.", "Prof.".
    untitled = [name.rpartition(". ")[2] for name in names(byline)]
    authors = [name for name in (*names(byline), *untitled) if " " in name]
    if any(text.startswith(name) for name in authors):
        return bool(_trade().search(text) or _COVERS.search(text))
    return late and marked and bool(_presented().match(text))


def _is_counter(text: str) -> bool:
    """Tell whether a line says how often something was done with the article."""
    match = _COUNTER.fullmatch(text)
    words = (match.group(1) or match.group(2)).casefold().split() if match else ()
    return not vocabulary.entries("notices.tsv", "counted").isdisjoint(words)


def _is_stamp(text: str) -> bool:
    """Tell whether a line holds a date and nothing else but words that go with one."""
    if not (dates.find(text) or _CLOCK.search(text)):
        return False
    rest = [word for word in WORD.findall(text.casefold()) if not any(map(str.isdigit, word))]
    stamp = vocabulary.entries("notices.tsv", "stamp")
    return all(word in stamp or dates.is_month(word) for word in rest)
