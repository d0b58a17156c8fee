// The light and the dark theme, which of them is in force, and the fonts and icons painted by them. Their style sheet
// is in style_sheet.cpp.
#include "widgets/frame/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <algorithm>
#include <utility>

#include "widgets/frame/keyboard_focus.h"

/// A static library's resources are linked only when asked for; must stand outside of any namespace.
static void linkResources() { Q_INIT_RESOURCE(studio); }

namespace studio {
namespace {

// Okabe-Ito, in the form that keeps 3 : 1 for marks and 4.5 : 1 for labels on the panel (look.md).
const char* const kLightMarks[] = {"#0072B2", "#C68900", "#009E73", "#CC79A7", "#4B9DCB", "#D55E00", "#9E962C"};
const char* const kLightLabels[] = {"#0072B2", "#9C6C00", "#008561", "#A16084", "#3A7A9E", "#C05500", "#7D7722"};
const char* const kDarkMarks[] = {"#3D9BDB", "#E69F00", "#1FB98F", "#D993B8", "#7CC6EF", "#F0793A", "#F0E442"};

/// Colours in the order of Role.
Theme make(bool dark, std::initializer_list<const char*> colors) {
  Theme theme;
  theme.dark = dark;
  std::transform(colors.begin(), colors.end(), theme.colors,
                 [](const char* name) { return QColor(QLatin1String(name)); });
  return theme;
}

int place(int index) { return ((index % 7) + 7) % 7; }

QPalette makePalette(const Theme& theme) {
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, Role color) { palette.setColor(role, theme.color(color)); };
  set(QPalette::Window, Role::Window);
  set(QPalette::WindowText, Role::Text);
  set(QPalette::Base, Role::Panel);
  set(QPalette::AlternateBase, Role::Raised);
  set(QPalette::Text, Role::Text);
  set(QPalette::PlaceholderText, Role::Muted);
  set(QPalette::Button, Role::Raised);
  set(QPalette::ButtonText, Role::Text);
  set(QPalette::ToolTipBase, Role::Panel);
  set(QPalette::ToolTipText, Role::Text);
  set(QPalette::Highlight, Role::Select);
  set(QPalette::HighlightedText, Role::Text);
  set(QPalette::Link, Role::Accent);
  // Fusion draws a few edges by these.
  for (const auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
    set(role, Role::Line);
  set(QPalette::BrightText, Role::Bad);
  set(QPalette::LinkVisited, Role::Accent);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    palette.setColor(QPalette::Disabled, role, theme.disabledText());
  return palette;
}

/// Made before the first palette of ours, which would hide the desktop's.
SystemTheme& systemTheme() {
  static auto* theme = new SystemTheme(qApp);
  return *theme;
}

void loadFonts() {
  static const bool loaded = [] {
    linkResources();
    QFontDatabase::addApplicationFont(QStringLiteral(":/studio/fonts/StudioSans-Regular.otf"));
    QFontDatabase::addApplicationFont(QStringLiteral(":/studio/fonts/StudioSans-SemiBold.otf"));
    return true;
  }();
  Q_UNUSED(loaded);
}

}  // namespace

const Theme& Theme::light() {
  static const Theme theme =
      make(false, {"#F6F7F9", "#FFFFFF", "#EDEFF3", "#E9ECF1", "#E3EBFC", "#D9DDE4", "#EDEFF3", "#1B1F27", "#5B6472",
                   "#2A63D8", "#FFFFFF", "#1B7A43", "#975A00", "#BF2D26", "#DADDE3"});
  return theme;
}

const Theme& Theme::darkTheme() {
  static const Theme theme =
      make(true, {"#16181D", "#1E2128", "#2A2E37", "#2A2E37", "#283247", "#343945", "#2A2E37", "#E8EAEE", "#9AA3B2",
                  "#6C9BFF", "#10131A", "#4CC38A", "#F0B14A", "#FF7B72", "#3A404C"});
  return theme;
}

QColor Theme::disabledText() const {
  const QColor a = color(Role::Panel), b = color(Role::Muted);
  const auto mixed = [](int x, int y) { return (2 * x + 3 * y) / 5; };
  return QColor(mixed(a.red(), b.red()), mixed(a.green(), b.green()), mixed(a.blue(), b.blue()));
}

QColor Theme::runMark(int index) const {
  return QColor(QLatin1String((dark ? kDarkMarks : kLightMarks)[place(index)]));
}

QColor Theme::runLabel(int index) const {
  return QColor(QLatin1String((dark ? kDarkMarks : kLightLabels)[place(index)]));
}

ThemeManager::ThemeManager() {
  linkResources();
  connect(&systemTheme(), &SystemTheme::changed, this, [this] {
    if (choice_ == ThemeChoice::System) choose(choice_);
  });
}

ThemeManager& ThemeManager::instance() {
  static ThemeManager manager;
  return manager;
}

const Theme& ThemeManager::theme() const {
  const bool dark = choice_ == ThemeChoice::Dark || (choice_ == ThemeChoice::System && systemTheme().dark());
  return dark ? Theme::darkTheme() : Theme::light();
}

ThemeChoice ThemeManager::choice() const { return choice_; }

void ThemeManager::choose(ThemeChoice choice) {
  choice_ = choice;
  loadFonts();
  watchKeyboardFocus();
  static bool hasStyle = false;  // the style under a style sheet does not give its name
  if (!std::exchange(hasStyle, true)) QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  const QString rules = makeStyleSheet(theme());
  if (rules != qApp->styleSheet()) {
    // Where one style sheet takes another's place, Qt polishes each widget once for itself and once for each that it
    // lies in, with all rules: 0.7 s for the 1,400 widgets of the window. Taken away and set anew it is 0.2 s.
    qApp->setStyleSheet({});
    QApplication::setFont(textFont(TextStyle::Body));
    QApplication::setPalette(makePalette(theme()));
    qApp->setStyleSheet(rules);
  }
  Q_EMIT changed();
}

QFont textFont(TextStyle style) {
  loadFonts();
  QFont result(QStringList{QStringLiteral("Studio Sans"), QStringLiteral("Inter"), QStringLiteral("sans-serif")});
  if (style == TextStyle::Mono) {
    result = QFont(QStringList{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    result.setStyleHint(QFont::Monospace);
  }
  const auto set = [&](int pixels, int weight) {
    result.setPixelSize(pixels);
    result.setWeight(QFont::Weight(weight));
  };
  switch (style) {
    case TextStyle::Body:
      set(13, QFont::Normal);
      break;
    case TextStyle::Label:
      set(11, QFont::Normal);
      break;
    case TextStyle::PanelTitle:
      set(13, QFont::DemiBold);
      break;
    case TextStyle::ObjectTitle:
      set(15, QFont::DemiBold);
      break;
    case TextStyle::BigNumber:
      set(20, QFont::DemiBold);
      break;
    case TextStyle::Mono:
      set(12, QFont::Normal);
      break;
  }
  return result;
}

// Whether the desktop is dark, asked of its settings portal.

namespace {

constexpr int kTimeoutMs = 300;  // a desktop that does not answer must not delay the start
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

/// Without a bus libdbus would try to start one.
bool hasSessionBus() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

/// Read answers with a variant inside a variant.
QVariant unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value;
}

}  // namespace

SystemTheme::SystemTheme(QObject* parent)
    : QObject(parent),
      paletteDark_(QApplication::palette().color(QPalette::Window).lightness() < 128),
      dark_(paletteDark_) {
  if (hasSessionBus()) askPortal();
}

bool SystemTheme::isDark(const QVariant& colorScheme, bool otherwise) {
  switch (unwrapped(colorScheme).toUInt()) {
    case 1:
      return true;
    case 2:
      return false;
    default:
      return otherwise;
  }
}

void SystemTheme::askPortal() {
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  question << kGroup << kKey;
  const QDBusMessage answer = bus.call(question, QDBus::Block, kTimeoutMs);
  if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
    dark_ = isDark(answer.arguments().constFirst(), paletteDark_);
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(settingChanged(QString, QString, QDBusVariant)));
}

void SystemTheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group != kGroup || key != kKey) return;
  const bool now = isDark(QVariant::fromValue(value), paletteDark_);
  if (now == dark_) return;
  dark_ = now;
  Q_EMIT changed();
}

