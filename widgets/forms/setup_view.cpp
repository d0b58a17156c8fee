// The parts of the setup view, and what one of them says to the others.
#include "widgets/forms/setup_view.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "core/run/error.h"
#include "core/run/run_store.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preflight_panel.h"
#include "widgets/forms/setup_queries.h"
#include "widgets/forms/toml_panel.h"
#include "widgets/forms/weights_fit_dialog.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kRestBeforeCheck = 1000;  // ms
constexpr const char* kTomlFile = "config.toml";

/// Panel ground; follows the theme.
void makePanel(QWidget* widget) {
  widget->setAutoFillBackground(true);
  const auto paint = [widget] {
    QPalette palette = widget->palette();
    palette.setColor(QPalette::Window, theme().color(Role::Panel));
    widget->setPalette(palette);
  };
  paint();
  QObject::connect(&ThemeManager::instance(), &ThemeManager::changed, widget, paint);
}

}  // namespace

SetupView::SetupView(std::shared_ptr<const Engine> engine, std::vector<SetupPreset> presets, QWidget* parent)
    : QWidget(parent),
      engine_(std::move(engine)),
      presetRows_(std::move(presets)),
      document_(new ConfigDocument(this)),
      queries_(new SetupQueries(engine_, this)),
      check_(new PreflightCheck(engine_, this)) {
  makeColumns();
  recheck_.setSingleShot(true);
  recheck_.setInterval(kRestBeforeCheck);
  connect(&recheck_, &QTimer::timeout, this, [this] {
    if (isVisible() && busy_.isEmpty() && !firstError()) checkNow();
  });
  for (const ConfigField& field : configFields())
    if (field.kind == FieldKind::Choice && field.choices.empty())
      form_->setChoices(field.key, engine_->choices(field.key));
  connectDocument();
  connectParts();
  setConfig(RunConfig{});
}

void SetupView::makeColumns() {
  form_ = new ConfigForm(document_, this);
  form_->setAccessibleName(tr("Settings"));
  layers_ = new LayerPanel(document_, this);
  auto* columns = new QSplitter(Qt::Horizontal, this);
  columns->setHandleWidth(1);
  columns->setChildrenCollapsible(false);
  const std::pair<QWidget*, int> parts[] = {{makeLeft(), 160}, {form_, 376}, {layers_, 288}, {makeRight(), 292}};
  for (const auto& [part, minimum] : parts) {
    makePanel(part);
    part->setMinimumWidth(minimum);
    columns->addWidget(part);
  }
  for (int wide = 1; wide < columns->count(); ++wide)
    columns->setStretchFactor(wide, 1);  // the lists are as wide as names
  columns->setSizes({208, 520, 384, 328});
  auto* page = new QVBoxLayout(this);
  page->setContentsMargins(0, 0, 0, 0);
  page->addWidget(columns);
}

QWidget* SetupView::makeLeft() {
  auto* left = new QWidget(this);
  presets_ = new PresetList(presetRows_, left);
  search_ = new QLineEdit(left);
  search_->setPlaceholderText(tr("Find a setting"));
  search_->setAccessibleName(tr("Find a setting", "read aloud"));
  search_->setClearButtonEnabled(true);
  QAction* glass = search_->addAction(icon(QStringLiteral("search"), Role::Muted), QLineEdit::LeadingPosition);
  connect(&ThemeManager::instance(), &ThemeManager::changed, glass,
          [glass] { glass->setIcon(icon(QStringLiteral("search"), Role::Muted)); });
  sections_ = new SectionList(document_, left);
  const auto titled = [left](const QString& text) {
    QLabel* title = makePanelTitle(text, left);
    title->setContentsMargins(16, 0, 16, 0);
    return title;
  };
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(titled(tr("Presets")));
  column->addWidget(presets_);
  column->addSpacing(12);
  column->addWidget(makeRule(left));
  column->addWidget(titled(tr("Settings")));
  auto* field = new QVBoxLayout;
  field->setContentsMargins(12, 0, 12, 8);
  field->addWidget(search_);
  column->addLayout(field);
  column->addWidget(sections_, 1);
  return left;
}

