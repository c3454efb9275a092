"""Pictures attached to a cell of text: those of the course, and a learner's own that can be shown. Pure.

nbconvert stops at a reference to an attachment that is not there, and then a student has no feedback at all; and it writes
type and content of an attachment into the page as they are. So what is kept is of a known form, and what is asked for is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import TypeAlias

Attachments: TypeAlias = Mapping[str, Mapping[str, str]]  # base64 by media type, by name

MEDIA = ("image/png", "image/jpeg", "image/gif", "image/webp")  # pixels; an SVG is a document, with whatever is in it
BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
NAME = re.compile(r"[\w.,()+-]{1,100}")
MOST_CHARACTERS = 3_000_000  # of one cell's pictures
PICTURE = re.compile(r"!\[([^\[\]]*)\]\(attachment:([^()\s]*)\)")
FENCE = re.compile("`{3,}|~{3,}")


def attachments_in(found: object) -> dict[str, dict[str, str]]:
    """Give the pictures of what a notebook has as a cell's attachments; everything else is left out."""
    kept: dict[str, dict[str, str]] = {}
    room = MOST_CHARACTERS
    for name, bundle in found.items() if isinstance(found, dict) else ():
        if not NAME.fullmatch(name) or not isinstance(bundle, dict):
            continue
        for media in MEDIA:
            content = bundle.get(media)
            if isinstance(content, list) and all(isinstance(line, str) for line in content):
                content = "".join(content)
            if isinstance(content, str) and len(content) <= room and BASE64.fullmatch(content):
                kept[name] = {media: content}
                room -= len(content)
                break
    return kept


def with_pictures(source: str, attachments: Attachments) -> str:
    """Give a text in which nothing asks for a picture that is not attached.

    In the place of such a picture stands its description; where it is asked for in some other way, the whole text is shown
    as it was written.
    """
    source = PICTURE.sub(lambda match: match[0] if match[2] in attachments else f"*{match[1]}*", source)
    rest = PICTURE.sub("", source)
    if "attachment:" not in unescape(rest.replace("\\", "")):
        return source
    longest = max((len(found) for found in FENCE.findall(source)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{source}\n{fence}"
