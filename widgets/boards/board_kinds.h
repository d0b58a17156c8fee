// The dock Figures of the Figure workspace: the ready figures of the paper, which make a board with one click, and all
// panels that can be added to it. GUI thread only.
#pragma once
#include <QListWidget>
#include <QWidget>

#include "widgets/boards/board_document.h"

class QLineEdit;

namespace studio {

class BoardKindsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardKindsPanel(BoardDocument* document, QWidget* parent);
  QListWidget* list() { return list_; }

 private:
  enum DataRole { ReadyRole = Qt::UserRole, KindRole, AboutRole };
  void addHeading(const QString& text);
  void addRow(const QString& title, const QString& about, int role, const QString& name);
  void fill();
  void filter(const QString& text);
  void activate(QListWidgetItem* item);
  BoardDocument* document_;
  QLineEdit* filter_;
  QListWidget* list_;
};

}  // namespace studio
