"""English letters that were passed round, and sentences on the same subjects for those who write their own."""

from random import Random

QUESTION = "Which rules, approvals or procedures slow you down, and what would make them easier to follow?"

LETTERS = (
    (
        "Milestone payments are the life of a small company and they arrive late in nearly every contract.",
        "After the prototype is accepted, the second tranche waits for a signature that nobody feels responsible for.",
        "Meanwhile salaries are due each month and the bank asks why the order book does not turn into cash.",
        "We ask the ministry to release every tranche within thirty days of acceptance.",
        "Where the day is missed, interest should be paid without the venture having to claim it.",
    ),
    (
        "Test ranges are booked by large programmes a year ahead and start-ups are given what is left over.",
        "A slot that is cancelled on the eve of the trial costs a young firm its whole quarter.",
        "No calendar is published, so that nobody can plan batteries, permits and travel around it.",
        "We propose one public calendar for all ranges with a tenth of the days kept for MSMEs.",
        "A cancelled slot should be offered again within six weeks.",
    ),
    (
        "Tenders still ask for three years of turnover that no start-up can have.",
        "The relaxation that the policy promises stops at the door of the purchase officer.",
        "Past performance is demanded for products which did not exist three years ago.",
        "We request that the exemption be written into every tender by default.",
        "An officer who leaves it out should have to record the reason.",
    ),
)

SLOTS = {
    "who": "we|I|our team|our founder|our partner|my company|our accountant|our engineers|the workshop|our supplier",
    "did": "waited|paid|wrote|travelled|borrowed|asked|lost|spent|argued|repeated|stopped|hired",
    "much": "nine|forty|two|eleven|several|countless|sixty|three|twenty|fourteen|seven|many",
    "unit": "weeks|months|visits|letters|lakh|meetings|nights|crore|forms|samples|quarters|calls",
    "over": "over|for|about|because of|towards|under|against|before|after|despite",
    "kind": "late|missing|unclear|second|costly|withdrawn|double|unsigned|partial|foreign|lost|disputed",
    "thing": "milestone payments|bank guarantees|test slots|licences|drawings|tenders|audits|certificates|acceptance"
    "|tranches|inspections|jammers|bearings|antennas|batteries|radar modules",
    "while": "while|although|since|until|and|but|whereas|because|so that|as",
    "they": "DGQA|iDEX|the ministry of defence|customs|nobody|somebody|the bank|CEMILAC|a larger firm|the depot",
    "then": "refused|moved|promised|forgot|changed|returned|cancelled|doubled|delayed|questioned|lost|approved",
    "it": "it|everything|that file|our date|the rate|both orders|the permit|this point|half of it|the list",
    "where": "in Pune|last monsoon|near Kochi|on paper|by phone|at midnight|in writing|twice over|without notice|again",
}
# What many say in the same words without having read one another.
TURNS = (
    "for a small company like ours", "in the last two years", "we had to wait for", "there is no reason why",
    "by the time the order came", "as far as we know", "the ministry of defence", "from one office to the next",
    "working capital of a small firm", "at the end of the financial year", "nobody could tell us when",
    "one of the reasons is", "we would like to see", "in our experience so far",
    "after the prototype was accepted", "it took more than a year",
    "the officer in charge was moved", "without any reason being given", "a bank guarantee for the advance",
    "compared with large established players", "the terms of the contract say", "we were told to wait",
    "a single point of contact", "within thirty days of acceptance",
)  # fmt: skip


def sentence(random: Random) -> str:
    """Return a sentence in somebody's own words, one in five with a turn of phrase that is everybody's."""
    words = [random.choice(alternatives.split("|")) for alternatives in SLOTS.values()]
    random.shuffle(words)
    turn = [random.choice(TURNS)] if random.random() < 0.2 else []
    return " ".join([*words, *turn]).capitalize() + "."
