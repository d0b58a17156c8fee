// What lies inside of a figure's file beside the picture: title, provenance and the board that opens it again, as one
// XMP packet, which PDF (its metadata stream), SVG (<metadata>) and PNG ("XML:com.adobe.xmp") keep each in the place
// that their standards name. Files that are read may come from strangers.
#pragma once
#include <QByteArray>
#include <filesystem>
#include <string>

#include "widgets/frame/view.h"

namespace studio {

/// The keyword of a PNG's text in which XMP stands.
inline constexpr const char* kPngMetadata = "XML:com.adobe.xmp";

/// Empty for a figure that nothing opens again.
QByteArray figureMetadata(const Figure& figure);
/// By its ending: a file that may hold a board.
bool isFigureFile(const std::filesystem::path& file);
/// The board inside of a PDF, SVG or PNG, whichever it is by its first bytes. Throws UserError in one sentence: a file
/// that cannot be read, is too large, cut short, or of another program. Blocks on the disk; any thread.
std::string readEnclosedBoard(const std::filesystem::path& file);

}  // namespace studio
