"""What a reader meets on a page."""

import html
import re


def text_of(response) -> str:
    """The words of a page: without tags, blanks joined."""
    body = re.sub(r"<(script|svg)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\u00a0", " "))