// Icons: SVG of resources/icons whose "currentColor" takes a role's colour; drawn again for each size, pixel ratio and
// theme.

namespace {

QByteArray source(const QString& name, const QColor& color) {
  QFile file(QStringLiteral(":/studio/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return file.readAll().replace("currentColor", color.name().toLatin1());
}

/// Asks the theme at paint time, so icons follow a switch without being set again.
class RoleIconEngine : public QIconEngine {
 public:
  RoleIconEngine(QString name, Role role) : name_(std::move(name)), role_(role) {}
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const Role role = mode == QIcon::Disabled ? Role::Muted : role_;
    if (mode == QIcon::Disabled) painter->setOpacity(0.6);
    const int side = std::min(rect.width(), rect.height());  // in the middle of a wider place, not stretched
    QSvgRenderer(source(name_, theme().color(role)))
        .render(painter,
                QRectF(rect.center().x() + 0.5 - side / 2.0, rect.center().y() + 0.5 - side / 2.0, side, side));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    if (size.isEmpty()) return {};  // asked for where a button has no room, and nothing paints on it
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return picture;
  }
  QIconEngine* clone() const override { return new RoleIconEngine(name_, role_); }

 private:
  QString name_;
  Role role_;
};

}  // namespace

QIcon icon(const QString& name, Role role) { return QIcon(new RoleIconEngine(name, role)); }

QPixmap iconPixmap(const QString& name, Role role, int size, qreal devicePixelRatio) {
  const QColor color = theme().color(role);
  const QString key = QStringLiteral("studio-%1-%2-%3-%4").arg(name, color.name()).arg(size).arg(devicePixelRatio);
  QPixmap picture;
  if (QPixmapCache::find(key, &picture)) return picture;
  picture = QPixmap(QSize(size, size) * devicePixelRatio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  QSvgRenderer(source(name, color)).render(&painter, QRectF(QPointF(), QSizeF(picture.size())));
  painter.end();
  picture.setDevicePixelRatio(devicePixelRatio);
  QPixmapCache::insert(key, picture);
  return picture;
}

}  // namespace studio
