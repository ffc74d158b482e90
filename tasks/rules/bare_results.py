"""Does a result say so little that the unit is asked whether nothing comes with it?"""

FEWEST_LETTERS = 20  # "Đã hoàn thành." is short, "Đã thống nhất lịch họp." says what was done


def asks_for_paper(text: str, *, document_number: str, has_file: bool) -> bool:
    """A few letters without a number or a file: perhaps the paper was forgotten."""
    letters = sum(letter.isalnum() for letter in text)
    return letters < FEWEST_LETTERS and not document_number.strip() and not has_file
