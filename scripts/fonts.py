"""Cut the fonts of papers and pages to the letters that names and words need.

    python scripts/fonts.py FOLDER

FOLDER holds the unpacked npm packages that docs/papers.md names. Written are the papers' fonts, the pages' fonts for
other scripts, and `letters.txt`: which letters the papers' fonts have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parents[1] / "src/pebblepath"
PAPERS = ROOT / "apps/reports/papers/fonts"
WEIGHTS = ((400, "Regular"), (700, "Bold"))
PAGES = ROOT / "web/static/fonts/scripts"  # in a folder of its own: the shell without network takes none of them
MARKS = "200b-200f 2066-2069 202a-202e"
SANS = (
    "20-7e a0-17f 18f 192 1a0-1a1 1af-1b0 1cd-1dc 218-21b 237 259 2bb-2bc 2c6-2dd 300-304 306-30c 31b 323-328 "
    "370-3ff 400-4ff 1e80-1e85 1e9e 1ea0-1ef9 2010-2026 2030-203a 2044 20ac 2122 2190-2195 2212 2260-2265 "
    "fffd"
)
ARABIC = f"20 a0 600-6ff 750-77f 8a0-8b4 fd3e-fd3f {MARKS}"
HEBREW = f"20 a0 590-5ff 20aa fb1d-fb4f {MARKS}"
SYMBOLS = "20 25a0-25ff 2605-2606 2610-2613 2660-2667 266a-266b 2713-2718"
# What families type most: faces, hands, hearts, celebrations, weather, animals, food, play, school, home.
EMOJI = (
    "2600-2604 260e 2611 2614-2615 2618 263a 2665 26bd-26be 26c4 2705 270a-270d 270f 2714 2728 274c 2753 2757 "
    "2763-2764 2795 27a1 2b50 1f308 1f319 1f31e-1f31f 1f331 1f333 1f337-1f338 1f33a-1f33b 1f340 1f347-1f34d "
    "1f34e 1f353 1f354-1f355 1f366 1f36a-1f36b 1f37c 1f381-1f382 1f388-1f38a 1f392-1f393 1f3a4 1f3a7-1f3a8 "
    "1f3b5-1f3b6 1f3c0 1f3c5-1f3c6 1f3ca 1f3e0-1f3e1 1f3eb 1f40c 1f418 1f41d-1f41e 1f41f-1f423 1f42c "
    "1f430-1f431 1f434-1f438 1f43b-1f43c 1f43e 1f440 1f442 1f445-1f44f 1f451 1f455-1f456 1f45f 1f463 "
    "1f466-1f469 1f476 1f48e 1f490 1f493-1f49c 1f4a1 1f4a4 1f4aa 1f4af 1f4d6 1f4da 1f4dd 1f4f7 1f525 1f590 "
    "1f600-1f617 1f618 1f61a-1f61f 1f620-1f62f 1f631-1f635 1f637 1f641-1f644 1f64b-1f64c 1f64f 1f680 1f68c "
    "1f697 1f6b2 1f6c1 1f6cf 1f90d-1f90e 1f914 1f917 1f91d-1f91e 1f923-1f924 1f929-1f92d 1f932 1f942 "
    "1f970-1f971 1f973 1f97a 1f981 1f984 1f98b 1f995-1f996 1f9a5 1f9b7 1f9d2 1f9d8 1f9e1 1f9e9 1f9f8 1f9fc "
    "1fa81 1faa5 1fae0-1fae3 1faf6"
)


def letters(ranges: str) -> list[int]:
    """The code points of ranges such as `20-7e a0`."""
    pairs = [part.split("-") for part in ranges.split()]
    return [point for pair in pairs for point in range(int(pair[0], 16), int(pair[-1], 16) + 1)]


def cut(font: TTFont, ranges: str, to: Path, flavor: str | None = None) -> None:
    """Keep some letters of a font, with everything that shapes them."""
    options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"], flavor=flavor, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters(ranges))
    cutter.subset(font)
    font.flavor = flavor
    font.save(to)
    print(f"{to.name}: {to.stat().st_size // 1024} KB, {len(font.getBestCmap())} letters")


def named(font: TTFont, family: str, weight: int) -> TTFont:
    """A font of one weight that says so: Typst and Word find it by these names."""
    style = "Bold" if weight == 700 else "Regular"
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].names.remove(record)
    for number, words in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family.replace(' ', '')}-{style}")):
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if weight == 700 else 0x40
    font["head"].macStyle = 1 if weight == 700 else 0
    return font


def of_weight(file: Path, family: str, weight: int) -> TTFont:
    """One weight of a variable font."""
    font = TTFont(file)
    if "fvar" in font:
        rest = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
        font = instancer.instantiateVariableFont(font, rest)
    return named(font, family, weight)


def ranges_of(points: Iterable[int]) -> str:
    """Code points as `first-last`, one behind the other."""
    spans: list[list[int]] = []
    for point in sorted(points):
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return " ".join(f"{first:x}-{last:x}" for first, last in spans)


def variable_fonts(folder: Path) -> dict[str, tuple[Path, str]]:
    """Fonts of every weight: where they are and what is kept of them."""
    return {
        "Vazirmatn": (folder / "vazirmatn/files/vazirmatn-arabic-wght-normal.woff2", ARABIC),
        "Noto Sans Hebrew": (folder / "noto-sans-hebrew/files/noto-sans-hebrew-hebrew-wght-normal.woff2", HEBREW),
    }


def main(folder: Path) -> None:
    """Write all of them."""
    for family, (file, ranges) in variable_fonts(folder).items():
        for weight, style in WEIGHTS:
            cut(of_weight(file, family, weight), ranges, PAPERS / f"{family.replace(' ', '')}-{style}.ttf")
        cut(TTFont(file), ranges, PAGES / f"{family.lower().replace(' ', '-')}.woff2", "woff2")
    for script in ("vietnamese", "cyrillic", "greek"):
        file = folder / f"noto-sans-variable/files/noto-sans-{script}-wght-normal.woff2"
        cut(TTFont(file), "0-10ffff", PAGES / f"noto-sans-{script}.woff2", "woff2")
    for weight, style in WEIGHTS:
        (file,) = (folder / f"noto-sans/{weight}{style}").glob("*.ttf")
        cut(of_weight(file, "Noto Sans", weight), SANS, PAPERS / f"NotoSans-{style}.ttf")
    rare = folder / "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2"
    cut(of_weight(rare, "Noto Sans Arabic", 400), ARABIC, PAPERS / "NotoSansArabic-Regular.ttf")
    symbols = folder / "noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2"
    cut(of_weight(symbols, "Noto Sans Symbols 2", 400), SYMBOLS, PAPERS / "NotoSansSymbols2-Regular.ttf")
    parts = sorted((folder / "noto-emoji/files").glob("noto-emoji-[0-9]*-400-normal.woff2"))
    cut(
        named(merge.Merger().merge([str(part) for part in parts]), "Noto Emoji", 400),
        EMOJI,
        PAPERS / "NotoEmoji-Regular.ttf",
    )
    fonts = [TTFont(file) for file in sorted(PAPERS.glob("*-Regular.ttf"))]
    lines = [f"{font['name'].getDebugName(1)}: {ranges_of(font.getBestCmap())}\n" for font in fonts]
    (PAPERS / "letters.txt").write_text("".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
