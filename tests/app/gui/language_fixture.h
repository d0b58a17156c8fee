// German for the length of a test.
#pragma once
#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/language.h"

namespace studio {

/// A vocabulary that is in force while it lives.
class InForce {
 public:
  InForce() : german("de") {
    before_ = QLocale();
    QCoreApplication::installTranslator(&german);
    QLocale::setDefault(QLocale(QLocale::English));
  }
  ~InForce() {
    QCoreApplication::removeTranslator(&german);
    QLocale::setDefault(before_);
  }
  Vocabulary german;

 private:
  QLocale before_;
};

/// The same for what the engine says.
class InGerman {
 public:
  InGerman() { useLanguage(LanguageChoice::German); }
  ~InGerman() {
    useLanguage(LanguageChoice::English);
    qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>(Qt::FindDirectChildrenOnly));
    QLocale::setDefault(before_);
  }

 private:
  const QLocale before_;
};

class Language : public GuiTest {};

}  // namespace studio
