#include "widgets/forms/preset_list.h"

#include <QSignalBlocker>

#include "widgets/forms/two_line_delegate.h"

namespace studio {

PresetList::PresetList(const std::vector<SetupPreset>& presets, QWidget* parent)
    : QListWidget(parent), presets_(presets) {
  setItemDelegate(new TwoLineDelegate(this));
  setAccessibleName(tr("Presets"));
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMouseTracking(true);
  for (const SetupPreset& preset : presets_) {
    auto* item = new QListWidgetItem(preset.title, this);
    item->setData(TwoLineDelegate::kSecondLine, preset.about);
    item->setToolTip(preset.about);
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

}  // namespace studio
