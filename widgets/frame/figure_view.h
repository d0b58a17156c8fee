// Base of every view in the centre: shows the open run, says what it needs while it has nothing, exports what it shows.
#pragma once
#include <QWidget>
#include <memory>

#include "widgets/export/figure.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

/// Text in place of data: what is missing and the one action that gets it (id in the ActionRegistry).
struct EmptyState {
  QString text;
  QString actionText;
  QString actionId;
};

class FigureView : public QWidget {
  Q_OBJECT
 public:
  FigureView(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor) {}
  virtual EmptyState emptyState() const { return {}; }  ///< text empty = has data
  /// What File > Export writes; nullptr while there is nothing.
  virtual std::unique_ptr<Figure> figure() const { return nullptr; }
  /// What "Copy data" takes: lines of cells with tabs between; empty = the tables of figure().
  virtual QString dataText() const { return {}; }

 Q_SIGNALS:
  void actionWanted(const QString& id);

 protected:
  RunMonitor* monitor_;
};

class AnalysisDesk;

/// What a view may show: the open run, and what analyses found of it.
struct ViewContext {
  RunMonitor* monitor = nullptr;
  AnalysisDesk* desk = nullptr;
};

/// A view is one row of the table in app/gui/views.cpp.
struct ViewEntry {
  const char* id;         ///< "sheets"
  const char* title;      ///< source text of tr()
  const char* workspace;  ///< "train", "analyse"
  FigureView* (*make)(const ViewContext& context, QWidget* parent);
};

}  // namespace studio
