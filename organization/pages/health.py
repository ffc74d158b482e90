"""What does the light say, and what is the IT department to be told?"""

from organization.rules.health import Health


def sentence_for_it(health: Health) -> str:
    """The words to send to the IT department; "" while there is nothing to tell."""
    if not health.bad:
        return ""
    wrong = "; ".join(f"{check.label.lower()}: {check.fact[0].lower()}{check.fact[1:]}" for check in health.bad)
    asked = " ".join(dict.fromkeys(check.cure for check in health.bad))
    return f"Đề nghị bộ phận kỹ thuật xem giúp phần mềm Kế hoạch 226. {wrong[0].upper()}{wrong[1:]}. {asked}"
