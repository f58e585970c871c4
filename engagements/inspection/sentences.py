"""What is wrong with a file, in sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from engagements.inspection.parsers.faults import Fault

SENTENCES = {
    Fault.NOT_ITS_NAME: _(
        "This file is not what its name says. Open it in the program that made it and save it as DOCX or XLSX."
    ),
    Fault.HIDDEN_FILE: _("Something else is hidden in this file. Save it again, or send it as a PDF."),
    Fault.HIDDEN_ARCHIVE: _("An archive is hidden in this file. Save it again, or send its parts one by one."),
    Fault.VIRUS: _("A virus scanner would stop this file. Send another one."),
    Fault.TOO_COSTLY: _(
        "This file takes too much time or memory to be checked. Print it to PDF, or save it again in a simpler form, "
        "and send that copy."
    ),
    Fault.PDF_DAMAGED: _(
        "This PDF is damaged or has something added at its end. Print it to PDF again and send that copy."
    ),
    Fault.PDF_LOCKED: _(
        "This PDF opens only with a password. Open it, print it to PDF again without one, and send that copy."
    ),
    Fault.PDF_ACTS: _(
        "This PDF holds a script, an active form or a link to another program. Print it to PDF again and send that "
        "copy."
    ),
    Fault.PDF_CARRIES: _("This PDF carries other files inside. Send those files one by one, or print it to PDF again."),
    Fault.PDF_PAGELESS: _("This PDF has no pages that can be read. Print it to PDF again and send that copy."),
    Fault.PDF_UNUSUAL: _(
        "This PDF is packed in an unusual way and cannot be checked. Print it to PDF again and send that copy."
    ),
    Fault.PDF_UNPACKS: _("This PDF unpacks to too much. Send it with fewer or smaller pictures."),
    Fault.PICTURE_DAMAGED: _(
        "This picture is damaged or of an unusual kind. Open it, save it again as PNG or JPEG, and send that copy."
    ),
    Fault.PICTURE_LARGE: _("This picture has more than 50 million pixels. Save it smaller and send that copy."),
    Fault.PICTURE_TAIL: _(
        "Something is added behind the end of this picture. Save it again as PNG or JPEG and send that copy."
    ),
    Fault.DOCUMENT_DAMAGED: _(
        "This document is damaged or was not saved by an office program. Open it, save it again, and send that copy."
    ),
    Fault.DOCUMENT_UNPACKS: _("This document unpacks to too much. Send it with fewer parts, or as a PDF."),
    Fault.DOCUMENT_LOCKED: _(
        "This document is protected by a password. Save it without protection and send that copy."
    ),
    Fault.DOCUMENT_MACROS: _(
        "This document holds macros. Save it without them, as plain DOCX or XLSX, or send it as a PDF."
    ),
    Fault.DOCUMENT_CARRIES: _(
        "This document carries another file inside. Paste that as a picture, or send the document as a PDF."
    ),
    Fault.DOCUMENT_FETCHES: _(
        "This document fetches something from elsewhere when it is opened. Break its links, or send it as a PDF."
    ),
    Fault.DOCUMENT_UNREADABLE: _("This document cannot be read safely. Open it, save it again, or send it as a PDF."),
    Fault.DOCUMENT_LONG: _("This document is too long to be checked. Send the part that matters, or a PDF."),
    Fault.TABLE_CODE: _("This table is not in UTF-8. Save it as “CSV UTF-8” and send that copy."),
    Fault.TABLE_CONTROLS: _("This table holds invisible control characters. Save it again as “CSV UTF-8”."),
    Fault.TABLE_EMPTY: _("This table has no entries. Choose the file again."),
    Fault.TABLE_LONG: _("This table has more than 50,000 lines. Send the part that matters."),
    Fault.TABLE_WIDE: _("This table has more than 200 columns. Send the part that matters."),
    Fault.TABLE_CELL: _("A cell of this table is longer than 32,767 characters. Shorten it and send that copy."),
    Fault.TABLE_QUOTES: _("This table cannot be read: a quotation mark is not closed, or a cell is too long."),
    Fault.SHEET_PAGELESS: _(
        "In this workbook there is no page that can be read. Save it again as XLSX, or as “CSV UTF-8”."
    ),
    Fault.SHEET_LONG: _(
        "This spreadsheet holds too much text. Keep the rows and columns that matter, or divide it into several files."
    ),
}


def sentence_of(fault: Fault) -> str:
    """Return what somebody reads whose file has this fault."""
    return str(SENTENCES[fault])
