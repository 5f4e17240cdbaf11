"""Drawings as text: the same bytes every time, fit to stand inside a page that allows neither scripts nor inline style.

Matplotlib writes style attributes, a style element, metadata with the date, and names that two drawings in one page
would share. Here style becomes presentation attributes, names get the figure's name in front, and coordinates lose the
digits nobody sees. Letters are paths, so that the drawing looks the same where no font is installed.
"""

import io
import re
import xml.etree.ElementTree as ET

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_SCALE = re.compile(r"(scale\([^)]*\))")
_LOCAL = re.compile(r"url\(#([^)]*)\)")
_GEOMETRY = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "points", "transform", "width", "height")
_JOINT = re.compile(r"\s*([MLHVCQZz])\s*")
_DEFAULTS = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def serialise(canvas: Canvas, name: str, title: str, alt: str) -> str:
    """Return a drawing as SVG text.

    Parameters
    ----------
    canvas
        The drawing.
    name
        Name of the figure; goes in front of every id, so that several drawings can share a page.
    title, alt
        What a screen reader says: the takeaway, then the drawing in words.
    """
    buffer = io.StringIO()
    FigureCanvasSVG(canvas).print_svg(buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 - our own drawing, not a stranger's
    _drop(root, {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"})
    for element in root.iter():
        _plain(element, name)
    _describe(root, name, title, alt)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True) + "\n"


def _drop(root: ET.Element, tags: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags or (child.tag == f"{{{_SVG}}}defs" and all(one.tag in tags for one in child)):
                parent.remove(child)


def _plain(element: ET.Element, name: str) -> None:
    """Turn style into attributes, shorten numbers and put the figure's name in front of ids."""
    for declaration in element.attrib.pop("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if value:
            element.set(key.strip(), value.strip())
    for key, value in list(element.attrib.items()):
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif key == _HREF and value.startswith("#"):
            element.set(key, f"#{name}-{value[1:]}")
        elif "url(#" in value:
            element.set(key, _LOCAL.sub(rf"url(#{name}-\1)", value))
        elif key == "d":
            element.set(key, _path(value, digits=2 if element.get("id", "").startswith(f"{name}-DejaVu") else 1))
        elif key in _GEOMETRY:
            element.set(key, "".join(_rounded(part) for part in _SCALE.split(value)))
    if element.text and not element.text.strip():
        element.text = None
    element.tail = None


def _rounded(text: str) -> str:
    return text if text.startswith("scale(") else _NUMBER.sub(lambda number: _short(number.group(), 2), text)


def _path(text: str, digits: int) -> str:
    """Return the same path in fewer characters: a tenth of a point is less than anybody sees."""
    text = _DECIMAL.sub(lambda number: _short(number.group(), digits), text)
    return _JOINT.sub(r"\1", " ".join(text.split()))


def _short(number: str, digits: int) -> str:
    text = f"{float(number):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _describe(root: ET.Element, name: str, title: str, alt: str) -> None:
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title {name}-desc", **_DEFAULTS})
    root.attrib.pop("version", None)
    for place, (kind, text) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(f"{{{_SVG}}}{kind}", {"id": f"{name}-{kind}"})
        element.text = text
        root.insert(place, element)
