"""Write the rules that Plotly would add to the page by script into a stylesheet that the security policy accepts.

Run after the plotly package changed: `python tools/plotly_style.py`; a test compares the file with the package.
"""

import re
from pathlib import Path

import plotly

BUNDLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
STYLESHEET = Path(__file__).resolve().parents[1] / "static" / "css" / "plotly.css"
MARK = '.replace(/X/g,".js-plotly-plot .plotly")'
RULE = re.compile(r"""(?:"(?P<quoted>[^"]*)"|(?P<bare>\w+)):(?P<mark>["'`])(?P<body>.*?)(?P=mark)[,}]""")


def stylesheet(bundle: str) -> str:
    """Selectors are written with X for the plot and Y for its notices, in reverse order of precedence."""
    mark = bundle.find(MARK)
    if mark < 0:
        raise SystemExit("This plotly.js keeps its rules in another way; read src/css/plotcss.js of its version.")
    end = bundle.rindex("};for(", 0, mark)
    rules = [_rule(match) for match in RULE.finditer(bundle, bundle.rindex("{", 0, end), end + 1)]
    head = "/* Rules of plotly.js (MIT licence), written by tools/plotly_style.py */"
    return "\n".join([head, "@layer plotly {", *reversed(rules), "}", ""])


def _rule(match: re.Match[str]) -> str:
    selector = match["quoted"] if match["quoted"] is not None else match["bare"]
    full = re.sub("^,", " ,", selector).replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
    return f"{full} {{ {match['body']} }}"


if __name__ == "__main__":
    STYLESHEET.write_text(stylesheet(BUNDLE.read_text()))
