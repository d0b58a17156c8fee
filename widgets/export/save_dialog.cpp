#include "widgets/export/save_dialog.h"

#include <QFileDialog>
#include <QMessageBox>

#include "widgets/export/export_dialog.h"
#include "widgets/frame/tr.h"
#include "widgets/export/figure.h"

namespace studio {

void savePicture(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName) {
  ExportDialog dialog(figure, QString::fromStdString(run.figures().string()), baseName, parent);
  dialog.exec();
}

void saveData(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName) {
  const QString folder =
      QFileDialog::getExistingDirectory(parent, tr("Folder for the data"), QString::fromStdString(run.path().string()));
  if (folder.isEmpty()) return;
  try {
    saveFigureData(figure, folder, baseName);
  } catch (const std::exception& error) {
    QMessageBox::warning(parent, tr("Data not saved"), QString::fromStdString(error.what()));
  }
}

}  // namespace studio
