"""What a form finds wrong is said in the reader's language, whatever the field."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import FileExtensionValidator
from django.utils import translation


class EveryField(forms.Form):
    needed = forms.CharField()
    short = forms.CharField(max_length=3)
    long = forms.CharField(min_length=9)
    nothing = forms.CharField()
    whole = forms.IntegerField()
    small = forms.IntegerField(max_value=3)
    large = forms.IntegerField(min_value=9)
    stepped = forms.IntegerField(step_size=5)
    figure = forms.DecimalField(max_digits=3, decimal_places=1)
    places = forms.DecimalField(max_digits=9, decimal_places=1)
    before = forms.DecimalField(max_digits=4, decimal_places=2)
    not_a_figure = forms.DecimalField()
    day = forms.DateField()
    moment = forms.DateTimeField()
    mail = forms.EmailField()
    web = forms.URLField()
    choice = forms.ChoiceField(choices=[("a", "a")])
    choices = forms.MultipleChoiceField(choices=[("a", "a")])
    slug = forms.SlugField()
    key = forms.UUIDField()
    json = forms.JSONField()
    pattern = forms.RegexField("^a$")
    file = forms.FileField(max_length=3)
    kind = forms.FileField(validators=[FileExtensionValidator(["pdf"])])
    empty = forms.FileField()


DATA = {
    "short": "abcd", "long": "abc", "nothing": "a\0b", "whole": "x", "small": "9", "large": "1",
    "stepped": "7", "figure": "12345", "places": "1.234", "before": "123.4", "not_a_figure": "x",
    "day": "x", "moment": "x", "mail": "x", "web": "x y", "choice": "b", "choices": ["b"],
    "slug": "а б", "key": "x", "json": "{", "pattern": "b",
}  # fmt: skip


def errors_in(language):
    files = {
        "file": SimpleUploadedFile("abcdef.pdf", b"x"),
        "kind": SimpleUploadedFile("a.exe", b"x"),
        "empty": SimpleUploadedFile("a.pdf", b""),
    }
    with translation.override(language):
        form = EveryField(DATA, files)
        return {name: str(found[0]) for name, found in form.errors.items()}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_error_of_a_form_is_left_in_english(language):
    english, said = errors_in("en"), errors_in(language)

    assert set(english) == set(EveryField.base_fields)
    assert {name: text for name, text in said.items() if text == english[name]} == {}


def test_the_limits_stand_in_the_sentences():
    said = errors_in("kk")

    assert ["3" in said["short"], "9" in said["long"], "3" in said["figure"]] == [True] * 3
