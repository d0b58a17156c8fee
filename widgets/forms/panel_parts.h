// Small parts that every panel here is made of: titles, rules, muted labels.
#pragma once
#include <QString>
#include <cstdint>

class QFrame;
class QLabel;
class QWidget;

namespace studio {

QLabel* makePanelTitle(const QString& text, QWidget* parent);
QLabel* makeMutedLabel(const QString& text, QWidget* parent);
/// A line of 1 px in Role::Line.
QFrame* makeRule(QWidget* parent);

/// "7 h 19 min", "1 min", "12 s", "88 ms"; thin spaces that do not break.
QString durationText(double seconds);
/// "9.6 GB", "310 MB" (powers of 1000).
QString bytesText(double bytes);
/// "1 281 167"
QString countText(std::int64_t count);

}  // namespace studio
