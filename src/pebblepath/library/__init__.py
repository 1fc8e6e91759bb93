"""The content of Pebblepath as data: everyday occupations, strategies, symbols; checked when it is read."""

from pebblepath.library.checks import LibraryReport, check_library
from pebblepath.library.faults import Fault, LibraryError
from pebblepath.library.loader import Library, load_library, read_library
from pebblepath.library.schema import Occupation, Strategy
from pebblepath.library.symbols import symbol_names, symbol_svg

__all__ = [
    "Fault",
    "Library",
    "LibraryError",
    "LibraryReport",
    "Occupation",
    "Strategy",
    "check_library",
    "load_library",
    "read_library",
    "symbol_names",
    "symbol_svg",
]
