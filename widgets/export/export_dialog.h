// File > Export figure: format, width in mm, place, the data beside it; a preview of exactly what will be written.
#pragma once
#include <QDialog>

#include "widgets/export/figure.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace studio {

class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `figure` must outlive the dialog.
  ExportDialog(const Figure& figure, const QString& folder, const QString& baseName, QWidget* parent);
  double widthMm() const;
  QString file() const;

 public Q_SLOTS:
  void accept() override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void makeChoices();
  QFormLayout* makeForm();
  QDialogButtonBox* makeButtons();
  void drawPreview();
  void browse();
  const Figure& figure_;
  QString confirmed_;  ///< a file that may be written over
  QLineEdit *folder_, *name_, *width_;
  QString offered_;  ///< the folder that was not chosen by anybody
  QComboBox *format_, *preset_;
  QCheckBox* data_;
  QLabel *preview_, *problem_, *size_;
};

}  // namespace studio
