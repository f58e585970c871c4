"""Messages for each fault of a file, saying what to do."""

from django.utils.translation import gettext_lazy as _

from engagements.inspection.parsers.faults import FileFault

SENTENCES = {
    FileFault.NOT_ITS_NAME: _(
        "The content of this file does not match its name. Open it in the program that created "
        "it and save it as DOCX or XLSX."
    ),
    FileFault.HIDDEN_FILE: _("Something else is hidden in this file. Save it again, or send it as a PDF."),
    FileFault.HIDDEN_ARCHIVE: _("This file contains a hidden archive. Save it again, or upload its parts separately."),
    FileFault.VIRUS: _("This file would be stopped by a virus scanner. Choose another one."),
    FileFault.TOO_COSTLY: _(
        "This file takes too much time or memory to be checked. Print it to PDF, or save it again in a simpler form, "
        "and send that copy."
    ),
    FileFault.PDF_DAMAGED: _(
        "This PDF is damaged or has something added at its end. Print it to PDF again and send that copy."
    ),
    FileFault.PDF_LOCKED: _(
        "This PDF opens only with a password. Open it, print it to PDF again without one, and send that copy."
    ),
    FileFault.PDF_ACTS: _(
        "This PDF contains a script, an active form or a link to another program. Print it to "
        "PDF again and upload that copy."
    ),
    FileFault.PDF_CARRIES: _(
        "This PDF has other files attached inside it. Upload those files separately, or print it to PDF again."
    ),
    FileFault.PDF_PAGELESS: _("This PDF has no pages that can be read. Print it to PDF again and send that copy."),
    FileFault.PDF_UNUSUAL: _(
        "This PDF is packed in an unusual way and cannot be checked. Print it to PDF again and send that copy."
    ),
    FileFault.PDF_UNPACKS: _("This PDF is too large when opened. Reduce the number or size of its pictures."),
    FileFault.PICTURE_DAMAGED: _(
        "This picture is damaged or is an unusual type. Open it, save it again as PNG or JPEG, and upload that copy."
    ),
    FileFault.PICTURE_LARGE: _("This picture has more than 50 million pixels. Save a smaller version and upload it."),
    FileFault.PICTURE_TAIL: _(
        "Extra data has been added at the end of this picture. Save it again as PNG or JPEG and upload that copy."
    ),
    FileFault.DOCUMENT_DAMAGED: _(
        "This document is damaged or was not saved by an office program. Open it, save it again, and upload that copy."
    ),
    FileFault.DOCUMENT_UNPACKS: _("This document is too large when opened. Remove some parts, or save it as a PDF."),
    FileFault.DOCUMENT_LOCKED: _(
        "This document is password-protected. Save it without a password and upload that copy."
    ),
    FileFault.DOCUMENT_MACROS: _("This document contains macros. Save it without macros as DOCX or XLSX, or as a PDF."),
    FileFault.DOCUMENT_CARRIES: _(
        "This document has another file embedded in it. Paste that as a picture, or save the document as a PDF."
    ),
    FileFault.DOCUMENT_FETCHES: _(
        "This document loads content from elsewhere when it is opened. Remove the links, or save it as a PDF."
    ),
    FileFault.DOCUMENT_UNREADABLE: _(
        "This document cannot be read safely. Open it, save it again, or send it as a PDF."
    ),
    FileFault.DOCUMENT_LONG: _("This document is too long to be checked. Upload only the relevant part, or a PDF."),
    FileFault.TABLE_CODE: _("This table is not in UTF-8. Save it as “CSV UTF-8” and send that copy."),
    FileFault.TABLE_CONTROLS: _("This table holds invisible control characters. Save it again as “CSV UTF-8”."),
    FileFault.TABLE_EMPTY: _("This table is empty. Choose the file again."),
    FileFault.TABLE_LONG: _("This table has more than 50,000 lines. Send the part that matters."),
    FileFault.TABLE_WIDE: _("This table has more than 200 columns. Send the part that matters."),
    FileFault.TABLE_CELL: _("A cell of this table is longer than 32,767 characters. Shorten it and send that copy."),
    FileFault.TABLE_QUOTES: _("This table cannot be read: a quotation mark is not closed, or a cell is too long."),
    FileFault.SHEET_PAGELESS: _(
        "This workbook has no sheet that can be read. Save it again as XLSX or as “CSV UTF-8”."
    ),
    FileFault.SHEET_LONG: _(
        "This spreadsheet holds too much text. Keep the rows and columns that matter, or divide it into several files."
    ),
}


def sentence_of(fault: FileFault) -> str:
    """Return the message for a fault."""
    return str(SENTENCES[fault])
