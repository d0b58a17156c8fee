// What the commands of files do: dialogs, and what is opened or written after them.
#include "app/gui/window_commands.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QUrl>
#include <algorithm>
#include <optional>
#include <vector>

#include "core/run/places.h"
#include "core/run/error.h"
#include "core/run/run_files.h"
#include "widgets/export/export_dialog.h"
#include "widgets/export/figure_metadata.h"
#include "widgets/forms/weights_fit_dialog.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_configuration.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

struct WeightsExport {
  QString file;                  ///< with the ending of its format
  std::optional<bool> blurPool;  ///< a ResNet's names with or without BlurPool; nothing: as they are
};

struct WeightsFormat {
  QString filter, ending;
  std::optional<bool> blurPool;
};

std::vector<WeightsFormat> formats(bool resnet) {
  std::vector<WeightsFormat> all{{tr("safetensors (*.safetensors)"), QStringLiteral("safetensors"), {}},
                                 {tr("PyTorch (*.pt)"), QStringLiteral("pt"), {}}};
  if (!resnet) return all;
  all.push_back({tr("PyTorch, with BlurPool (*.pt)"), QStringLiteral("pt"), true});
  all.push_back({tr("PyTorch, without BlurPool (*.pt)"), QStringLiteral("pt"), false});
  return all;
}

QString withEnding(const QString& file, const QString& ending) {
  return file.endsWith(QLatin1Char('.') + ending) ? file : file + QLatin1Char('.') + ending;
}

/// Asks for the place and the format that weights are to be written in:
/// nullopt when the dialog was left. `base`: offered, without an ending. `resnet`: both spellings of BlurPool are
/// offered.
std::optional<WeightsExport> askWeightsExport(QWidget* parent, const QString& base, bool resnet) {
  const auto all = formats(resnet);
  QStringList filters;
  for (const WeightsFormat& format : all) filters << format.filter;
  QString chosen = filters.front();
  const QString file =
      QFileDialog::getSaveFileName(parent, tr("Export checkpoint"), withEnding(base, all.front().ending),
                                   filters.join(QStringLiteral(";;")), &chosen);
  if (file.isEmpty()) return std::nullopt;
  const WeightsFormat& format = all[std::size_t(std::max<qsizetype>(0, filters.indexOf(chosen)))];
  QFileInfo info(file);
  const QString bare = info.suffix() == QLatin1String("safetensors") || info.suffix() == QLatin1String("pt")
                           ? info.path() + QLatin1Char('/') + info.completeBaseName()
                           : file;
  return WeightsExport{withEnding(bare, format.ending), format.blurPool};
}

/// The folder of a run is what is to be opened, not a place to look into.
class OpenDialog : public QFileDialog {
 public:
  using QFileDialog::QFileDialog;
  void accept() override {
    const QStringList chosen = selectedFiles();
    const bool isRun = chosen.size() == 1 && RunFolder(chosen.front().toStdString()).exists();
    isRun ? done(Accepted) : QFileDialog::accept();
  }
};

}  // namespace

FileCommands::FileCommands(WorkspaceWindow& window, Session& session)
    : QObject(&window), window_(window), session_(session) {
  exportPool_.setMaxThreadCount(1);
  removeHalfExports();
  connect(&session, &Session::headsWanted, this, &FileCommands::askHeads);
  connect(&session, &Session::partWanted, this, &FileCommands::askPart);
  connect(&session, &Session::fitOffered, this, &FileCommands::offerFit);
}

void FileCommands::openDialog() {
  OpenDialog dialog(&window_, tr("Open a run, a configuration or weights"),
                    QString::fromStdString(session_.runsFolder().string()),
                    tr("Runs, configurations, weights and figures (*.toml status.json *.safetensors *.pt *.pth *.bin "
                       "*.tar *.ckpt *.index.json *.pdf *.svg *.png)"));
  dialog.setOption(QFileDialog::HideNameFilterDetails);  // in words: the endings would be cut
  dialog.setViewMode(QFileDialog::Detail);
  dialog.setFileMode(QFileDialog::AnyFile);  // FILE#PART is no file; openPath() says what is not there
  dialog.setLabelText(QFileDialog::Accept, tr("Open"));
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return;
  const QFileInfo chosen(dialog.selectedFiles().constFirst());
  // Inside a run folder every file stands for the run; elsewhere a .toml is a configuration.
  const bool inRun = RunFolder(chosen.absolutePath().toStdString()).exists() &&
                     QFileInfo::exists(chosen.absolutePath() + QStringLiteral("/status.json"));
  openPath(inRun ? chosen.absolutePath() : chosen.absoluteFilePath());
}

