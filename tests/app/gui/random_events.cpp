#include "tests/app/gui/random_events.h"

#include <QDesktopServices>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

#include "app/gui/main_window.h"
#include "tests/app/gui/random_actions.h"
#include "tests/app/gui/random_answers.h"
#include "tests/app/gui/random_places.h"
#include "widgets/analysis/analyses.h"
#include "widgets/frame/message_bar.h"

namespace studio {
namespace {

constexpr int kBeatMilliseconds = 10, kKeptLines = 50, kPaintEvery = 50, kLongestWaitForDialogs = 20000;

/// The folders and settings of a person are not touched: all that the window asks for lies in a folder of this test.
class OwnSurroundings {
 public:
  OwnSurroundings() : before_(QDir::currentPath()), data_(qgetenv("XDG_DATA_HOME")) {
    qputenv("STUDIO_SETTINGS", folder_.filePath(QStringLiteral("settings.ini")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", folder_.filePath(QStringLiteral("data")).toLocal8Bit());  // the trash
    QDir(folder_.path()).mkpath(QStringLiteral("data"));
    QDir::setCurrent(folder_.path());
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);  // others cannot be answered from here
    QApplication::setQuitOnLastWindowClosed(false);
    for (const char* scheme : {"file", "http", "https"})  // nothing answers: no file manager, no browser
      QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), &nobody_, "ignore");
  }
  ~OwnSurroundings() {
    for (const char* scheme : {"file", "http", "https"}) QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs, hadOwnDialogs_);
    QApplication::setQuitOnLastWindowClosed(true);
    QDir::setCurrent(before_);
    data_.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", data_);
  }
  std::filesystem::path path() const { return folder_.path().toStdString(); }

 private:
  QTemporaryDir folder_;
  QObject nobody_;
  QString before_;
  QByteArray data_;
  bool hadOwnDialogs_ = QApplication::testAttribute(Qt::AA_DontUseNativeDialogs);
};

/// The numbered lines: all in a file, the last ones here.
class Story {
 public:
  explicit Story(const RandomEventsOptions& options) : verbose_(options.verbose), file_(options.log) {
    if (!options.log.isEmpty() && !file_.open(QIODevice::WriteOnly | QIODevice::Truncate))
      throw std::runtime_error(options.log.toStdString() + " cannot be written.");
  }
  void tell(int number, const QString& what) {
    newest_ = QStringLiteral("%1: %2").arg(number).arg(what);
    lines_ << newest_;
    if (lines_.size() > kKeptLines) lines_.removeFirst();
    const QByteArray line = newest_.toUtf8() + '\n';
    if (file_.isOpen()) file_.write(line), file_.flush();
    if (verbose_) std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
  }
  const QString& newest() const { return newest_; }
  const QStringList& lines() const { return lines_; }

 private:
  bool verbose_;
  QFile file_;
  QString newest_;
  QStringList lines_;
};

class Driver {
 public:
  explicit Driver(const RandomEventsOptions& options)
      : options_(options),
        story_(options),
        places_(makeRandomPlaces(surroundings_.path())),
        pauses_(options.seed + 2),
        actions_(options.seed, places_, [this](const QString& what) { story_.tell(report_.actions, what); }),
        answers_(options.seed + 1, fileNames(),
                 [this](const QString& what) { story_.tell(report_.actions, QStringLiteral("  answer, ") + what); }) {}

  RandomEventsReport run() {
    WatchedApplication::escaped().clear();
    clock_.start();
    beat();
    for (; report_.actions < options_.actions && report_.failure.isEmpty(); ++report_.actions) oneAction();
    report_.dialogs = answers_.answered();
    report_.lastLines = story_.lines();
    closeAll();
    return report_;
  }

 private:
  QStringList fileNames() const;
  void makeWindow();
  void beat();
  void oneAction();
  void rest(int milliseconds);
  void waitForDialogs();
  void check();
  void fail(const QString& why);
  void hear(const QString& sentence);
  void closeAll();

