// The Runs dock over a folder of runs, and the state of one of them.
#pragma once
#include <QLabel>
#include <QListView>
#include <string>

#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_list.h"

namespace studio {

/// At step 1240 of 3000.
inline RunStatus makeStatus(RunState state) {
  RunStatus status;
  status.state = state;
  status.step = 1240;
  status.steps = 3000;
  return status;
}

struct Listed {
  TemporaryFolder folder;
  RunListPanel panel;
  void open() {
    panel.resize(256, 500);
    panel.setFolder(folder.path());
    panel.show();
  }
  bool hasRows(int rows) {
    return comes([&] { return panel.list()->model()->rowCount() == rows; });
  }
  QModelIndex row(const std::string& name) {
    auto* model = panel.list()->model();
    for (int i = 0; i < model->rowCount(); ++i)
      if (model->index(i, 0).data().toString().toStdString() == name) return model->index(i, 0);
    return {};
  }
  QPoint middle(const QModelIndex& index) { return panel.list()->visualRect(index).center(); }
  QString emptyText() {
    for (auto* label : panel.findChildren<QLabel*>())
      if (label->isVisible()) return label->text();
    return {};
  }
};

}  // namespace studio
