// A file of weights beside the network that is to start from it: which tensors fit, what is wrong with the others, and
// the ways out.
#pragma once
#include <QDialog>
#include <functional>

#include "core/run/weights_report.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace studio {

class WeightsFitDialog : public QDialog {
  Q_OBJECT
 public:
  WeightsFitDialog(const QString& file, QWidget* parent);

  /// `reason`: why the file was not opened as a network, said first.
  void show(const WeightsFit& fit, const QString& model, const QString& reason = {});
  /// Where loading leads elsewhere: said of the button and below what was found, before it is pressed. Before show().
  void sayWhatFollows(const QString& sentence);
  /// The file cannot be read: why.
  void showFault(const QString& sentence);
  /// A button that takes the settings the file was made with instead.
  void offerSettings(const QString& label, const std::function<void()>& take);
  QTableWidget* table() { return table_; }
  QPushButton* loadButton() { return load_; }

 Q_SIGNALS:
  void loadingWanted();  ///< what fits is to be loaded

 private:
  void addRow(const WeightsFit::Tensor& tensor);
  void showFitting(bool shown);

  QString file_, follows_;
  QLabel* sentence_;
  QTableWidget* table_;
  QCheckBox* all_;
  QPushButton *load_, *settings_;
};

}  // namespace studio
