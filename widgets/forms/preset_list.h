// The presets, example configurations to begin with: read from resources/presets, and as the list at the left of the
// setup workspace.
#pragma once
#include <QListWidget>
#include <QString>
#include <QStyledItemDelegate>
#include <filesystem>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

// Rows of 40 px: title 13 on 18, below it 11 on 14 in `muted`, and at the right a short text or a chevron.
class TwoLineDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  static constexpr int kSecondLine = Qt::UserRole + 1;  ///< QString
  static constexpr int kRightText = Qt::UserRole + 2;   ///< QString
  explicit TwoLineDelegate(QObject* parent, bool chevron = false) : QStyledItemDelegate(parent), chevron_(chevron) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  /// As they are shown in this width: the title in two lines where it has to be, else what is said of it below.
  static QStringList titleLines(const QString& title, int width);
  static QString secondLine(const QString& text, int width);

 private:
  bool chevron_;
};

/// An example configuration to begin with.
struct SetupPreset {
  QString title, about;
  RunConfig config;
  QString toml;  ///< as written, with its comments; empty = written from the config
  QString id{};  ///< file name without ending: "digits"
};

/// The presets at the left of the setup workspace.
class PresetList : public QListWidget {
  Q_OBJECT
 public:
  PresetList(const std::vector<SetupPreset>& presets, QWidget* parent);
  /// Selects the preset that equals this configuration, or none.
  void showConfig(const RunConfig& config);

 Q_SIGNALS:
  void presetChosen(int index);

 private:
  const std::vector<SetupPreset>& presets_;
};

/// The example configurations shipped in resources/presets, in the order of the form: the demo first. A file that does
/// not parse is left out.
std::vector<SetupPreset> loadPresets(const std::filesystem::path& resources);
/// The demo's preset. Throws UserError when resources are missing.
SetupPreset demoPreset(const std::filesystem::path& resources);

}  // namespace studio
