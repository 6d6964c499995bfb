"""Forms of this app."""

from imports.forms.choices import ChoicesForm
from imports.forms.upload import SourceForm, UploadForm

__all__ = ["ChoicesForm", "SourceForm", "UploadForm"]
