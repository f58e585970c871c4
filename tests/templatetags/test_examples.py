"""The mark of what is invented."""

from django.template import Context, Template
from django.utils import translation

from engagements.models import Venture

LINE = Template("{% load examples %}{{ venture.name }} {{ venture|example_mark }}")


def written(**fields) -> str:
    return LINE.render(Context({"venture": Venture(**fields)}))


def test_example_is_marked_in_the_reader_s_language():
    english = written(name="Example Venture 01", is_example=True)
    with translation.override("hi"):
        hindi = written(name="Example Venture 01", is_example=True)

    assert english == 'Example Venture 01 <span class="mark-example">illustrative</span>'
    assert hindi == 'Example Venture 01 <span class="mark-example">उदाहरण मात्र</span>'


def test_what_is_no_example_bears_no_mark():
    assert written(name="Sonar", is_example=False) == "Sonar "
