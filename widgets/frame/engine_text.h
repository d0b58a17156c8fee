// What the engine says (core/, English) in the language of the window: a word, or a sentence whose values are carried
// over. As it is where there is no translation. Any thread. Defined in language.cpp.
#pragma once
#include <QString>
#include <string>

namespace studio {

QString engineText(const QString& text);
inline QString engineText(const std::string& text) { return engineText(QString::fromStdString(text)); }

}  // namespace studio