  RandomEventsOptions options_;
  Story story_;
  OwnSurroundings surroundings_;
  RandomPlaces places_;
  std::mt19937_64 pauses_;
  RandomEventsReport report_;
  RandomActions actions_;
  RandomAnswers answers_;
  std::unique_ptr<MainWindow> window_;
  QElapsedTimer clock_;
  QObject beats_;  ///< first to go: nothing beats after it
};

QStringList Driver::fileNames() const {
  QStringList names;
  for (const auto& place : places_.all()) names << QString::fromStdString(place.string());
  return names << QString::fromStdString(places_.images.string());
}

/// Goes on in nested event loops as well: each beat is a timer of its own.
void Driver::beat() {
  QTimer::singleShot(kBeatMilliseconds, &beats_, [this] { beat(); });
  const qint64 gap = clock_.restart() - kBeatMilliseconds;
  if (gap > report_.longestBlock) {
    report_.longestBlock = gap;
    report_.longestAction = story_.newest();
  }
  answers_.look();
}

/// A window that has been closed is followed by another one over the same runs.
void Driver::makeWindow() {
  window_.reset();
  window_ = std::make_unique<MainWindow>(places_.runs);
  window_->resize(1280, 800);
  window_->show();
  window_->activateWindow();
  QObject::connect(&window_->session(), &Session::failed, &beats_, [this](const QString& said) { hear(said); });
  auto* analyses = window_->findChild<Analyses*>();
  QObject::connect(analyses, &Analyses::failed, &beats_, [this](const QString& said) { hear(said); });
  QObject::connect(&analyses->work(), &AnalysisWork::changed, &beats_, [this, analyses] {
    if (analyses->work().running()) ++report_.analyses;
  });
  QObject::connect(&window_->session(), &Session::ended, &beats_, [this] { ++report_.runs; });
}

void Driver::oneAction() {
  if (!window_ || !window_->isVisible()) makeWindow();
  try {
    actions_.act(*window_);
  } catch (const std::exception& error) {
    fail(QStringLiteral("an exception: ") + QString::fromUtf8(error.what()));
  }
  rest(int(pauses_() % std::uint64_t(options_.longestPause + 1)));
  waitForDialogs();
  check();
}

/// With whatever opens meanwhile.
void Driver::rest(int milliseconds) {
  QEventLoop loop;
  QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
  loop.exec();
}

void Driver::waitForDialogs() {
  QElapsedTimer waited;
  waited.start();
  while (RandomAnswers::open() && waited.elapsed() < kLongestWaitForDialogs) rest(kBeatMilliseconds);
  if (const QWidget* left = RandomAnswers::open())
    fail(QStringLiteral("%1 cannot be closed").arg(QString::fromLatin1(left->metaObject()->className())));
}

void Driver::check() {
  if (!WatchedApplication::escaped().isEmpty())
    fail(QStringLiteral("an exception in the event loop: ") + WatchedApplication::escaped());
  if (const auto* bar = window_->findChild<MessageBar*>()) hear(bar->text());
  if (report_.actions % kPaintEvery != 0 || !window_->isVisible()) return;
  QWidget* shown = window_->currentView();
  if (!shown) shown = window_.get();
  if (shown->grab().isNull()) fail(QStringLiteral("the view is not painted any more"));
}

void Driver::hear(const QString& sentence) {
  if (sentence.contains(QLatin1String("error in the program"))) fail(QStringLiteral("the window says: ") + sentence);
}

/// The first counts.
void Driver::fail(const QString& why) {
  if (report_.failure.isEmpty()) report_.failure = QStringLiteral("%1 (after %2)").arg(why, story_.newest());
}

void Driver::closeAll() {
  window_.reset();
  QThreadPool::globalInstance()->waitForDone();
  QApplication::processEvents();
}

}  // namespace

RandomEventsReport driveWindow(const RandomEventsOptions& options) { return Driver(options).run(); }

QString& WatchedApplication::escaped() {
  static QString first;
  return first;
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event) {
  try {
    return QApplication::notify(receiver, event);
  } catch (const std::exception& error) {
    if (escaped().isEmpty()) escaped() = QString::fromUtf8(error.what());
  }
  return false;
}

}  // namespace studio