QWidget* SetupView::makeRight() {
  auto* right = new QWidget(this);
  preflight_ = new PreflightPanel(right);
  toml_ = new TomlPanel(document_, right);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(preflight_);
  column->addWidget(makeRule(right));
  column->addWidget(toml_, 1);
  return right;
}

void SetupView::connectDocument() {
  connect(document_, &ConfigDocument::changed, this, &SetupView::configEdited);
  connect(queries_, &SetupQueries::answered, this,
          [this](const std::vector<Problem>& problems, const std::vector<LayerInfo>& layers) {
            answered_ = problems;
            layers_->showLayers(layers);
            takeProblems();
            if (!checkCancelled_) recheck_.start();
            finishStart();
          });
  connect(queries_, &SetupQueries::previewReady, layers_, &LayerPanel::showPreview);
  connect(queries_, &SetupQueries::previewFailed, this, [this](const QString& sentence) {
    layers_->showPreviewFault(hasWeightsError() ? tr("The first weights cannot be shown: those to start from do not "
                                                     "fit, as is said at Weights.")
                                                : sentence);
  });
  connect(layers_, &LayerPanel::previewWanted, queries_, &SetupQueries::askPreview);
}

void SetupView::connectParts() {
  connect(presets_, &PresetList::presetChosen, this, &SetupView::loadPreset);
  connect(search_, &QLineEdit::textChanged, form_, &ConfigForm::setFilter);
  connect(sections_, &SectionList::sectionChosen, this, [this](const std::string& section) {
    search_->clear();
    form_->showSection(section);
  });
  connect(form_, &ConfigForm::faultsChanged, this, &SetupView::takeProblems);
  connect(form_, &ConfigForm::folderWanted, this, &SetupView::openFolderWanted);
  connect(form_, &ConfigForm::compareWanted, this, &SetupView::compareWeights);
  connect(preflight_, &PreflightPanel::nameChanged, this, &SetupView::refreshStart);
  connect(toml_, &TomlPanel::faultChanged, this, &SetupView::takeProblems);
  connect(preflight_, &PreflightPanel::startWanted, this, &SetupView::start);
  connect(preflight_, &PreflightPanel::sweepWanted, this, &SetupView::sweepWanted);
  connect(preflight_, &PreflightPanel::problemChosen, this, &SetupView::goTo);
  connect(check_, &PreflightCheck::done, this, &SetupView::takeReport);
  connect(check_, &PreflightCheck::stageChanged, preflight_, &PreflightPanel::showStage);
  connect(preflight_, &PreflightPanel::cancelWanted, this, &SetupView::cancelCheck);
}

/// With the name that it suggests: one that was typed was for the configuration before.
void SetupView::setConfig(const RunConfig& config, const QString& toml) {
  preflight_->nameField()->clear();
  document_->open(config, toml);
}

void SetupView::loadConfig(const RunConfig& config, const QString& what) {
  preflight_->nameField()->clear();
  document_->load(config, {}, toml_->text(), what);
}

namespace {

const QString kKeptToml = QStringLiteral("toml"), kKeptConfig = QStringLiteral("config"),
              kKeptOpened = QStringLiteral("opened"), kKeptName = QStringLiteral("name");

QString wholeToml(const RunConfig& config) { return QString::fromStdString(toToml(config)); }

}  // namespace

/// The text as it was typed has the comments; where it is no configuration, the form's is.
QByteArray SetupView::kept() const {
  QJsonObject kept{{kKeptConfig, wholeToml(config())},
                   {kKeptOpened, wholeToml(document_->opened())},
                   {kKeptName, preflight_->nameField()->text()}};
  if (toml_->fault().isEmpty()) kept[kKeptToml] = toml_->text();
  return QJsonDocument(kept).toJson(QJsonDocument::Compact);
}

