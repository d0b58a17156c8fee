// Rows of two lines, the list of presets, and presets read from their files.
#include "widgets/forms/preset_list.h"

#include <QDir>
#include <QFile>
#include <QFontMetrics>
#include <QPainter>
#include <QSignalBlocker>
#include <QTextStream>
#include <algorithm>

#include "core/run/error.h"
#include "widgets/forms/form_section.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kSide = 16;

}  // namespace

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& colours = theme();
  painter->save();
  const bool selected = option.state & QStyle::State_Selected, hovered = option.state & QStyle::State_MouseOver;
  if (selected)
    painter->fillRect(option.rect, colours.color(Role::Select));
  else if (hovered)
    painter->fillRect(option.rect, colours.color(Role::Raised));
  if (option.state & QStyle::State_HasFocus && showsFocus(option.widget)) {
    painter->setPen(QPen(colours.color(Role::Accent), 1));
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
  }
  QRect area = option.rect.adjusted(kSide, 3, -kSide, -3);
  if (chevron_) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(QPointF(area.right() - 11, area.center().y() - 5),
                        iconPixmap(QStringLiteral("chevron-right"), Role::Muted, 12, ratio));
    area.setRight(area.right() - 22);
  }
  painter->setFont(textFont(TextStyle::Label));
  painter->setPen(colours.color(Role::Muted));
  if (const QString right = index.data(kRightText).toString(); !right.isEmpty()) {
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, right);
    area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(right) - 12);
  }
  const QStringList title = titleLines(index.data(Qt::DisplayRole).toString(), area.width());
  const QRect second(area.left(), area.top() + 18, area.width(), 14);
  if (title.size() == 1)
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      secondLine(index.data(kSecondLine).toString(), area.width()));
  painter->setFont(textFont(TextStyle::Body));
  painter->setPen(colours.color(Role::Text));
  constexpr int kTitleLine = 17;
  for (int i = 0; i < title.size(); ++i)
    painter->drawText(QRect(area.left(), area.top() + i * kTitleLine, area.width(), kTitleLine + 1),
                      Qt::AlignLeft | Qt::AlignVCenter, title[i]);
  painter->restore();
}

/// A long name takes both lines, in place of what is said of it: that is in the tip.
QStringList TwoLineDelegate::titleLines(const QString& title, int width) {
  return inTwoLines(title, textFont(TextStyle::Body), width);
}

/// Of a description the clauses that fit, whole; the tip has all of them.
QString TwoLineDelegate::secondLine(const QString& text, int width) {
  return QFontMetrics(textFont(TextStyle::Label)).elidedText(fittingClauses(text, width), Qt::ElideRight, width);
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, 40}; }

PresetList::PresetList(const std::vector<SetupPreset>& presets, QWidget* parent)
    : QListWidget(parent), presets_(presets) {
  setItemDelegate(new TwoLineDelegate(this));
  setAccessibleName(tr("Presets"));
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMouseTracking(true);
  for (const SetupPreset& preset : presets_) {
    auto* item = new QListWidgetItem(preset.title, this);
    item->setData(TwoLineDelegate::kSecondLine, preset.about);
    item->setToolTip(preset.title + QLatin1Char('\n') + preset.about);
  }
  setFixedHeight(qBound(40, 40 * count(), 320) + 2);
  connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { Q_EMIT presetChosen(row(item)); });
  connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { Q_EMIT presetChosen(row(item)); });
}

void PresetList::showConfig(const RunConfig& config) {
  const QSignalBlocker quiet(this);
  clearSelection();
  for (std::size_t i = 0; i < presets_.size(); ++i)
    if (presets_[i].config == config) setCurrentRow(static_cast<int>(i));
}

namespace {

QString commentValue(const QString& line, const QString& key) {
  const QString start = QStringLiteral("# %1:").arg(key);
  return line.startsWith(start) ? line.mid(start.size()).trimmed() : QString();
}

SetupPreset readPreset(const QFileInfo& file) {
  SetupPreset preset;
  preset.id = file.completeBaseName();
  preset.config = loadConfig(file.filesystemFilePath());
  QFile text(file.filePath());
  if (!text.open(QIODevice::ReadOnly | QIODevice::Text)) return preset;
  preset.toml = QString::fromUtf8(text.readAll());
  QTextStream stream(&preset.toml, QIODevice::ReadOnly);
  for (QString line; stream.readLineInto(&line) && line.startsWith(QLatin1Char('#'));) {
    if (const QString title = commentValue(line, QStringLiteral("title")); !title.isEmpty())
      preset.title = engineText(title);
    if (const QString about = commentValue(line, QStringLiteral("about")); !about.isEmpty())
      preset.about = engineText(about);
  }
  return preset;
}

}  // namespace

std::vector<SetupPreset> loadPresets(const std::filesystem::path& resources) {
  std::vector<SetupPreset> presets;
  const QDir folder(QString::fromStdString((resources / "presets").string()));
  for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name)) {
    try {
      presets.push_back(readPreset(file));
    } catch (const UserError&) {
      // A preset someone has broken must not keep the window from opening.
    }
  }
  std::stable_partition(presets.begin(), presets.end(),
                        [](const SetupPreset& preset) { return preset.id == QLatin1String("digits"); });
  return presets;
}

SetupPreset demoPreset(const std::filesystem::path& resources) {
  const auto presets = loadPresets(resources);
  if (presets.empty() || presets.front().id != QLatin1String("digits"))
    throw UserError("The demo's configuration is missing in " + (resources / "presets").string() +
                    "; install TopoNets Studio again.");
  return presets.front();
}

}  // namespace studio
