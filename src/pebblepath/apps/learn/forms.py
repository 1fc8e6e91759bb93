"""A reader's question, and its answer."""

from __future__ import annotations

from django import forms

from pebblepath.apps.learn.models import Question


class QuestionForm(forms.ModelForm):
    """What a reader would like to know."""

    class Meta:
        model = Question
        fields = ["name", "email", "text"]
        labels = {"name": "Your name", "email": "Your e-mail", "text": "Your question"}
        help_texts = {
            "name": "Shown beside the answer.",
            "email": "Never shown. Only for the person who answers.",
            "text": "Please tell nothing that would let others know which child it is about.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class AnswerForm(forms.Form):
    """What somebody of a practice answers."""

    answer = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}), label="Answer")