void FileCommands::openRunsFolderDialog() {
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder of runs"),
                                                           QString::fromStdString(session_.runsFolder().string()));
  if (!folder.isEmpty()) openPath(folder);
}

void FileCommands::openPath(const QString& path) {
  window_.clearError();  // of what was to be opened before
  const QFileInfo info(path);
  const std::filesystem::path weights = findWeightsPlace(path.toStdString()).file;  // of FILE#PART the file
  if (!QFileInfo::exists(QString::fromStdString(weights.string()))) {
    forgetPath(path);
    return window_.showError(tr("%1 is not there any more; open another run or configuration.").arg(path));
  }
  if (info.isFile() && info.suffix() == QLatin1String("toml")) return openConfiguration(info.absoluteFilePath());
  if (info.isFile() && isFigureFile(path.toStdString())) return session_.openFigure(info.absoluteFilePath());
  if (QFileInfo(QString::fromStdString(weights.string())).isFile() && isWeightsName(weights))
    return session_.openWeights(info.absoluteFilePath().toStdString());
  if (info.isDir() && RunFolder(path.toStdString()).exists())
    return session_.openRun(info.absoluteFilePath().toStdString());
  if (info.isDir()) return session_.setRunsFolder(info.absoluteFilePath().toStdString());
  window_.showError(
      tr("%1 is no run folder, no configuration (.toml), no file of weights (.safetensors, .pt) and no figure (.pdf, "
         ".svg, .png); choose one of these.")
          .arg(path));
}

/// The sheets of the file are shown meanwhile; who leaves the question has them all the same.
bool FileCommands::lacksHeads() const { return session_.monitor()->hasRun() && session_.monitor()->data().lacksHeads; }

void FileCommands::nameHeads() {
  const RunData& open = session_.monitor()->data();
  askHeads(QString::fromStdString(open.folder.path().string()), open.config.model.width);
}

