"""Fields: each error is shown once, named, tied to its control, and reachable from the summary."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms

from engagements.public.forms.gallery import GalleryForm

ANCHORS = re.compile(r'<a href="#([^"]+)">')
IDS = re.compile(r' id="([^"]+)"')
DESCRIBED = re.compile(r' aria-describedby="([^"]+)"')


class OneLine(forms.Form):
    """A required line and an optional one."""

    line = forms.CharField(label="In one line", help_text="Short & <plain>")
    more = forms.CharField(label="More", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("line", "more")

    def clean(self):
        if self.cleaned_data.get("line") == "both":
            raise forms.ValidationError("Not both at once")


def test_field_in_order_says_label_hint_control():
    html = render_crispy_form(OneLine())

    assert [html.index(part) for part in ("In one line", "Short &amp; &lt;plain&gt;", "<input")] == sorted(
        html.index(part) for part in ("In one line", "Short &amp; &lt;plain&gt;", "<input")
    )


def test_field_that_is_optional_says_so_and_a_required_one_does_not():
    assert render_crispy_form(OneLine()).count("(optional)") == 1


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in render_crispy_form(OneLine())


def test_error_of_the_whole_form_stands_in_the_summary():
    html = render_crispy_form(OneLine({"line": "both"}))

    assert re.sub(r"\s*(</?li>)\s*", r"\1", html).count("<li>Not both at once</li>") == 1


def test_every_error_is_shown_once_beside_its_field():
    html = render_crispy_form(GalleryForm({}))
    wrong = GalleryForm({}).errors

    shown = re.findall(r'<p><span class="visually-hidden">Error: </span>([^<]+)</p>', html)
    assert shown == [message for messages in wrong.values() for message in messages]


def test_every_error_leads_to_an_element_of_the_page():
    html = render_crispy_form(GalleryForm({}))

    assert len(ANCHORS.findall(html)) == len(GalleryForm({}).errors)
    assert set(ANCHORS.findall(html)) <= set(IDS.findall(html))


def test_every_description_is_an_element_of_the_page():
    html = render_crispy_form(GalleryForm({}))
    described = {name for names in DESCRIBED.findall(html) for name in names.split()}

    assert "id_severity_error" in described
    assert described <= set(IDS.findall(html))


def test_ids_are_used_once():
    ids = IDS.findall(render_crispy_form(GalleryForm({})))

    assert sorted(set(ids)) == sorted(ids)


def test_groups_of_choices_are_fieldsets_with_legends():
    html = render_crispy_form(GalleryForm())

    assert (html.count("<fieldset"), html.count("<legend")) == (3, 3)


def test_choice_is_explained_by_its_own_hint():
    html = render_crispy_form(GalleryForm())

    assert 'aria-describedby="id_severity_0_hint"' in html
    assert '<p class="choice-hint" id="id_severity_0_hint">We can work around it.</p>' in html


def test_choice_that_was_made_stays_made():
    html = render_crispy_form(GalleryForm({"severity": "3", "focus_areas": ["2"]}))

    assert re.findall(r'<input type="(\w+)"[^>]*value="(\w+)"[^>]*checked', html) == [("radio", "3"), ("checkbox", "2")]
