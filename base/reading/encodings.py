"""Was this text typed in an encoding of before Unicode, or broken on the way?

TCVN3 and VNI put Vietnamese letters where Latin-1 has signs ("KÕ ho¹ch", "Keá hoaïch"); UTF-8 read as
Latin-1 gives "Káº¿ hoáº¡ch". Nothing is guessed back: the row is named, a person types it again.
"""

import re

_BROKEN_UTF8 = re.compile(r"áº|á»[^\s\w.,;:)]|Ã[\u00a1-\u00bf]|Æ[°¡]|Ä[‘\u0090\u0091]|\ufffd")
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_TCVN3 = re.compile(r"(?<=[A-Za-z])[¸µ¶·¹¨¾¼½Æ©ª«¬¡¢£¤¥¦ÇÈËÌÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]|[®¬ª©§¢£¤¥¦](?=[A-Za-z])")
_TCVN3_INSIDE = re.compile(r"(?<=[A-Za-z])[¸µ¶¹¨¾©ª«¬](?=[a-z])")
_VNI = re.compile(
    r"[aA][áàãâùõøûïåäëüéèêúÁÀÃÂÙÕØÛÏÅÄËÜÉÈÊÚ]|[eE][áàãâùõøûïåäÁÀÃÂÙØÛÏ]|[oO][âùøûïåäöÂÙØÛÏ]"
    r"|[uUyYôÔöÖ][ùøûïÙØÛÏ]|ñ(?=[aeiouyôöAEIOUY])|[oOuU]ö"
)

# Nearly every text is plain: one pass tells whether the others are worth their time.
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
_SUSPECT = re.compile(rf"[^\x00-\x7f{_VIETNAMESE}“”‘’–—…•]|{_VNI.pattern}")


def legacy_encoding(text: str) -> str:
    """The name of the encoding `text` seems to be in, or "" where it reads as Unicode should."""
    if text.isascii():
        return "chữ đã mất dấu" if "?" in text and len(_LOST.findall(text)) >= 2 else ""
    if not _SUSPECT.search(text):
        return ""
    if _BROKEN_UTF8.search(text):
        return "UTF-8 đọc sai bảng mã"
    # TCVN3 first: its letters are signs, which VNI does not use inside words.
    if _TCVN3_INSIDE.search(text) or len(_TCVN3.findall(text)) >= 2:
        return "VNI" if len(_VNI.findall(text)) > len(_TCVN3.findall(text)) else "TCVN3"
    if len(_VNI.findall(text)) >= 2:
        return "VNI"
    return ""
