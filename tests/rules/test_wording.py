"""Questions are looked at for what makes answers worth less; sound ones raise no alarm, in either language."""

import pytest

from engagements.rules.wording import Flaw, Remark, remarks, spelt_out
from engagements.seeds.march_2025 import reading

LONG = "When you think of all of the contracts that you have had with any of the departments of the ministry"

FLAWED = [
    ("Were the forms clear and/or short?", Flaw.DOUBLE, "and/or"),
    ("How long did the trial take, and what did it cost?", Flaw.DOUBLE, "and what"),
    ("Did you apply or would you apply?", Flaw.DOUBLE, "or would you"),
    ("Where did you apply? When was that?", Flaw.DOUBLE, "? … ?"),
    ("Was the process fast and fair?", Flaw.DOUBLE, "fast and fair"),
    ("Which tests as well as trials were asked for?", Flaw.DOUBLE, "as well as"),
    ("परीक्षण में कितना समय लगा और क्या खर्च आया?", Flaw.DOUBLE, "और क्या"),
    ("क्या अनुदान और/या ऋण मिला?", Flaw.DOUBLE, "और/या"),
    ("Don’t you agree that payment is late?", Flaw.LEADING, "Don’t you"),
    ("Do you agree that the portal saves time?", Flaw.LEADING, "Do you agree"),
    ("How beneficial was the scheme for you?", Flaw.LEADING, "How beneficial"),
    ("How satisfied are you with the test range?", Flaw.LEADING, "How satisfied"),
    ("क्या आप सहमत हैं कि भुगतान देर से मिलता है?", Flaw.LEADING, "क्या आप सहमत"),
    ("यह योजना आपके लिए कितना लाभदायक रही?", Flaw.LEADING, "कितना लाभदायक"),
    ("Are milestone payments always late?", Flaw.ABSOLUTE, "always"),
    ("Which rule makes exports impossible?", Flaw.ABSOLUTE, "impossible"),
    ("क्या भुगतान हमेशा देर से मिलता है?", Flaw.ABSOLUTE, "हमेशा"),
    ("What did the QRSAM trial cost?", Flaw.ABBREVIATION, "QRSAM"),
    ("Which DPSUs did you supply?", Flaw.ABBREVIATION, "DPSUs"),
    (f"{LONG} over the years since then, which took the longest to be signed?", Flaw.LONG, "32"),
]

SOUND = [
    "Do you export?",
    "Which share of your orders comes from export?",
    "Since when do you supply the armed forces?",
    "How many days and nights did the trial take?",
    "Which of army, navy and air force did you supply?",
    "Grants, milestone payments, working capital: what arrives too late, or not at all?",
    "How many rupees are or were blocked?",
    "What did you try, and with whom?",
    "Which R&D grant did you apply for?",
    "Are you registered as an MSME?",
    "Which Defence Public Sector Undertaking (DPSU) did you supply, and since which year did the DPSU pay on time?",
    "What keeps a newcomer out?",
    "What was not paid on time?",
    "आप निर्यात करते हैं?",
    "कौन-सा चरण सबसे लंबा रहा?",
    "अनुदान, ऋण और कार्यशील पूँजी में से क्या मिला?",
]


@pytest.mark.parametrize(("text", "flaw", "words"), FLAWED)
def test_flaw_is_found_with_the_words_that_show_it(text, flaw, words):
    assert remarks(text) == [Remark(flaw, words)]


@pytest.mark.parametrize("text", SOUND)
def test_sound_question_raises_no_alarm(text):
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Have you not been paid?", "not"),
        ("Did you go without a test range?", "without"),
        ("Weren’t you invited?", "Weren’t"),
        ("क्या आपको भुगतान नहीं मिला?", "नहीं"),
    ],
)
def test_negative_is_told_in_yes_or_no_questions_alone(text, words):
    assert remarks(text, is_yes_no=True) == [Remark(Flaw.NEGATIVE, words)]
    assert remarks(text) == []


def test_abbreviation_explained_elsewhere_is_known():
    known = spelt_out("Innovations for Defence Excellence (iDEX) and QRSAM (a missile)")

    assert known == {"IDEX", "QRSAM"}
    assert remarks("What did the QRSAM trial of iDEX cost?", known=known) == []


def test_several_flaws_are_told_together():
    found = remarks("Don’t you always find the forms long and/or unclear?")

    assert [remark.flaw for remark in found] == [Flaw.DOUBLE, Flaw.LEADING, Flaw.ABSOLUTE]


def test_remark_says_what_to_do():
    [remark] = remarks("Were the forms clear and/or short?")

    assert remark.sentence == "“and/or” asks two things at once: an answer leaves open to which. Ask two questions."


def test_seeded_questions_raise_no_alarm():
    challenges = reading.table("taxonomy.toml")["challenges"]

    assert [remarks(one[name]) for one in challenges for name in ("prompt", "prompt_hi")] == [[]] * 2 * len(challenges)