void FileCommands::askHeads(const QString& file, qint64 width) {
  constexpr qint64 kUsualHeadWidth = 64;
  QStringList possible;
  for (qint64 heads = 1; heads <= width; ++heads)
    if (width % heads == 0) possible << QString::number(heads);
  auto* question = new QInputDialog(&window_);
  question->setObjectName(QStringLiteral("askHeads"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Attention heads"));
  question->setLabelText(tr("%1 does not say how many attention heads its network has (width %2).\nSheets and TopoLoss "
                            "of its weights need no number, responses do.")
                             .arg(QFileInfo(file).fileName())
                             .arg(width));
  question->setComboBoxItems(possible);
  question->setComboBoxEditable(false);
  if (width % kUsualHeadWidth == 0) question->setTextValue(QString::number(width / kUsualHeadWidth));
  question->setOkButtonText(tr("Use this number"));
  question->setCancelButtonText(tr("Sheets only"));
  connect(question, &QInputDialog::textValueSelected, this,
          [this, file](const QString& heads) { session_.nameHeads(file.toStdString(), heads.toLongLong()); });
  question->open();
}

/// Weights that are no whole network: they are compared with the nearest, and a run can begin with those that fit.
void FileCommands::offerFit(const QString& file, const QString& sentence, const RunConfig& config,
                            const WeightsFit& fit) {
  auto* dialog = new WeightsFitDialog(file, &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->sayWhatFollows(
      tr("“Load what fits” opens Setup with a run that begins with these weights; nothing is trained before you start "
         "it."));
  dialog->show(fit, QString::fromStdString(config.model.name), engineText(sentence));
  connect(dialog, &WeightsFitDialog::loadingWanted, this, [this, config] {
    RunConfig wanted = config;
    wanted.model.partialWeights = true;
    session_.openConfiguration(wanted, QString::fromStdString(differingToml(wanted)));
  });
  dialog->open();
}

/// A file that holds several networks of which none stands out.
void FileCommands::askPart(const QString& file, const QStringList& parts, const QString& sentence) {
  auto* question = new QInputDialog(&window_);
  question->setObjectName(QStringLiteral("askPart"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Several networks"));
  const QString name = QFileInfo(file).fileName();
  question->setLabelText(tr("%1 holds several networks.\nWhich one do you want to look at?").arg(name));
  question->setToolTip(sentence);
  question->setComboBoxItems(parts);
  question->setComboBoxEditable(false);
  question->setOkButtonText(tr("Open this network"));
  connect(question, &QInputDialog::textValueSelected, this,
          [this, file](const QString& part) { openPath(file + QLatin1Char('#') + part); });
  question->open();
}

void FileCommands::openConfiguration(const QString& path) {
  struct Read {
    RunConfig config;
    QString text;
  };
  readOnWorker<Read>(
      this,
      [path] {
        QFile file(path);
        const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        return Read{loadConfig(path.toStdString()), text};
      },
      [this, path](Read read) {
        rememberPath(path);
        session_.openConfiguration(read.config, read.text);
      },
      [this, path](const std::string& sentence) {
        forgetPath(path);
        window_.showError(QString::fromStdString(sentence));
      });
}

void FileCommands::exportFigure() {
  const auto figure = window_.currentView() ? window_.currentView()->figure() : nullptr;
  if (!figure) return;
  const FigurePlace place = window_.currentView()->figurePlace();
  const RunFolder run = place.run.empty() ? session_.monitor()->data().folder : RunFolder(place.run);
  QStringList name{place.name.isEmpty() ? offeredName(run) : place.name, window_.currentViewId()};
  name.removeAll(QString());
  savePicture(&window_, *figure, run, name.join(QLatin1Char('_')));
}

bool FileCommands::canExportCheckpoint() const {
  const RunData& data = session_.monitor()->data();
  return session_.monitor()->hasRun() && (!data.caption.empty() || !data.checkpointSteps.empty());
}

void FileCommands::exportCheckpoint() {
  const RunData& data = session_.monitor()->data();
  std::filesystem::path from = data.folder.path();
  const ModelConfig& model = data.config.model;
  const bool file = !data.caption.empty();
  const std::int64_t heads = file ? model.heads : 0;
  if (file && model.width > 0 && heads == 0)
    return askHeads(QString::fromStdString(from.string()), model.width);  // the new file says it
  QString base = offeredName(data.folder);
  if (data.caption.empty()) {
    const std::int64_t step = checkpointShown(data);
    from = data.folder.checkpoint(step);
    base += QLatin1Char('_') + QString::fromStdString(stepName(step));
  }
  const auto idle = session_.engine()->idleSettings(data.config);  // other models' settings among them
  const bool hasBlurPool = std::find(idle.begin(), idle.end(), "model.blur_pool") == idle.end();
  const QString place = exportFolder(QString::fromStdString(data.folder.path().parent_path().string()));
  const auto wanted = askWeightsExport(&window_, QDir(place).filePath(base), hasBlurPool);
  if (!wanted) return;
  rememberExportFolder(QFileInfo(wanted->file).absolutePath());
  ConvertRequest request{from, wanted->file.toStdString(), {}, wanted->blurPool, {}};
  if (heads > 0) request.settings.push_back("model.heads=" + std::to_string(heads));
  readOnWorker<std::vector<std::string>>(
      this, [engine = session_.engine(), request] { return engine->convertWeights(request).notes; },
      [this, wanted, file](const std::vector<std::string>& notes) {
        QStringList said;  // on how a file was read; a checkpoint of a run is the program's own
        for (const auto& note : notes)
          if (file) said << engineText(note);
        window_.showSaved(wanted->file, said.join(QLatin1Char(' ')));
      },
      [this](const std::string& sentence) { window_.showError(QString::fromStdString(sentence)); });
}

void FileCommands::showRunFolder() {
  const RunData& data = session_.monitor()->data();
  const auto folder = data.caption.empty() ? data.folder.path() : data.folder.path().parent_path();
  QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(folder.string())));
}

}  // namespace studio
