#include "widgets/export/figure_metadata.h"

#include <QBuffer>
#include <QImageReader>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>
#include <algorithm>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kMostFigureBytes = std::size_t{256} << 20;
constexpr const char* kPacketBegin = "<x:xmpmeta";
constexpr const char* kPacketEnd = "</x:xmpmeta>";
const QString kMeta = QStringLiteral("adobe:ns:meta/"),
              kRdf = QStringLiteral("http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
              kDublinCore = QStringLiteral("http://purl.org/dc/elements/1.1/"),
              kXmp = QStringLiteral("http://ns.adobe.com/xap/1.0/"),
              kOwn = QStringLiteral("https://toponets.github.io/studio/board/1.0/");

/// dc:title and dc:description are lists of languages.
void writeText(QXmlStreamWriter& xml, const QString& name, const QString& text) {
  xml.writeStartElement(kDublinCore, name);
  xml.writeStartElement(kRdf, QStringLiteral("Alt"));
  xml.writeStartElement(kRdf, QStringLiteral("li"));
  xml.writeAttribute(QStringLiteral("xml:lang"), QStringLiteral("x-default"));
  xml.writeCharacters(text);
  for (int level = 0; level < 3; ++level) xml.writeEndElement();
}

/// The text of our element in a packet or in a document that holds one; nullopt where the XML breaks off before.
std::optional<std::string> boardIn(QXmlStreamReader& xml) {
  while (!xml.atEnd())
    if (xml.readNext() == QXmlStreamReader::StartElement && xml.namespaceUri() == kOwn &&
        xml.name() == QLatin1String("board")) {
      const QString text = xml.readElementText();
      if (!xml.hasError()) return text.toStdString();
    }
  return std::nullopt;
}

/// A metadata stream is stored as it is (ISO 32000, 14.3.2), so that programs that know no PDF find it.
QByteArray packetIn(const std::string& bytes) {
  const auto begin = bytes.find(kPacketBegin), end = bytes.find(kPacketEnd, begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return QByteArray(bytes.data() + begin, qsizetype(end - begin + std::string_view(kPacketEnd).size()));
}

/// Qt gives the whole text of a PNG with its picture only (QImageReader::text() shortens it), and refuses pictures that
/// would need too much memory.
QByteArray textOfPng(const std::string& bytes) {
  QByteArray data = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
  QBuffer buffer(&data);
  return QImageReader(&buffer, "png").read().text(QLatin1String(kPngMetadata)).toUtf8();
}

bool isSvg(const std::string& bytes) {
  const std::string_view head = std::string_view(bytes).substr(0, 4096);
  return head.find("<svg") != std::string_view::npos;
}

}  // namespace

QByteArray figureMetadata(const Figure& figure) {
  const std::string board = figure.enclosed();
  if (board.empty()) return {};
  QByteArray packet;
  QXmlStreamWriter xml(&packet);
  // The mark states the encoding to readers of bytes; it also makes a PNG's text one of Unicode.
  xml.writeProcessingInstruction(QStringLiteral("xpacket"),
                                 QStringLiteral("begin=\"%1\" id=\"W5M0MpCehiHzreSzNTczkc9d\"").arg(QChar(0xfeff)));
  xml.writeNamespace(kMeta, QStringLiteral("x"));
  xml.writeStartElement(kMeta, QStringLiteral("xmpmeta"));
  xml.writeNamespace(kRdf, QStringLiteral("rdf"));
  xml.writeStartElement(kRdf, QStringLiteral("RDF"));
  xml.writeNamespace(kDublinCore, QStringLiteral("dc"));
  xml.writeNamespace(kXmp, QStringLiteral("xmp"));
  xml.writeNamespace(kOwn, QStringLiteral("toponets"));
  xml.writeStartElement(kRdf, QStringLiteral("Description"));
  xml.writeAttribute(kRdf, QStringLiteral("about"), QString());
  writeText(xml, QStringLiteral("title"), figure.title());
  writeText(xml, QStringLiteral("description"), figure.provenance());
  xml.writeTextElement(kXmp, QStringLiteral("CreatorTool"), QStringLiteral("TopoNets Studio"));
  xml.writeTextElement(kOwn, QStringLiteral("board"), QString::fromStdString(board));
  for (int level = 0; level < 3; ++level) xml.writeEndElement();
  xml.writeProcessingInstruction(QStringLiteral("xpacket"), QStringLiteral("end=\"r\""));
  return packet + '\n';
}

bool isFigureFile(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return ending == ".pdf" || ending == ".svg" || ending == ".png";
}

std::string readEnclosedBoard(const std::filesystem::path& file) {
  const std::string bytes = readFile(file, kMostFigureBytes);
  QByteArray packet;
  if (bytes.starts_with("%PDF-"))
    packet = packetIn(bytes);
  else if (bytes.starts_with("\x89PNG"))
    packet = textOfPng(bytes);
  else if (isSvg(bytes))
    packet = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
  QXmlStreamReader xml(packet);
  const auto board = boardIn(xml);
  if (board && !board->empty()) return *board;
  throw UserError(visible(file.filename().string()) +
                  " holds no board: it is no figure that the Figure workspace has exported, or it is not whole; choose "
                  "such a PDF, SVG or PNG.");
}

}  // namespace studio