/// What another version of the program wrote and this one does not know is passed over: the form stays as it is.
void SetupView::restore(const QByteArray& bytes) {
  const QJsonObject kept = QJsonDocument::fromJson(bytes).object();
  const auto text = [&kept](const QString& key) { return kept.value(key).toString(); };
  try {
    const RunConfig config = parseConfig(text(kKeptConfig).toStdString());
    const RunConfig opened = parseConfig(text(kKeptOpened).toStdString());
    if (text(kKeptConfig).isEmpty() || text(kKeptOpened).isEmpty()) return;
    document_->openChanged(config, opened, text(kKeptToml));
    preflight_->nameField()->setText(text(kKeptName));
  } catch (const UserError&) {
    return;
  }
}

const RunConfig& SetupView::config() const { return document_->config(); }
QString SetupView::toml() const { return toml_->text(); }
QString SetupView::name() const { return preflight_->name(); }
QUndoStack* SetupView::undoStack() { return &document_->undoStack(); }
void SetupView::focusSearch() { search_->setFocus(Qt::ShortcutFocusReason); }

void SetupView::loadPreset(int index) {
  const SetupPreset& preset = presetRows_[static_cast<std::size_t>(index)];
  preflight_->nameField()->clear();  // it brings its own
  document_->load(preset.config, preset.toml, toml_->text(), tr("Preset %1").arg(preset.title));
}

void SetupView::setPath(const QString& key, const QString& path) {
  const ConfigField* field = findField(key.toStdString());
  if (!field || path.isEmpty()) return;
  document_->endEdit();
  if (field->kind == FieldKind::Path) document_->setField(*field, path.toStdString());
  if (field->kind == FieldKind::Stimuli) document_->setField(*field, "localizer:" + path.toStdString());
}

void SetupView::configEdited() {
  form_->setIdle(engine_->idleSettings(config()));
  std::vector<std::pair<QString, QString>> stimuli;
  for (const StimuliChoice& choice : engine_->probeChoices(config()))
    stimuli.emplace_back(QString::fromStdString(choice.data), engineText(choice.title));
  form_->setOffered("probe.data", stimuli);
  answered_ = settingProblems(config());  // at once; what needs the model follows
  presets_->showConfig(config());
  preflight_->suggestName(QString::fromStdString(RunStore::nameFor(config())));
  check_->cancel();  // nobody waits for what is no longer asked
  checkCancelled_ = false;
  preflight_->showUnchecked({});
  recheck_.stop();
  queries_->ask(config());
  takeProblems();
  Q_EMIT configChanged();
}

void SetupView::takeProblems() {
  problems_ = form_->faults();
  if (!toml_->fault().isEmpty())
    problems_.push_back({kTomlFile, Problem::Severity::Error, toml_->fault().toStdString(), {}, {}});
  const auto unread = problems_;  // while a field holds no value, what is said of its last one is out of place
  std::copy_if(answered_.begin(), answered_.end(), std::back_inserter(problems_), [&](const Problem& answered) {
    return std::none_of(unread.begin(), unread.end(), [&](const Problem& each) { return each.key == answered.key; });
  });
  form_->showProblems(problems_);
  sections_->showProblems(problems_);
  preflight_->showProblems(problems_);
  toml_->showProblems(problems_);
  showCheckState();
  refreshStart();
}

/// Numbers stand only of the settings as they are; else the check that is about to come is announced, or why there can
/// be none now.
void SetupView::showCheckState() {
  const Problem* error = firstError();
  if (check_->running() || (preflight_->isChecked() && !error)) return;
  const QString cancelled = checkCancelled_ ? tr("the check was cancelled; F7 checks again.") : QString();
  const QString mend =
      error ? tr("%1 is to be mended first.").arg(fieldName(error->key)) : QString();  // its field says why
  preflight_->showUnchecked(error ? mend : !busy_.isEmpty() ? busy_ : cancelled);
  const bool comes = !error && busy_.isEmpty() && !checkCancelled_;
  if (!comes) recheck_.stop();
  if (comes && !queries_->pending() && !recheck_.isActive()) recheck_.start();
}

