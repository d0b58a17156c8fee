#include "widgets/compare/column_choice.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QStandardItemModel>
#include <algorithm>

#include "widgets/compare/run_table_model.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

constexpr int kMostVisible = 18, kListMargin = 32;  // rows of the list that is open; px

std::string analysisName(const RunColumn& column) { return column.name.substr(0, column.name.find('/')); }

bool isOfClock(const RunColumn& column) {
  return column.kind == Kind::Last && (column.name == "epoch" || column.name == "seconds");
}

/// A setting that training follows; its best value is no value of the run.
bool isFollowed(const RunColumn& column) { return column.name == "tau" || column.name == "learning_rate"; }

bool isCounted(const RunColumn& column) {
  return column.kind == Kind::Fact && (column.name == "seeds" || column.name == "state");
}

void addHeading(QComboBox& box, const QString& title) {
  box.addItem(title);
  auto* item = static_cast<QStandardItemModel*>(box.model())->item(box.count() - 1);
  item->setFlags(Qt::NoItemFlags);
  item->setFont(textFont(TextStyle::Label));
}

}  // namespace

std::vector<ColumnGroup> resultGroups(const std::vector<RunColumn>& columns, const std::vector<AnalysisKind>& kinds) {
  std::vector<ColumnGroup> groups;
  std::vector<RunColumn> left;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(left),
               [&](const RunColumn& column) { return column.kind == Kind::Result && isMeasure(column, kinds); });
  for (const AnalysisKind& kind : kinds) {
    ColumnGroup group{QString::fromStdString(kind.title)};
    for (const RunColumn& column : left)
      if (analysisName(column) == kind.name) group.columns.push_back(column);
    std::erase_if(left, [&](const RunColumn& column) { return analysisName(column) == kind.name; });
    if (!group.columns.empty()) groups.push_back(std::move(group));
  }
  if (!left.empty()) groups.push_back({tr("Other results"), std::move(left)});
  return groups;
}

std::vector<ColumnGroup> measureGroups(const std::vector<RunColumn>& columns, const std::vector<AnalysisKind>& kinds) {
  ColumnGroup last{tr("Last value")}, best{tr("Best value")}, settings{tr("Settings")}, facts{tr("Run")};
  for (const RunColumn& column : columns) {
    if (column.kind == Kind::Result || !isMeasure(column, kinds) || isOfClock(column) || isCounted(column)) continue;
    (column.kind == Kind::Last ? last : column.kind == Kind::Setting ? settings : facts).columns.push_back(column);
    if (column.kind == Kind::Last && !isFollowed(column)) best.columns.push_back({Kind::Best, column.name});
  }
  std::vector<ColumnGroup> groups{std::move(last)};
  for (ColumnGroup& group : resultGroups(columns, kinds)) groups.push_back(std::move(group));
  for (ColumnGroup* group : {&best, &settings, &facts}) groups.push_back(std::move(*group));
  std::erase_if(groups, [](const ColumnGroup& group) { return group.columns.empty(); });
  return groups;
}

void fillColumnChoice(QComboBox& box, const std::vector<ColumnGroup>& groups, const std::vector<AnalysisKind>& kinds) {
  box.setProperty("scrolls", true);  // style_sheet.cpp
  box.setMaxVisibleItems(kMostVisible);
  box.clear();
  for (const ColumnGroup& group : groups) {
    addHeading(box, group.title);
    for (const RunColumn& column : group.columns)
      box.addItem(columnTitle(column, kinds), QString::fromStdString(column.id()));
  }
  box.view()->setMinimumWidth(box.view()->sizeHintForColumn(0) + kListMargin);  // names are read whole
}

}  // namespace studio
