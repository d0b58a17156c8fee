// Asks where a figure or its data should go, and writes it.
#pragma once
#include <QDialog>
#include <QWidget>

#include "widgets/export/figure_print.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace studio {

// File > Export figure: format, width in mm, place, the data beside it; a preview of exactly what will be written.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `figure` must outlive the dialog.
  ExportDialog(const Figure& figure, const QString& folder, const QString& baseName, QWidget* parent);
  double widthMm() const;
  int pngDpi() const;
  QString file() const;
  /// What was written beside the figure.
  const std::vector<QString>& dataFiles() const { return dataFiles_; }

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
  void showDpi();
  const Figure& figure_;
  QFormLayout* form_ = nullptr;
  std::vector<QString> dataFiles_;
  QString confirmed_;  ///< a file that may be written over
  QLineEdit *folder_, *name_, *width_;
  QString offered_;  ///< the folder that was not chosen by anybody
  QComboBox *format_, *preset_, *dpi_;
  QCheckBox* data_;
  QLabel *preview_, *problem_, *size_;
};

// Asks where a figure or its data should go and writes it; says what went wrong in a box that names the file.

/// Where figures of a run go unless somebody chooses another place: its figures folder; of a file of weights the folder
/// that it lies in, where that is a checkpoint's the run's, and where nobody may write there and of no run the
/// pictures'.
QString offeredFolder(const RunFolder& run);
/// What files made of it are called unless somebody says otherwise: the run's name; that of a file of weights without
/// its ending, with its part: "ck1", "dino_student".
QString offeredName(const RunFolder& run);
/// offeredFolder() is offered first. nullptr-safe callers: the figure must exist.
void savePicture(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName);
void saveData(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName);

}  // namespace studio