/// Where something is to be mended, whatever the search leaves out.
void SetupView::goTo(const std::string& key) {
  if (key == kRunName) return preflight_->nameField()->setFocus(Qt::OtherFocusReason);
  if (key == kTomlFile) return toml_->editor()->setFocus(Qt::OtherFocusReason);
  search_->clear();
  form_->showField(key);
}

/// It does not come by itself again until something is changed.
void SetupView::cancelCheck() {
  check_->cancel();
  recheck_.stop();
  checkCancelled_ = true;
  showCheckState();
}

/// A page that nobody saw was not checked.
void SetupView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  showCheckState();
}

/// The form says it, with what can be done; the panel of layers would say it in other words and numbers.
bool SetupView::hasWeightsError() const {
  return std::any_of(problems_.begin(), problems_.end(), [](const Problem& problem) {
    return problem.key == "model.weights" && problem.severity == Problem::Severity::Error;
  });
}

const Problem* SetupView::firstError() const {
  for (const Problem& problem : problems_)
    if (problem.severity == Problem::Severity::Error) return &problem;
  return nullptr;
}

bool SetupView::canStart() const { return startReason().isEmpty(); }

QString SetupView::startReason() const {
  if (const Problem* error = firstError()) return engineText(error->sentence);
  return preflight_->nameProblem().isEmpty() ? busy_ : preflight_->nameProblem();
}

void SetupView::setBusy(const QString& reason) {
  busy_ = reason;
  if (!busy_.isEmpty() && check_->running()) {  // two at once would time each other
    check_->cancel();
    preflight_->showNotChecking();
  }
  showCheckState();
  refreshStart();
}

void SetupView::setTakenNames(std::set<QString> names) { preflight_->setTakenNames(std::move(names)); }
void SetupView::setSweepReason(const QString& sentence) { preflight_->setSweepReason(sentence); }

void SetupView::refreshStart() {
  const Problem* error = firstError();
  const QString word = error                                 ? fieldName(error->key)
                       : preflight_->nameProblem().isEmpty() ? tr("training")
                                                             : tr("name");
  preflight_->setReason(word, startReason());
  Q_EMIT startChanged();
}

void SetupView::start() {
  startPending_ = true;
  finishStart();
}

/// Waits for the answer about the newest settings: Start must not race with the keystroke before it.
void SetupView::finishStart() {
  if (!startPending_ || queries_->pending()) return;
  startPending_ = false;
  if (canStart()) Q_EMIT startWanted(config(), name(), toml());
}

void SetupView::setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program) {
  check_->setPlace(device, runsFolder, program);
}

void SetupView::checkNow() {
  recheck_.stop();
  checkCancelled_ = false;
  preflight_->showChecking();
  check_->start(config());
}

void SetupView::takeReport(const RunConfig& checked, const Preflight& preflight) {
  if (!(checked == config())) return showCheckState();  // its own check follows
  const auto isError = [](const Problem& problem) { return problem.severity == Problem::Severity::Error; };
  const auto& problems = preflight.found.problems;
  if (std::none_of(problems.begin(), problems.end(), isError))
    preflight_->showReport(preflight);
  else
    preflight_->showUnchecked({});              // nothing was timed; the error is said
  if (!problems.empty()) answered_ = problems;  // the data have been read: more is known
  takeProblems();
}

void SetupView::compareWeights(const Problem& problem) {
  auto* dialog = new WeightsFitDialog(QString::fromStdString(config().model.weights), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &WeightsFitDialog::loadingWanted, this, [this] {
    form_->fix({"model.weights", {}, {}, tr("Load what fits").toStdString(), {{"model.partial_weights", "true"}}});
  });
  if (!problem.fix.empty())
    dialog->offerSettings(engineText(problem.fixLabel), [this, problem] { form_->fix(problem); });
  readOnWorker<WeightsFit>(
      computingPool(), dialog, [engine = engine_, config = config()] { return engine->weightsFit(config); },
      [dialog, model = QString::fromStdString(config().model.name)](const WeightsFit& fit) {
        dialog->show(fit, model);
      },
      [dialog](const std::string& sentence) { dialog->showFault(engineText(sentence)); });
  dialog->open();
}

}  // namespace studio
