// The list of analyses: rows of 40 px with the state's icon, the title, and the result in one number or what is needed.
#pragma once
#include <QAbstractListModel>
#include <QListView>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/frame/theme.h"

namespace studio {

class AnalysisListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Roles { NameRole = Qt::UserRole, TextRole, StateRole };
  AnalysisListModel(AnalysisDesk* desk, QObject* parent);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  int rowOf(const QString& name) const;

 private:
  void refresh();
  AnalysisDesk* desk_;
  std::vector<AnalysisLine> lines_;
};

class AnalysisList : public QListView {
  Q_OBJECT
 public:
  AnalysisList(AnalysisDesk* desk, QWidget* parent);
  QString chosen() const;
  void choose(const QString& name);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, 120}; }

 Q_SIGNALS:
  void chosenChanged();

 private:
  AnalysisListModel* model_;
};

struct AnalysisStateLook {
  QString icon;
  Role role;
};
AnalysisStateLook lookOf(AnalysisState state);

}  // namespace studio
