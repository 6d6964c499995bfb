"""Forms of the reports."""

from django import forms

LONGEST = 600


class CommentForm(forms.Form):
    text = forms.CharField(
        label="What the board should know",
        help_text=f"Why it is so, and what is done about it. At most {LONGEST} characters.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
    )
