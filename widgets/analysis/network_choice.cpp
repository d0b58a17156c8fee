#include "widgets/analysis/network_choice.h"

#include <QSignalBlocker>

namespace studio {

NetworkChoice::NetworkChoice(Analyses* analyses, std::function<bool(const AnalysisRow&)> offers, QWidget* parent)
    : ChoiceBox(parent), analyses_(analyses), offers_(std::move(offers)) {
  setObjectName(QStringLiteral("shownNetwork"));
  setAccessibleName(tr("Network that is shown"));
  setToolTip(tr("Network that is shown"));
  setSizeAdjustPolicy(QComboBox::AdjustToContents);
  connect(this, &QComboBox::activated, this, [this](int index) {
    chosen_ = itemData(index).toString();
    Q_EMIT networkChosen();
  });
  connect(&analyses->results(), &AnalysisResults::changed, this, &NetworkChoice::refresh);
  refresh();
}

int NetworkChoice::index() const {
  const auto& rows = analyses_->results().rows();
  int first = -1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].found || !offers_(rows[i])) continue;
    if (first < 0) first = int(i);
    if (rows[i].source.title() == chosen_) return int(i);
  }
  return first;
}

const AnalysisRow* NetworkChoice::row() const {
  const int found = index();
  return found < 0 ? nullptr : &analyses_->results().rows()[std::size_t(found)];
}

void NetworkChoice::refresh() {
  const QSignalBlocker quiet(this);
  QStringList titles;
  for (const AnalysisRow& row : analyses_->results().rows())
    if (row.found && offers_(row)) titles << row.source.title();
  QStringList now;
  for (int i = 0; i < count(); ++i) now << itemText(i);
  if (now != titles) {  // not while its list is open for nothing
    clear();
    for (const QString& title : titles) addItem(title, title);
  }
  const AnalysisRow* shown = row();
  setCurrentIndex(shown ? findData(shown->source.title()) : -1);
  setVisible(titles.size() > 1);
}

}  // namespace studio
