"""Makes Studio Sans from Inter: Latin, Greek and signs only, with digits of one width as the default.

Qt 6.4 cannot switch on a font's tabular figures (tnum), and numbers that change must not jump, so the digits' tabular forms are
mapped in place of the proportional ones. Inter's licence (SIL OFL 1.1) asks for another name. Needs the package fonttools.

    python make_studio_sans.py INTER-REGULAR.otf INTER-SEMIBOLD.otf OUTPUT_FOLDER
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F),
          (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2713, 0x2717)]


def tabular_forms(font):
    """glyph -> its tabular form, from the feature tnum."""
    forms = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                forms.update(getattr(table, "mapping", {}))
    return forms


def make(source, style, target):
    font = TTFont(source)
    forms = tabular_forms(font)
    for table in font["cmap"].tables:
        for code, glyph in list(table.cmap.items()):
            table.cmap[code] = forms.get(glyph, glyph)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    subsetter.subset(font)
    names = {1: "Studio Sans" if style == "Regular" else f"Studio Sans {style}", 2: "Regular", 3: f"StudioSans-{style}",
             4: f"Studio Sans {style}", 6: f"StudioSans-{style}", 16: "Studio Sans", 17: style}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
    for nameID, text in names.items():
        font["name"].setName(text, nameID, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = f"StudioSans-{style}"
        cff.topDictIndex[0].FullName = f"Studio Sans {style}"
        cff.topDictIndex[0].FamilyName = "Studio Sans"
    font.save(target)


if __name__ == "__main__":
    make(sys.argv[1], "Regular", f"{sys.argv[3]}/StudioSans-Regular.otf")
    make(sys.argv[2], "SemiBold", f"{sys.argv[3]}/StudioSans-SemiBold.otf")
