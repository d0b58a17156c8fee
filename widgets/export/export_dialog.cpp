// File > Export figure and what a view's menu saves.
#include "widgets/export/export_dialog.h"

#include <qcustomplot.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/run_store.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// The base name, else with the first free number: nothing that is there is written over by chance.
QString unusedName(const QString& folder, const QString& baseName) {
  const auto taken = [&](const QString& name) {
    return !QDir(folder).entryList({name + QStringLiteral(".*")}, QDir::Files).isEmpty();
  };
  QString name = baseName;
  for (int number = 2; taken(name); ++number) name = QStringLiteral("%1_%2").arg(baseName).arg(number);
  return name;
}

}  // namespace

ExportDialog::ExportDialog(const Figure& figure, const QString& folder, const QString& baseName, QWidget* parent)
    : QDialog(parent), figure_(figure) {
  setWindowTitle(tr("Export figure"));
  resize(760, 460);
  preview_ = new QLabel(this);
  preview_->setAlignment(Qt::AlignCenter);
  preview_->setMinimumSize(360, 300);
  preview_->setAccessibleName(tr("Preview of the figure"));
  name_ = new QLineEdit(unusedName(folder, baseName), this);
  folder_ = new QLineEdit(folder, this);
  offered_ = folder;
  makeChoices();
  problem_ = new QLabel(this);
  problem_->setWordWrap(true);
  auto* side = new QVBoxLayout;
  side->addLayout(makeForm());
  side->addWidget(problem_);
  side->addStretch(1);
  side->addWidget(makeButtons());
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(16);
  row->addWidget(preview_, 1);
  row->addLayout(side);
  for (auto* field : findChildren<QLineEdit*>()) field->setMinimumWidth(180);
  drawPreview();
}

/// Format and size, as they were chosen last time.
void ExportDialog::makeChoices() {
  const QSettings kept(settingsFile(), QSettings::IniFormat);
  format_ = new ChoiceBox(this);
  for (const char* ending : {"pdf", "svg", "png"})
    format_->addItem(QString::fromLatin1(ending).toUpper(), QString::fromLatin1(ending));
  format_->setCurrentIndex(
      std::max(0, format_->findData(kept.value(QStringLiteral("export/format"), QStringLiteral("pdf")))));
  dpi_ = new ChoiceBox(this);
  for (const int dpi : kPngResolutions) dpi_->addItem(tr("%1 dpi").arg(dpi), dpi);
  dpi_->setCurrentIndex(std::max(0, dpi_->findData(kept.value(QStringLiteral("export/dpi"), kUsualPngDpi).toInt())));
  connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::showDpi);
  preset_ = new ChoiceBox(this);
  for (const int mm : {89, 120, 183})
    preset_->addItem(mm == 89 ? tr("89 mm, one column") : mm == 120 ? tr("120 mm") : tr("183 mm, two columns"), mm);
  preset_->addItem(tr("Other width"), 0);
  const double natural = figure_.naturalWidthMm();
  width_ = new QLineEdit(natural > 0 ? QString::number(natural)
                                     : kept.value(QStringLiteral("export/width"), QStringLiteral("89")).toString(),
                         this);
  width_->setAlignment(Qt::AlignRight);
  const int known = preset_->findData(width_->text().toInt());
  preset_->setCurrentIndex(known < 0 ? preset_->findData(0) : known);
  size_ = new QLabel(this);
  size_->setProperty("muted", true);
  data_ = new QCheckBox(tr("Also write the data (CSV, NPY)"), this);
  data_->setChecked(kept.value(QStringLiteral("export/data"), true).toBool());
  connect(preset_, &QComboBox::currentIndexChanged, this, [this] {
    if (preset_->currentData().toInt() > 0) width_->setText(preset_->currentData().toString());
  });
  connect(width_, &QLineEdit::textChanged, this, &ExportDialog::drawPreview);
}

QFormLayout* ExportDialog::makeForm() {
  auto* browse = new QPushButton(tr("Choose…"), this);
  connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
  auto* folderRow = new QHBoxLayout;
  folderRow->addWidget(folder_, 1);
  folderRow->addWidget(browse);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Name"), name_);
  form->addRow(tr("Folder"), folderRow);
  form->addRow(tr("Format"), format_);
  form->addRow(tr("Resolution"), dpi_);
  form->addRow(tr("Size"), preset_);
  form->addRow(tr("Width, mm"), width_);
  form->addRow(QString(), size_);
  form->addRow(QString(), data_);
  form_ = form;
  showDpi();
  return form;
}

/// Of pictures of dots alone.
void ExportDialog::showDpi() {
  const bool shown = format_->currentData() == QLatin1String("png");
  dpi_->setVisible(shown);
  form_->labelForField(dpi_)->setVisible(shown);
}

int ExportDialog::pngDpi() const { return dpi_->currentData().toInt(); }

QDialogButtonBox* ExportDialog::makeButtons() {
  auto* buttons = new QDialogButtonBox(this);
  auto* save = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
  save->setProperty("primary", true);
  save->style()->unpolish(save);  // the button box has styled it already
  save->style()->polish(save);
  save->setDefault(true);
  buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  return buttons;
}

double ExportDialog::widthMm() const {
  bool good = false;
  const double width = width_->text().toDouble(&good);
  return good && width >= 20 && width <= 1000 ? width : 0;
}

QString ExportDialog::file() const {
  return QDir(folder_->text()).filePath(name_->text() + QLatin1Char('.') + format_->currentData().toString());
}

void ExportDialog::browse() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the figure"), folder_->text());
  if (!folder.isEmpty()) folder_->setText(folder);
}

