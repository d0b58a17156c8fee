// Languages: what is installed for which (language.h).
#include "widgets/frame/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QXmlStreamReader>
#include <optional>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"

// Outside of the namespace, as Qt's macro declares a function.
static void linkTranslations() { Q_INIT_RESOURCE(translations); }

namespace studio {
namespace {

const QString kLanguageKey = QStringLiteral("language");
const QString kNumberForm = QStringLiteral("([-\u2212+]?[0-9][0-9.,]*(?:e[-+]?[0-9]+)?)");

/// Qt's classes are translated by Qt's own file.
bool isOfQt(const char* context) { return context[0] == 'Q' && context[1] >= 'A' && context[1] <= 'Z'; }

std::optional<LanguageChoice> newestChoice;
const Vocabulary* inForce = nullptr;  // set before the first widget is made, never taken back while one may ask

/// Where no letter, sign or further point touches it: a number, no part of a name or version.
QString germanNumbers(const QString& text) {
  static const QRegularExpression english(
      QStringLiteral("(?<![\\w.,])(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d+))?(e[+-]?\\d+)?(?![\\w]|[.,]\\d)"));
  QString said;
  qsizetype from = 0;
  for (auto found = english.globalMatch(text); found.hasNext();) {
    const auto match = found.next();
    QString whole = match.captured(1);
    said += text.mid(from, match.capturedStart() - from) + whole.replace(QLatin1Char(','), QLatin1Char('.'));
    if (!match.captured(2).isEmpty()) said += QLatin1Char(',') + match.captured(2);
    said += match.captured(3);
    from = match.capturedEnd();
  }
  return said + text.mid(from);
}

}  // namespace

QString languageName(LanguageChoice choice) {
  if (choice == LanguageChoice::System) return QStringLiteral("system");
  return choice == LanguageChoice::German ? QStringLiteral("de") : QStringLiteral("en");
}

LanguageChoice languageFrom(const QString& name) {
  for (const LanguageChoice choice : {LanguageChoice::English, LanguageChoice::German})
    if (name == languageName(choice)) return choice;
  return LanguageChoice::System;
}

LanguageChoice savedLanguage() { return languageFrom(openSettings()->value(kLanguageKey).toString()); }

void saveLanguage(LanguageChoice choice) {
  newestChoice = choice;
  openSettings()->setValue(kLanguageKey, languageName(choice));
}

LanguageChoice languageChoice() { return newestChoice.value_or(savedLanguage()); }

QLocale::Language resolvedLanguage(LanguageChoice choice) {
  if (choice == LanguageChoice::System)
    return QLocale::system().language() == QLocale::German ? QLocale::German : QLocale::English;
  return choice == LanguageChoice::German ? QLocale::German : QLocale::English;
}

Vocabulary::Vocabulary(const QString& language, QObject* parent) : QTranslator(parent), language_(language) {
  linkTranslations();
  static_cast<void>(load(QStringLiteral(":/studio/translations/toponets-studio_%1.qm").arg(language)));
  readSentences();
}

/// A .qm file cannot be listed, so the sentences with values come from the file that it was made of. %1 is any text,
/// %L1 a number: "%L1 layers" is no sentence that happens to end so.
void Vocabulary::readSentences() {
  QFile file(QStringLiteral(":/studio/translations/toponets-studio_%1.ts").arg(language_));
  if (!file.open(QIODevice::ReadOnly)) return;
  static const QRegularExpression place(QStringLiteral("%(L?)(\\d)"));
  QXmlStreamReader reader(&file);
  bool ofEngine = false;
  QString source;
  while (!reader.atEnd()) {
    if (!reader.readNextStartElement()) continue;
    if (reader.name() == QLatin1String("name")) ofEngine = reader.readElementText() == QLatin1String("Engine");
    if (reader.name() == QLatin1String("source")) source = reader.readElementText();
    if (reader.name() != QLatin1String("translation") || !ofEngine || !source.contains(place)) continue;
    Sentence sentence;
    sentence.translation = reader.readElementText();
    QString form;
    qsizetype from = 0;
    for (auto found = place.globalMatch(source); found.hasNext();) {
      const auto match = found.next();
      if (sentence.places.isEmpty()) sentence.start = source.left(match.capturedStart());
      form += QRegularExpression::escape(source.mid(from, match.capturedStart() - from)) +
              (match.captured(1).isEmpty() ? QStringLiteral("(.+?)") : kNumberForm);
      sentence.places << match.captured(2).toInt();
      from = match.capturedEnd();
    }
    sentence.end = source.mid(from);
    form += QRegularExpression::escape(sentence.end);
    sentence.form.setPattern(QRegularExpression::anchoredPattern(form));
    sentence.form.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    sentences_.push_back(std::move(sentence));
  }
}

QString Vocabulary::knownText(const char* context, const QString& text) const {
  return QTranslator::translate(context, text.toUtf8().constData(), nullptr, -1);
}

/// Values are texts of the engine themselves: "1 layer" of "4 contrasts, 1 layer".
QString Vocabulary::engineText(const QString& text) const {
  if (const QString known = knownText("Engine", text); !known.isNull()) return known;
  for (const Sentence& sentence : sentences_) {
    if (!text.startsWith(sentence.start) || !text.endsWith(sentence.end)) continue;
    const auto match = sentence.form.match(text);
    if (!match.hasMatch()) continue;
    QString said = sentence.translation;
    for (qsizetype i = 0; i < sentence.places.size(); ++i) {
      const QString value = match.captured(int(i) + 1), known = engineText(value);
      said.replace(QStringLiteral("%L") + QString::number(sentence.places[i]),
                   known.isNull() ? germanNumbers(value) : known);
      said.replace(QStringLiteral("%") + QString::number(sentence.places[i]), known.isNull() ? value : known);
    }
    return said;
  }
  return {};
}

QString Vocabulary::translate(const char* context, const char* source, const char* disambiguation, int n) const {
  for (const char* ours : {"Studio", "Engine"})
    if (const QString found = QTranslator::translate(ours, source, disambiguation, n); !found.isNull()) return found;
  if (!isOfQt(context)) {
    const QMutexLocker hold(&lock_);
    missing_.insert(QString::fromUtf8(source));
  }
  return {};
}

QStringList Vocabulary::missing() const {
  const QMutexLocker hold(&lock_);
  return QStringList(missing_.begin(), missing_.end());
}

QString engineText(const QString& text) {
  const QString known = inForce ? inForce->engineText(text) : QString();
  return known.isNull() ? text : known;
}

QLocale textLocale() { return QLocale(inForce ? QLocale::German : QLocale::English); }

QString inWindowNumbers(const QString& text) { return inForce ? germanNumbers(text) : text; }

std::optional<double> typedNumber(const QString& text) {
  bool isNumber = false;
  const QString typed = text.trimmed();
  double value = typed.toDouble(&isNumber);
  if (inForce && typed.contains(QLatin1Char(','))) value = QLocale(QLocale::German).toDouble(typed, &isNumber);
  return isNumber ? std::optional(value) : std::nullopt;
}

void useLanguage(LanguageChoice choice) {
  newestChoice = choice;
  QLocale::setDefault(QLocale(QLocale::English));
  inForce = nullptr;
  if (resolvedLanguage(choice) == QLocale::English) return;
  auto* ofQt = new QTranslator(QCoreApplication::instance());
  linkTranslations();
  if (ofQt->load(QStringLiteral(":/studio/translations/qtbase_de.qm"))) QCoreApplication::installTranslator(ofQt);
  auto* ours = new Vocabulary(QStringLiteral("de"), QCoreApplication::instance());
  QCoreApplication::installTranslator(ours);
  inForce = ours;
  QLocale::setDefault(QLocale(QLocale::German));  // of %L1 and of QLocale()
}

}  // namespace studio
