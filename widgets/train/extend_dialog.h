// How many epochs a run that has ended is to have in all: the least that is possible is said, and a number that is not
// possible stays as it was typed, with the reason beside it. GUI thread.
#pragma once
#include <QDialog>
#include <cstdint>

class QLabel;
class QLineEdit;
class QPushButton;

namespace studio {

class ExtendDialog : public QDialog {
  Q_OBJECT
 public:
  /// `epochs`: that the run has now.
  ExtendDialog(std::int64_t epochs, QWidget* parent);

 Q_SIGNALS:
  void extensionWanted(qint64 epochs);

 private:
  bool isPossible(std::int64_t epochs) const;
  void judge();
  void takeNumber();

  std::int64_t epochs_;
  QLineEdit* number_;
  QLabel* rule_;
  QPushButton* extend_;
};

}  // namespace studio