/// Drawn by the figure itself at the screen's resolution: what is seen is what will be written.
void ExportDialog::drawPreview() {
  const double width = widthMm();
  problem_->setText(width > 0 ? QString() : tr("A width lies between 20 and 1000 mm."));
  if (width <= 0) return;
  const double height = figure_.heightMm(width), ratio = devicePixelRatioF();
  const QSize space = (QSizeF(preview_->size()).expandedTo({200, 200}) * ratio).toSize();
  const double unitsPerMm = std::min(space.width() / width, space.height() / height);
  QImage image(int(width * unitsPerMm), int(height * unitsPerMm), QImage::Format_RGB32);
  image.fill(Qt::white);
  QCPPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  figure_.draw(painter, QRectF(image.rect()), unitsPerMm);
  painter.end();
  image.setDevicePixelRatio(ratio);
  preview_->setPixmap(QPixmap::fromImage(image));
  size_->setText(tr("%1 × %2 mm").arg(width, 0, 'f', 0).arg(height, 0, 'f', 0));
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  drawPreview();
}

void ExportDialog::accept() {
  if (widthMm() <= 0) return;
  if (name_->text().trimmed().isEmpty()) return problem_->setText(tr("Give the figure a name."));
  if (QFileInfo::exists(file()) && confirmed_ != file()) {
    confirmed_ = file();
    return problem_->setText(
        tr("%1 is already there; export once more to write over it.").arg(QDir::toNativeSeparators(file())));
  }
  if (const QFileInfo folder(folder_->text());
      folder_->text() == offered_ && folder.isSymLink())  // perhaps of an untrusted run
    return problem_->setText(
        tr("%1 is a link to %2; choose the folder itself.")
            .arg(QDir::toNativeSeparators(offered_), QDir::toNativeSeparators(folder.symLinkTarget())));
  try {
    if (!QDir().mkpath(folder_->text()))
      throw UserError("The folder " + folder_->text().toStdString() +
                      " cannot be made; choose one that can be written.");
    saveFigure(figure_, file(), widthMm(), pngDpi());
    if (data_->isChecked()) dataFiles_ = saveFigureData(figure_, folder_->text(), name_->text());
  } catch (const std::exception& error) {
    problem_->setText(engineText(std::string(error.what())));
    return;
  }
  QSettings kept(settingsFile(), QSettings::IniFormat);
  kept.setValue(QStringLiteral("export/format"), format_->currentData());
  kept.setValue(QStringLiteral("export/dpi"), pngDpi());
  if (figure_.naturalWidthMm() <= 0) kept.setValue(QStringLiteral("export/width"), width_->text());
  kept.setValue(QStringLiteral("export/data"), data_->isChecked());
  QDialog::accept();
}

namespace {

bool takesFigures(const std::filesystem::path& folder) {
  try {
    requireOutsideOfRuns(folder / "figure");
    return true;
  } catch (const UserError&) {
    return false;
  }
}

/// Out of a checkpoint to the run that it belongs to, or to where it was copied.
std::filesystem::path besideFile(const std::filesystem::path& file) {
  std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  while (!takesFigures(folder) && folder.has_relative_path()) folder = folder.parent_path();
  return RunFolder(folder).exists() ? RunFolder(folder).figures() : folder;
}

}  // namespace

QString offeredFolder(const RunFolder& run) {
  if (run.path().empty()) return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
  if (!isWeightsFile(run.path())) return QString::fromStdString(run.figures().string());
  const QString folder = QString::fromStdString(besideFile(findWeightsPlace(run.path()).file).string());
  const bool isLocked = QFileInfo::exists(folder) && !QFileInfo(folder).isWritable();
  return isLocked ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) : folder;
}

QString offeredName(const RunFolder& run) {
  if (!isWeightsFile(run.path())) return QString::fromStdString(run.name());
  const WeightsPlace place = findWeightsPlace(run.path());
  std::filesystem::path name = place.file.filename();
  if (name.extension() == ".json") name = name.stem().stem();  // NAME.safetensors.index.json
  while (isWeightsName(name)) name = name.stem();              // NAME.pth.tar
  QString text = QString::fromStdString(name.string());
  if (!place.part.empty()) text += QLatin1Char('_') + QString::fromStdString(place.part);
  return text.replace(QLatin1Char('/'), QLatin1Char('_'));
}

namespace {

/// In the window's own message; how many files of data went with it.
void saySaved(QWidget* parent, const QString& file, const std::vector<QString>& data) {
  auto* window = qobject_cast<WorkspaceWindow*>(parent->window());
  if (!window || file.isEmpty()) return;
  const QString note = data.empty()       ? QString()
                       : data.size() == 1 ? tr("with %1").arg(QFileInfo(data.front()).fileName())
                                          : tr("with %1 files of data").arg(data.size());
  window->showSaved(file, note);
}

}  // namespace

void savePicture(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName) {
  ExportDialog dialog(figure, offeredFolder(run), baseName, parent);
  if (dialog.exec() == QDialog::Accepted) saySaved(parent, dialog.file(), dialog.dataFiles());
}

void saveData(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName) {
  const QString folder = QFileDialog::getExistingDirectory(parent, tr("Folder for the data"), offeredFolder(run));
  if (folder.isEmpty()) return;
  try {
    std::vector<QString> files = saveFigureData(figure, folder, baseName);
    if (files.empty()) return;
    const QString first = files.front();
    files.erase(files.begin());
    saySaved(parent, first, files);
  } catch (const std::exception& error) {
    QMessageBox::warning(parent, tr("Data not saved"), engineText(std::string(error.what())));
  }
}

}  // namespace studio
