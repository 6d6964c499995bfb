"""Flows use the browser ring's fixtures."""

from tests.browser.conftest import chromium, page_as, person

__all__ = ["chromium", "page_as", "person"]
