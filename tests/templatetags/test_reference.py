"""References and access codes as they are shown."""

from engagements.rules import codes
from engagements.templatetags.reference import access_code, reference


def test_reference_breaks_only_after_a_slash():
    assert reference("DDP/2024-25/000123-K") == (
        '<span class="ref" translate="no">DDP/<wbr>2024-25/<wbr>000123-K</span>'
    )


def test_reference_escapes_what_is_typed():
    assert reference("<b>/x") == '<span class="ref" translate="no">&lt;b&gt;/<wbr>x</span>'


def test_access_code_is_drawn_in_the_groups_of_the_mail():
    code = "0123456789ABCDEFGHJKMNPQRS"
    groups = "".join(f"<span>{group}</span>" for group in codes.format_code(code).split("-"))

    assert access_code(code) == f'<span class="code" translate="no">{groups}</span>'


def test_access_code_copies_without_gaps():
    code = "0123456789ABCDEFGHJKMNPQRS"

    assert access_code(code).replace("<span>", "").replace("</span>", "").endswith(f">{code}")
