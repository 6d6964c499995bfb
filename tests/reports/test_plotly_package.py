"""What the pages rely on in the plotly package; a new version that changes it has to be noticed here."""

import base64
import hashlib

from alignment.config.middleware import PLOTLY_MAP_STYLE
from tools.plotly_style import BUNDLE, STYLESHEET, stylesheet


def test_the_stylesheet_holds_the_rules_of_the_installed_plotly():
    assert STYLESHEET.read_text() == stylesheet(BUNDLE.read_text()), "Run: python tools/plotly_style.py"


def test_the_security_policy_admits_exactly_the_style_of_plotlys_map_library():
    bundle = BUNDLE.read_text()
    style = bundle[bundle.index("e.textContent='.maplibregl-map") + len("e.textContent='") :].partition("'")[0]

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"sha256-{digest}" == PLOTLY_MAP_STYLE
