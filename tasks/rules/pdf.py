"""Is a file a PDF by what stands in it, whatever its name says?"""


def is_pdf(head: bytes, tail: bytes) -> bool:
    """`head` are the first bytes (up to 1,024), `tail` the last ones: a PDF begins "%PDF-1." or "%PDF-2."
    and ends with "%%EOF", after at most some line ends."""
    return head.startswith((b"%PDF-1.", b"%PDF-2.")) and b"%%EOF" in tail
