// The language of the window: English or German. Numbers in the window are written as the language writes them
// ("1,410.5", "1.410,5"), for in the other one they would be misread; what is stored and exchanged (JSON, TOML, CSV,
// the clipboard) and figures on paper have English numbers in both, as journals want them; the page of a board in the
// window has the window's. Chosen in the menu View, in
// force from the next start on, for texts are made once. GUI thread; translating is for any thread.
#pragma once
#include <QLocale>
#include <QMutex>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QTranslator>
#include <optional>
#include <vector>

namespace studio {

enum class LanguageChoice { System, English, German };

/// As it was saved; System on the first start.
LanguageChoice savedLanguage();
void saveLanguage(LanguageChoice choice);
/// What the menu ticks: the newest of what was chosen in it, named as the program started, and saved.
LanguageChoice languageChoice();
/// "system", "en", "de": in settings and `--language`. System for any other text.
LanguageChoice languageFrom(const QString& name);
QString languageName(LanguageChoice choice);
/// What System means here: German where the system speaks it, else English.
QLocale::Language resolvedLanguage(LanguageChoice choice);

// The program has one vocabulary: a text is translated once, whichever class says it, so that a term is the same
// everywhere.
class Vocabulary : public QTranslator {
 public:
  /// Of this program, from its resources ("de"); isEmpty() where there is none.
  explicit Vocabulary(const QString& language, QObject* parent = nullptr);
  QString translate(const char* context, const char* source, const char* disambiguation = nullptr,
                    int n = -1) const override;
  /// Texts of ours that were asked for and have no translation.
  QStringList missing() const;
  /// A text of the engine; null where neither it nor a sentence of its form is known.
  QString engineText(const QString& text) const;

 private:
  /// "%1 is taken", "%L1 layers" with their values as groups, and the same in the other language.
  struct Sentence {
    QString start;  ///< up to the first value: other sentences are distinguished from it without their form
    QString end;    ///< behind the last value, likewise
    QRegularExpression form;
    QList<int> places;  ///< number of the value of each group
    QString translation;
  };
  void readSentences();
  QString knownText(const char* context, const QString& text) const;
  std::vector<Sentence> sentences_;
  QString language_;
  mutable QMutex lock_;
  mutable QSet<QString> missing_;
};

/// Texts of this application from now on; before the first widget is made.
void useLanguage(LanguageChoice choice);
/// Of names of months and days, and of numbers.
QLocale textLocale();

/// A text whose numbers are English ("1,410 of 93.5 %") with numbers of the window's language; names that hold digits
/// and points ("layer4.0.conv1") stay. To be applied once: "1.410" of German would be read as 1.41.
QString inWindowNumbers(const QString& text);
/// A number that a person has typed: as the window writes numbers, or with a point; nullopt where it is none.
std::optional<double> typedNumber(const QString& text);

}  // namespace studio
