"""Reaching every act with the keyboard: its letter as an access key, and the control that it leads to."""

# Act → its letter, and which control of its form takes the focus. Letters that browsers keep for themselves (D, E, F)
# are not used.
ACCESS_KEYS: dict[str, tuple[str, str]] = {
    "take_up": ("t", "next"),
    "assign": ("a", "official"),
    "reply": ("r", "body"),
    "ask": ("q", "question"),
    "note": ("n", "body"),
    "publication": ("p", "decision_0"),
    "details": ("v", "save"),
    "stop_waiting": ("w", "reason"),
    "close": ("c", "reason"),
    "reopen": ("o", "reason"),
    "quarantine": ("z", "reason"),
    "release": ("l", "reason"),
    "keep": ("k", "reason"),
    "confirmation": ("m", "next"),
}
SKIP = "s"


def key_of(act: str) -> str:
    """Return the letter of an act; nothing for one that has none."""
    return ACCESS_KEYS[act][0] if act in ACCESS_KEYS else ""


def anchor_for(act: str) -> str:
    """Return the id of the element that the way to an act leads to.

    A fragment that names a control moves the focus into it, and opens the fold around it, without a script.
    """
    return f"{act}-{ACCESS_KEYS[act][1]}" if act in ACCESS_KEYS else f"act-{act}"
