"""A parsed page: elements with their attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "wbr", "link", "img", "hr", "input"}


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict
    children: list = field(default_factory=list)

    @property
    def text(self):
        """Text inside, blanks joined."""
        return " ".join(self.spaced.split())

    @property
    def spaced(self):
        """Text inside as it stands, cells apart."""
        inside = "".join(one if isinstance(one, str) else one.spaced for one in self.children)
        return f" {inside} " if self.tag in {"td", "th"} else inside

    def all(self, tag):
        """Return all elements of a kind below this one, in order."""
        found = []
        for one in self.children:
            if isinstance(one, Element):
                found += ([one] if one.tag == tag else []) + one.all(tag)
        return found


class Page(HTMLParser):
    """Reads a page and refuses what is not closed in order."""

    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    @classmethod
    def read(cls, text):
        """Return the root element of a page."""
        reader = cls()
        reader.feed(text)
        reader.close()
        assert len(reader.open) == 1, [one.tag for one in reader.open]
        return reader.root

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        """Add an empty element."""
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the element opened last, which must be of this kind."""
        assert self.open[-1].tag == tag, (tag, self.open[-1].tag)
        self.open.pop()

    def handle_data(self, data):
        """Add text."""
        self.open[-1].children.append(data)
