#!/usr/bin/env python3
"""Keeps resources/translations/toponets-studio_LANGUAGE.ts in step with the sources.

  packaging/translations.py                 takes new texts of the window in (unfinished), drops those that are gone
  packaging/translations.py --engine FILE   takes in texts of the engine as well, one a line
  packaging/translations.py --check         names what is missing, unfinished or gone; 1 where there is something

lupdate (Debian: qt6-l10n-tools) reads the texts. The program has one vocabulary: a text is translated once, wherever it
stands, so the file has one context "Studio". A second one, "Engine", holds what the engine says (core/). Its texts are
made at run time: tests/app/gui/translated_texts_test.cpp asks the engine's tables for them and leaves those that lack a
translation in untranslated_engine_texts.txt beside the build, the FILE of --engine. The others are kept as they are.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
PLACES = ["app/gui", "widgets"]
SEPARATOR = "\x04"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="{}" sourcelanguage="en">\n'


def source_texts():
    """In the order of the sources, each once."""
    lupdate = shutil.which("lupdate", path="/usr/lib/qt6/bin") or shutil.which("lupdate")
    if not lupdate:
        sys.exit("translations.py: lupdate is not here; run packaging/setup.sh.")
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "all.ts"
        subprocess.run([lupdate, "-silent", "-locations", "none", "-recursive", *PLACES, "-ts", str(made)], cwd=ROOT,
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = {}
        for message in ElementTree.parse(made).getroot().iter("message"):
            found.setdefault(key_of(message), None)
        return [text for text in found if text]


def key_of(message):
    """The text, and behind a separator what tells it from the same text with another meaning (tr()'s second argument)."""
    comment = message.findtext("comment")
    return (message.findtext("source") or "") + (SEPARATOR + comment if comment else "")


def read(file):
    """{context: {source: translation}}; an unfinished one is empty."""
    contexts = {"Studio": {}, "Engine": {}}
    if not file.exists():
        return contexts
    for context in ElementTree.parse(file).getroot().iter("context"):
        texts = contexts.setdefault(context.findtext("name"), {})
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            texts[key_of(message)] = (translation.text or "") if finished else ""
    return contexts


def write(file, language, contexts):
    lines = [HEAD.format(language)]
    for name, texts in contexts.items():
        lines.append(f"<context>\n    <name>{name}</name>\n")
        for key, translation in texts.items():
            source, _, comment = key.partition(SEPARATOR)
            mark = "" if translation else ' type="unfinished"'
            note = f"        <comment>{escape(comment)}</comment>\n" if comment else ""
            lines.append(f"    <message>\n        <source>{escape(source)}</source>\n{note}"
                         f"        <translation{mark}>{escape(translation)}</translation>\n    </message>\n")
        lines.append("</context>\n")
    file.write_text("".join(lines) + "</TS>\n", encoding="utf-8")


def places_of(text):
    """%1, %L2 ... without their L: German writes numbers in its own way."""
    return sorted(re.findall(r"%L?(\d+)", text))


def problems(wanted, contexts):
    known = contexts["Studio"]
    for text in wanted:
        if not known.get(text):
            yield f"not translated: {text!r}"
    for text in known:
        if text not in wanted:
            yield f"gone from the sources: {text!r}"
    for texts in contexts.values():
        for text, translation in texts.items():
            if not translation and texts is not known:
                yield f"not translated: {text!r}"
            elif translation and places_of(text) != places_of(translation):
                yield f"other places for values: {text!r} -> {translation!r}"
            elif translation and text.count("/") != translation.count("/") and re.match(r"\w+/\w+$", text):
                yield f"a menu's path has another depth: {text!r} -> {translation!r}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     allow_abbrev=False)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="change nothing")
    what.add_argument("--engine", metavar="FILE", type=pathlib.Path, help="untranslated_engine_texts.txt of a build")
    return parser.parse_args()


def engine_texts(file):
    """One a line; none without a file."""
    try:
        return file.read_text(encoding="utf-8").splitlines() if file else []
    except OSError as error:
        sys.exit(f"translations.py: {file} cannot be read ({error.strerror}); the test Language.* of the window writes "
                 "it where the engine says something that is not translated.")


def main():
    given = arguments()
    checks = given.check
    of_engine = engine_texts(given.engine)
    wanted = source_texts()
    found = 0
    for file in sorted(FOLDER.glob("toponets-studio_*.ts")):
        contexts = read(file)
        if checks:
            for problem in problems(wanted, contexts):
                print(f"{file.name}: {problem}")
                found += 1
            continue
        contexts["Studio"] = {text: contexts["Studio"].get(text, "") for text in wanted}
        for text in filter(None, of_engine):
            contexts["Engine"].setdefault(text, "")
        write(file, file.stem.split("_")[-1], contexts)
        for context, texts in contexts.items():
            print(f"{file.name}: {context}, {len(texts)} texts, {sum(not text for text in texts.values())} to be translated")
    if checks:
        print(f"{len(wanted)} texts, {found} problems. `packaging/translations.py` brings the files up to date."
              if found else f"{len(wanted)} texts, all translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
