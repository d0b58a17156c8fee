#include "tests/app/gui/random_actions.h"

#include <QApplication>
#include <QTest>
#include <algorithm>

#include "app/gui/main_window.h"
#include "app/gui/window_commands.h"
#include "widgets/analysis/analyses.h"

namespace studio {
namespace {

/// Quitting is an action of its own; the file manager is no part of the window.
const QStringList kLeftOut{QStringLiteral("file.quit"), QStringLiteral("file.runFolder")};

QString pathText(const std::string& path) { return QString::fromStdString(path); }

}  // namespace

const std::vector<RandomActions::Kind>& RandomActions::kinds() {
  static const std::vector<Kind> table = {{14, &RandomActions::triggerCommand},
                                          {10, &RandomActions::openPlace},
                                          {6, &RandomActions::showSomeView},
                                          {3, &RandomActions::showSomeWorkspace},
                                          {2, &RandomActions::changeWindow},
                                          {1, &RandomActions::changeTheme},
                                          {3, &RandomActions::closeAndReopen},
                                          {1, &RandomActions::closeWindow},
                                          {16, &RandomActions::pressPointer},
                                          {4, &RandomActions::turnWheel},
                                          {8, &RandomActions::pressSomeKey},
                                          {2, &RandomActions::startRun},
                                          {4, &RandomActions::steerRun},
                                          {1, &RandomActions::resumeRun},
                                          {4, &RandomActions::chooseStimuli},
                                          {3, &RandomActions::changeSetting},
                                          {3, &RandomActions::chooseUnit},
                                          {2, &RandomActions::changeDisplay},
                                          {4, &RandomActions::changeSources},
                                          {7, &RandomActions::steerWork},
                                          {2, &RandomActions::analyseOneAfterAnother}};
  return table;
}

RandomActions::RandomActions(std::uint64_t seed, const RandomPlaces& places, std::function<void(const QString&)> tell)
    : random_(seed), places_(places), tell_(std::move(tell)) {}

void RandomActions::act(MainWindow& window) {
  window_ = &window;
  analyses_ = window.findChild<Analyses*>();
  int sum = 0;
  for (const Kind& kind : kinds()) sum += kind.weight;
  int ticket = below(sum);
  for (const Kind& kind : kinds()) {
    ticket -= kind.weight;
    if (ticket < 0) return (this->*kind.act)();
  }
}

/// Oftener one that can be looked at.
std::string RandomActions::somePlace() {
  return below(4) == 0 ? pick(places_.others).string() : pick(places_.good).string();
}

void RandomActions::triggerCommand() {
  ActionRegistry& registry = window_->registry();
  registry.refresh();
  std::vector<QString> possible;
  for (const ActionSpec& spec : registry.specs())
    if (registry.action(spec.id)->isEnabled() && !kLeftOut.contains(spec.id)) possible.push_back(spec.id);
  if (possible.empty()) return;
  const QString id = pick(possible);
  tell_(QStringLiteral("command ") + id);
  registry.action(id)->trigger();
}

void RandomActions::openPlace() {
  const QString place = pathText(somePlace());
  tell_(QStringLiteral("open ") + place);
  window_->files().openPath(place);
}

void RandomActions::showSomeView() {
  const QString id = pick(window_->viewIds());
  tell_(QStringLiteral("view ") + id);
  window_->showView(id);
}

void RandomActions::showSomeWorkspace() {
  const QString id = QString::fromLatin1(pick(workspaceRows()).id);
  tell_(QStringLiteral("workspace ") + id);
  window_->showWorkspace(id);
}

void RandomActions::changeWindow() {
  const QSize size(960 + below(640), 620 + below(380));
  tell_(QStringLiteral("window %1 x %2").arg(size.width()).arg(size.height()));
  window_->setWindowState(Qt::WindowNoState);
  window_->resize(size);
}

void RandomActions::changeTheme() {
  const auto choice = pick(std::vector{ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark});
  tell_(QStringLiteral("theme %1").arg(int(choice)));
  ThemeManager::instance().choose(choice);
}

void RandomActions::closeAndReopen() {
  RunMonitor& monitor = *window_->session().monitor();
  const QString path = monitor.hasRun() ? pathText(monitor.data().folder.path().string()) : pathText(somePlace());
  tell_(QStringLiteral("close the run, then open ") + path);
  window_->session().closeRun();
  if (below(2) == 0) QApplication::processEvents();
  window_->files().openPath(path);
}

void RandomActions::closeWindow() {
  tell_(QStringLiteral("close the window"));
  window_->close();
}

void RandomActions::startRun() {
  RunConfig config = smallBarsRun(20 + below(400));
  config.train.seed = below(3);
  config.topoloss.tau = below(3);
  const QString name = QStringLiteral("run_%1").arg(below(6));
  tell_(QStringLiteral("start %1, %2 steps").arg(name).arg(config.train.steps));
  window_->session().start(config, name);
  places_.good.push_back(window_->session().runsFolder() / name.toStdString());
  if (places_.good.size() > 20) places_.good.erase(places_.good.begin() + 7);
}

void RandomActions::steerRun() {
  Session& session = window_->session();
  const int kind = below(4);
  tell_(QStringLiteral("training: ") + QStringList{"pause or resume", "checkpoint", "stop", "stop, unsaved"}[kind]);
  if (!session.training()) return;
  if (kind == 0) session.pauseOrResume();
  if (kind == 1) session.saveCheckpoint();
  if (kind > 1) session.stop(kind == 2);
}

void RandomActions::resumeRun() {
  const auto place = pick(places_.good);
  tell_(QStringLiteral("resume ") + pathText(place.string()));
  window_->session().resume(RunFolder(place));
}

void RandomActions::chooseStimuli() {
  std::vector<std::string> data{"", "gratings:", "localizer:" + places_.images.string(), "localizer:/not/there"};
  for (const StimuliChoice& choice : analyses_->choices().offeredStimuli()) data.push_back(choice.data);
  const std::string chosen = pick(data);
  tell_(QStringLiteral("stimuli \"%1\"").arg(pathText(chosen)));
  analyses_->choices().setStimuli(chosen);
}

/// Near its default or at its least: what takes minutes is no part of this test.
void RandomActions::changeSetting() {
  std::vector<const ChoiceField*> fields;
  for (const AnalysisKind& kind : analyses_->choices().kinds())
    for (const ChoiceField& field : kind.choices)
      if (!field.follows && !field.label.empty()) fields.push_back(&field);
  if (fields.empty()) return;
  const ChoiceField& field = *pick(fields);
  const bool least = below(2) == 0;
  ConfigValue value = field.initial;
  if (field.kind == FieldKind::Choice) value = pick(field.choices);
  if (field.kind == FieldKind::Integer && least) value = std::int64_t(field.minimum);
  if (field.kind == FieldKind::Number && least) value = field.minimum;
  tell_(QStringLiteral("setting %1, %2").arg(pathText(field.key), least ? "least" : "default or a choice"));
  AnalysisSettings settings = analyses_->choices().settings();
  settings.values[field.key] = value;
  analyses_->choices().setSettings(settings);
}

void RandomActions::chooseUnit() {
  std::vector<std::string> layers{"not a layer"};
  for (const LayerInfo& layer : window_->session().monitor()->data().layers) layers.push_back(layer.name);
  const std::string layer = pick(layers);
  const int unit = below(140) - 1, kind = below(3);
  tell_(QStringLiteral("layer %1, unit %2, %3").arg(pathText(layer)).arg(unit).arg(kind));
  if (kind != 0) analyses_->selection().setLayer(layer);
  if (kind != 1) analyses_->selection().setUnit(unit);
  if (kind == 2) analyses_->selection().setHovered(unit);
}

void RandomActions::changeDisplay() {
  AnalysisDisplay display = analyses_->selection().display();
  display.raised = below(2) == 0;
  display.linkedCursor = below(2) == 0;
  display.sigma = below(4);
  display.greyBelow = below(3);
  display.lockedLimit = below(2) == 0 ? std::optional<double>() : 1 + below(5);
  tell_(QStringLiteral("display: sigma %1, %2").arg(display.sigma).arg(display.raised ? "raised" : "flat"));
  analyses_->selection().setDisplay(display);
}

void RandomActions::changeSources() {
  Sources& sources = analyses_->sources();
  const int kind = below(6), index = below(int(sources.list().size()) + 1);
  const std::string place = somePlace();
  const auto steps = sources.steps();
  const std::int64_t step = steps.empty() || below(3) == 0 ? -1 : pick(steps);
  tell_(QStringLiteral("networks: %1, index %2, step %3, %4").arg(kind).arg(index).arg(step).arg(pathText(place)));
  if (kind == 0) sources.add(place);
  if (kind == 1 && !sources.open().empty()) sources.add(sources.open(), step);
  if (kind == 2) sources.addGroup(places_.seeds);
  if (kind == 3) sources.remove(std::size_t(index));
  if (kind == 4) sources.pin(index - 1);
  if (kind == 5) sources.setStep(step);
}

void RandomActions::steerWork() {
  const int kind = below(5);
  const std::string one = pick(analyses_->choices().names());
  tell_(QStringLiteral("analyses: ") + (kind < 2    ? QStringLiteral("all")
                                        : kind == 4 ? QStringLiteral("stop")
                                                    : pathText(one)));
  if (kind < 2) window_->trigger(QStringLiteral("analyse.runAll"));
  if (kind == 2 || kind == 3) analyses_->work().start({one});
  if (kind == 4) analyses_->work().cancel();
}

/// What once showed rows of networks that were gone: results on their way while something else is opened.
void RandomActions::analyseOneAfterAnother() {
  tell_(QStringLiteral("gratings and all analyses of one network after another"));
  for (int count = 3; count > 0; --count) {
    const QString place = pathText(pick(places_.good).string());
    tell_(QStringLiteral("  open ") + place);
    window_->files().openPath(place);
    QTest::qWait(100 + below(400));
    for (const char* command : {"analyse.gratings", "analyse.runAll"}) {
      window_->trigger(QString::fromLatin1(command));
      QTest::qWait(below(300));
    }
  }
}

}  // namespace studio
