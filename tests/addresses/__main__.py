"""Write `reviewed.txt` anew, as the portal answers now; review what changed before you commit it."""

import subprocess
import sys

from tests.addresses.table import REVIEWED, drawn, forget

COMMAND = [sys.executable, "-m", "pytest", "-q", "-n", "2", "tests/addresses", "-k", "reviewed"]

if __name__ == "__main__":
    forget()
    subprocess.run(COMMAND, stdout=subprocess.DEVNULL, check=False)  # a difference is what one is here for
    REVIEWED.write_text(drawn())
