"""Forms as crispy draws them here: label, hint, error, field, in that order, and a summary that links."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row, Submit
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms


class Example(forms.Form):
    day = forms.DateField(label="Ngày có sản phẩm", help_text="Không sau hôm nay.")
    symbol = forms.CharField(label="Số, ký hiệu", required=False, max_length=5)
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("a", "Trực tiếp"), ("b", "Trực tuyến")], widget=forms.RadioSelect
    )
    is_nil = forms.BooleanField(label="Không phát sinh", required=False)
    evidence = forms.FileField(label="Tệp minh chứng")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Kỳ này đã chốt số liệu.")


@pytest.fixture
def page() -> str:
    return as_crispy_form(Example({"day": "31/04/2026", "symbol": "quá dài", "kind": "a"}))


def test_label_hint_error_and_field_come_in_that_order(page):
    places = [page.index(piece) for piece in ('for="id_day"', "Không sau hôm nay.", "Ghi ngày có thật", 'name="day"')]
    assert places == sorted(places)


def test_only_optional_fields_say_so(page):
    assert re.search(r'for="id_symbol">Số, ký hiệu\s*<span class="optional">\(nếu có\)', page)
    assert page.count("(nếu có)") == 1
    assert "*" not in page


def test_the_summary_links_to_every_field_in_error(page):
    summary = page[page.index("error-summary") : page.index('id="div_id_day"')]
    assert "Kỳ này đã chốt số liệu." in summary
    for target in re.findall(r'href="#(id_\w+)"', summary):
        assert f'id="{target}"' in page
    assert 'href="#id_day"' in summary
    assert 'href="#id_evidence"' in summary


def test_readers_hear_hint_and_error_with_the_field(page):
    described = re.search(r'<input[^>]*name="day"[^>]*aria-describedby="([^"]+)"', page)[1].split()
    assert described == ["id_day_helptext", "id_day_error"]
    for target in described:
        assert page.count(f'id="{target}"') == 1
    assert re.search(r'<input[^>]*name="day"[^>]*aria-invalid="true"', page)


def test_a_field_in_error_is_marked_by_more_than_colour(page):
    assert 'id="div_id_day" class="field has-error"' in page
    assert "outline.svg#alert-triangle" in page


def test_nothing_needs_an_inline_style(page):
    assert "style=" not in page


def test_a_helper_with_rows_and_parts_draws_the_same_fields():
    form = Example()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Sản phẩm", Row(Column("day"), Column(Field("symbol"), css_class="grow"))),
        "kind",
        "is_nil",
        "evidence",
    )
    form.helper.add_input(Submit("send", "Nộp kết quả"))
    page = render_crispy_form(form)
    assert "<legend>Sản phẩm</legend>" in page
    assert 'class="form-row ' in page
    assert re.search(r'<button type="submit" name="send"[^>]*>Nộp kết quả</button>', page)
    assert "error-summary" not in page
