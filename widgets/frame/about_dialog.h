// Help > About: version, licence of the program and of what comes with it.
#pragma once
#include <QDialog>

namespace studio {

class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  AboutDialog(const QString& version, QWidget* parent);
};

}  // namespace studio
